import type { MediaKind } from '../../protocol/api-media.ts'
import type { Finding } from '../../protocol/api-review.ts'
import type { UiLanguage } from '../strings/index.ts'

type Facts = Finding['facts']
type Words = {
  kind: Record<MediaKind, string>
  take: (kinds: readonly MediaKind[]) => string; choose: string; orDrop: string; fromStore: string; replace: string; remove: string; cancel: string
  sending: (percent: number) => string; looking: string; sent: (name: string) => string
  storeTitle: string; search: string; empty: string; emptyHelp: string; noMatch: (text: string) => string; use: string; usedBy: (count: number) => string; unused: string; delete: string; deleted: (name: string) => string
  calm: (most: number) => string; loudness: (lufs: number) => string; silent: string; noSound: string; gone: string; blocked: string; by: (name: string, when: string) => string
  cues: string; cuesHelp: string; from: string; until: string; zh: string; en: string; add: string; cut: string; importVtt: string; importInto: string; atNow: string; play: string; pause: string; reads: (needed: string, seconds: string) => string
  tooFast: string; noCues: string; noCuesHelp: string; imported: (count: number) => string; badVtt: string; row: (n: number) => string; keys: string
}

const bytesOf = { image: '25 MiB', video: '120 MiB', audio: '20 MiB' } as const

export const words: Record<UiLanguage, Words> = {
  'zh-CN': {
    kind: { image: '图片', video: '视频', audio: '录音' },
    take: (kinds) => kinds.map((kind) => ({ image: `图片 PNG、JPEG、WebP、AVIF，至多 ${bytesOf.image}`, video: `视频 WebM、MP4，至多 2 分钟、${bytesOf.video}`, audio: `录音 MP3、WAV、M4A、Ogg Opus，至多 2 分钟、${bytesOf.audio}` })[kind]).join('；'),
    choose: '选择文件', orDrop: '或把文件拖到这里', fromStore: '从媒体库选', replace: '更换', remove: '移除', cancel: '取消',
    sending: (percent) => `正在上传 ${percent}%`, looking: '已传完，正在逐帧检查…', sent: (name) => `“${name}”已收下`,
    storeTitle: '媒体库', search: '按名称查找', empty: '媒体库还是空的', emptyHelp: '上传的图片、视频和录音都会留在这里。', noMatch: (text) => `没有名称含“${text}”的文件`, use: '选用', usedBy: (count) => `${count} 处使用`, unused: '未使用', delete: '删除', deleted: (name) => `已删除“${name}”`,
    calm: (most) => (most === 0 ? '无闪烁' : `每秒至多闪 ${most} 次`), loudness: (lufs) => `响度 ${lufs} LUFS`, silent: '无声', noSound: '没有音轨', gone: '这个文件已不在媒体库。请另选。', blocked: '这样不能播出：', by: (name, when) => `${name}，${when}`,
    cues: '字幕', cuesHelp: '多数屏幕静音播放，视频必须有中英文字幕。时间为秒。', from: '起', until: '止', zh: '中文', en: '英文', add: '添加字幕', cut: '删除', importVtt: '导入 .vtt', importInto: '导入到', atNow: '取当前时间', play: '播放', pause: '暂停', reads: (needed, seconds) => `读出需 ${needed} 秒，只停 ${seconds} 秒`,
    tooFast: '读不完', noCues: '还没有字幕', noCuesHelp: '播放视频，在每句开始处按“添加字幕”；或导入 .vtt 文件。', imported: (count) => `已导入 ${count} 条`, badVtt: '这个文件里没有读得懂的字幕。请存为 WebVTT（.vtt），第一行是 WEBVTT。', row: (n) => `第 ${n} 条`, keys: '在文字框中：Ctrl+空格 播放或暂停，Ctrl+[ 取当前时间为起，Ctrl+] 取为止，Ctrl+回车 添加下一条。',
  },
  en: {
    kind: { image: 'Picture', video: 'Film', audio: 'Recording' },
    take: (kinds) => kinds.map((kind) => ({ image: `Pictures: PNG, JPEG, WebP, AVIF to ${bytesOf.image}`, video: `Films: WebM, MP4 to 2 minutes and ${bytesOf.video}`, audio: `Recordings: MP3, WAV, M4A, Ogg Opus to 2 minutes and ${bytesOf.audio}` })[kind]).join('. '),
    choose: 'Choose a file', orDrop: 'or drop it here', fromStore: 'From the media store', replace: 'Replace', remove: 'Remove', cancel: 'Cancel',
    sending: (percent) => `Sending, ${percent} %`, looking: 'Sent. Every frame is being looked at…', sent: (name) => `“${name}” was taken`,
    storeTitle: 'Media store', search: 'Find by name', empty: 'Nothing in the media store yet', emptyHelp: 'Pictures, films and recordings stay here once they are sent in.', noMatch: (text) => `No file has “${text}” in its name`, use: 'Use', usedBy: (count) => (count === 1 ? 'used once' : `used ${count} times`), unused: 'not used', delete: 'Delete', deleted: (name) => `“${name}” deleted`,
    calm: (most) => (most === 0 ? 'no flashing' : `at most ${most} ${most === 1 ? 'flash' : 'flashes'} a second`), loudness: (lufs) => `${lufs} LUFS`, silent: 'silent', noSound: 'no sound track', gone: 'This file is not in the media store any more. Choose another.', blocked: 'It cannot be shown so:', by: (name, when) => `${name}, ${when}`,
    cues: 'Captions', cuesHelp: 'Most screens play without sound: a film needs captions in both languages. Times are seconds.', from: 'From', until: 'Until', zh: 'Chinese', en: 'English', add: 'Add a caption', cut: 'Delete', importVtt: 'Import .vtt', importInto: 'Import as', atNow: 'Take the time now', play: 'Play', pause: 'Pause', reads: (needed, seconds) => `takes ${needed} s to read, stands for ${seconds} s`,
    tooFast: 'too fast', noCues: 'No captions yet', noCuesHelp: 'Play the film and press “Add a caption” where each sentence begins; or import a .vtt file.', imported: (count) => `${count} captions imported`, badVtt: 'There are no captions in this file that can be read. Save it as WebVTT (.vtt); its first line is WEBVTT.', row: (n) => `Caption ${n}`, keys: 'While writing: Ctrl+Space plays or pauses, Ctrl+[ takes the time now as the beginning, Ctrl+] as the end, Ctrl+Enter adds the next.',
  },
}

const zh: Record<string, (facts: Facts) => string> = {
  'check/flashing': (f) => `${f['seconds']} 秒前的一秒内闪烁 ${f['flashes']} 次（至多 ${f['most']} 次），可能诱发癫痫。请放慢或调暗。`,
  'check/blank': () => '图片只有一种颜色，看不到内容。',
  'check/dark': () => '画面几乎全黑，是否选错了？',
  'check/silent': () => '没有声音。',
  'check/clipping': (f) => `声音过载（真峰值 ${f['peak']} dB），会有爆音。请降低录音电平。`,
  'check/quiet': (f) => `声音很轻（${f['lufs']} LUFS，语音通常为 -23）。`,
  'check/loud': (f) => `声音很响（${f['lufs']} LUFS，语音通常为 -23）。`,
  'check/few-pixels': (f) => `${f['width']} × ${f['height']} 像素，在 ${f['device']} 上放大 ${f['scale']} 倍，会发虚。请用约 ${f['neededWidth']} × ${f['neededHeight']} 的文件。`,
  'check/no-file': () => '媒体库里没有这个文件，请重新选择或上传。',
  'check/other-file': (f) => `这个文件是 ${f['type']}，不能放在这里。`,
  'check/cue-short': (f) => `字幕只停 ${f['seconds']} 秒，没人读得完；至少 ${f['least']} 秒。`,
  'check/cue-order': (f) => `字幕从 ${f['seconds']} 秒开始，上一条还没结束。`,
  'check/cue-late': (f) => `字幕到 ${f['seconds']} 秒，视频只有 ${f['film']} 秒。`,
  'check/cue-fast': (f) => `读出需 ${f['needed']} 秒，只停 ${f['seconds']} 秒。`,
  'check/no-captions': () => '视频没有字幕。多数屏幕静音，请用中英文写出所讲内容。',
  'check/captions-untimed': () => '视频有声音而字幕没有时间，会对不上。',
  'check/film-cut': (f) => `视频 ${f['film']} 秒，只播 ${f['seconds']} 秒，结尾看不到。`,
  'check/film-ends': (f) => `视频 ${f['film']} 秒，要播 ${f['seconds']} 秒，最后会停在末帧。`,
  'check/sound-twice': (f) => `${f['language']} 有两段录音。`,
  'check/sound-one-language': (f) => `缺少 ${f['language']} 的录音。`,
  'check/sound-long': (f) => `录音共 ${f['sound']} 秒，内容只播 ${f['seconds']} 秒，会被切断。`,
}

/** What a check found of a file, in the reader's language; null where the code is not about media. */
export const sayMediaFinding = ({ code, message, facts }: Finding, language: UiLanguage): string | null => (zh[code] ? (language === 'en' ? message : zh[code](facts)) : null)
