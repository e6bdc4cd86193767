import type { Strings } from '../strings/index.ts'

/** The controller's sentences, and how a Chinese reader is told them: `$1` is the first figure or name in it. */
const sentences: readonly [RegExp, string][] = [
  [/^every zone has one$/, '各区域均已有节目'],
  [/^none yet for (.+)$/, '尚无节目的区域：$1'],
  [/^(\d+) facts published$/, '已下发 $1 项信息'],
  [/^(\d+) of (\d+) facts not with the broker: (.*)$/, '$2 项信息中有 $1 项未送达消息服务：$3'],
  [/^(\d+) items in (\d+) playlists$/, '$2 个节目单、$1 项内容'],
  [/^(\d+) devices, (\d+) online$/, '$1 台设备，$2 台在线'],
  [/^(\d+) entries, (\d+) of (\d+) zones have something to show$/, '$1 条排期，$3 个区域中有 $2 个有内容可播'],
  [/^(\d+) alerts in force$/, '$1 条预警生效中'],
  [/^(\d+) kB wait to be stored$/, '$1 kB 待入库'],
  [/^(\d+) alarms$/, '$1 条告警'],
  [/^(\d+) alarms forgotten$/, '已清理 $1 条旧告警'],
  [/^(\d+) jobs$/, '$1 项任务'],
  [/^failed last time: (.+)$/, '上次失败：$1'],
  [/^(\d+) connections, (\d+) closed as frozen$/, '$1 个连接，已断开 $2 个无响应的连接'],
  [/^the link to (\S+): online; (\d+) screens relayed$/, '与 $1 的连接：在线；转接 $2 块屏幕'],
  [/^(\d+) of (\d+) programmes published$/, '$2 份节目中已下发 $1 份'],
  [/^(\d+) old programmes forgotten$/, '已清理 $1 份旧节目'],
  [/^(\d+) sessions forgotten$/, '已清理 $1 个登录'],
  [/^(\d+) events, (\d+) refused ones and (\d+) streams forgotten$/, '已清理 $1 条事件、$2 条拒收事件和 $3 个序列'],
  [/^(\d+) session ids erased, (\d+) refused events with one removed$/, '已抹去 $1 个使用标识，移除 $2 条带标识的拒收事件'],
  [/^(\d+) entries$/, '$1 条记录'],
  [/^entry (\d+) noted$/, '已记下第 $1 条'],
  [/^(\d+) entries, each as it was written$/, '$1 条记录，均与写入时一致'],
  [/^entry (\d+) is not as it was written \((\w+)\)$/, '第 $1 条与写入时不同'],
  [/^(\d+) clips$/, '$1 段语音'], [/^(\d+) clips; (\d+) lines have no voice \(ANXING_SPEECH\)$/, '$1 段语音；$2 句没有语音（ANXING_SPEECH）'],
  [/^(\d+) files, (\d+) MiB$/, '$1 个文件，$2 MiB'],
  [/^(\d+) files of the media store are gone$/, '媒体库有 $1 个文件丢失'],
  [/^ffmpeg is not installed: films and recordings are refused$/, '未安装 ffmpeg：不收视频和录音'],
  [/^online$/, '在线'], [/^offline$/, '离线'], [/^connecting$/, '正在连接'], [/^closed$/, '已关闭'],
  [/^running$/, '运行中'], [/^waiting$/, '等待启动'], [/^stopped$/, '已停止'], [/^failed$/, '失败'], [/^not started$/, '尚未启动'], [/^not read yet$/, '尚未读取'],
  [/^sqlite$/, 'SQLite'], [/^postgres(ql)?$/, 'PostgreSQL'],
]

/** What a part or a job says of itself, in the reader's language; `known` is false where it stays as the controller wrote it. */
export function said(t: Strings, text: string): { text: string; known: boolean } {
  if (t.tag === 'en') return { text, known: false }
  const found = sentences.find(([pattern]) => pattern.test(text))
  return found ? { text: text.replace(found[0], found[1]), known: true } : { text, known: false }
}
