import type { UiLanguage } from '../strings/index.ts'

type Words = {
  view: string; views: Record<'map' | 'plan' | 'list', string>; levels: string; allLevels: string; colour: string; tints: Record<'plays' | 'state', string>
  map: string; mapHelp: string; keysTitle: string; keys: [string, string][]; noWebgl: string; lostContext: string; tryAgain: string; loading: string; reset: string; closer: string; farther: string; turnLeft: string; turnRight: string
  online: (here: number, of: number) => string; legend: string; inAlert: string; atScreen: string
  alarms: string; noAlarms: string; inDay: (count: number) => string; todo: string; acknowledge: string; note: string; noteHelp: string; acknowledged: (by: string, time: string) => string; noted: string; count: (n: number) => string; history: string; noHistory: string; lasted: string; more: string; hide: string
  next: string; noNext: string; zones: (count: number) => string
  ending: string; noEnding: string; endsOn: (day: string) => string; ended: (day: string) => string; who: (roles: string) => string; takesOff: (items: number) => string; leavesEmpty: (playlist: string, count: number) => string; behind: (count: number) => string; kinds: Record<'number' | 'entry' | 'preset' | 'key', string>; key: string; see: string
  columns: { device: string; role: string; state: string; playing: string; why: string; alert: string; since: string }; none: string; rowsOf: (ordinalName: string) => string; filtered: (count: number) => string
  wall: string; runNow: string; roles: Record<string, string>
}

export const words: Record<UiLanguage, Words> = {
  'zh-CN': {
    view: '视图', views: { map: '立体图', plan: '平面图', list: '列表' }, levels: '楼层', allLevels: '全部', colour: '区域着色', tints: { plays: '按内容', state: '按状态' },
    map: '航站楼立体图', mapHelp: '方向键在屏幕间移动，Enter 打开；Shift+方向键旋转，Ctrl+方向键平移，+ − 缩放，0 复位，PageUp、PageDown 换楼层。', keysTitle: '立体图按键',
    keys: [['↑ ↓ ← →', '移到旁边的屏幕'], ['Enter', '打开'], ['Shift ↑ ↓ ← →', '旋转'], ['Ctrl ↑ ↓ ← →', '平移'], ['+ −', '缩放'], ['0', '复位'], ['PgUp PgDn', '楼层']],
    noWebgl: '此浏览器不能显示立体图，已改用平面图。', lostContext: '显卡收回了立体图，已改用平面图。', tryAgain: '再试立体图', loading: '正在绘制航站楼…', reset: '复位', closer: '放大', farther: '缩小', turnLeft: '向左转', turnRight: '向右转',
    online: (here, of) => `${here}/${of} 在线`, legend: '图例', inAlert: '预警范围内', atScreen: '当前屏幕',
    alarms: '告警', noAlarms: '没有需要处理的告警。', inDay: (count) => `24 小时内 ${count} 条`, todo: '处理', acknowledge: '我来处理', note: '备注（可不填）', noteHelp: '如：已派人 / 工单号', acknowledged: (by, time) => `${by} ${time} 接手`, noted: '已接手，恶化时会再次提醒。', count: (n) => `${n} 条待处理告警`, history: '告警历史', noHistory: '90 天内没有已结束的告警。', lasted: '持续', more: '展开', hide: '收起',
    next: '即将更换', noNext: '48 小时内排期没有变化。', zones: (count) => `${count} 个区域`,
    ending: '即将到期', noEnding: '30 天内没有到期的内容。', endsOn: (day) => `${day} 到期`, ended: (day) => `已于 ${day} 到期`, who: (roles) => `由${roles}处理`, takesOff: (count) => `${count} 项内容随之停播`, leavesEmpty: (playlist, count) => (count === 1 ? `播放列表“${playlist}”将空` : `播放列表“${playlist}”等 ${count} 个将空`), behind: (count) => `${count} 块屏幕尚未收到`, kinds: { number: '电话', entry: '排期', preset: '预设', key: '密钥' }, key: '新站点密钥等待启用', see: '打开',
    columns: { device: '屏幕', role: '类型', state: '状态', playing: '正在播放', why: '原因', alert: '预警', since: '自' }, none: '—', rowsOf: (name) => name, filtered: (count) => `${count} 块`,
    wall: '大屏', runNow: '立即运行', roles: { publish: '发布人', schedule: '值班或发布人', manage: '管理员' },
  },
  en: {
    view: 'View', views: { map: 'Map', plan: 'Plan', list: 'List' }, levels: 'Level', allLevels: 'All', colour: 'Zones by', tints: { plays: 'Content', state: 'State' },
    map: 'The terminal', mapHelp: 'Arrow keys go from screen to screen, Enter opens; Shift with arrows turns, Ctrl with arrows moves, + and − zoom, 0 resets, Page Up and Page Down change the level.', keysTitle: 'Keys of the map',
    keys: [['↑ ↓ ← →', 'Next screen that way'], ['Enter', 'Open'], ['Shift ↑ ↓ ← →', 'Turn'], ['Ctrl ↑ ↓ ← →', 'Move'], ['+ −', 'Zoom'], ['0', 'Reset'], ['PgUp PgDn', 'Level']],
    noWebgl: 'This browser cannot draw the map; here is the plan instead.', lostContext: 'The graphics card took the map away; here is the plan instead.', tryAgain: 'Try the map again', loading: 'Drawing the terminal…', reset: 'Reset', closer: 'Closer', farther: 'Farther', turnLeft: 'Turn left', turnRight: 'Turn right',
    online: (here, of) => `${here} of ${of} online`, legend: 'Legend', inAlert: 'Aimed at by an alert', atScreen: 'Screen',
    alarms: 'Alarms', noAlarms: 'Nothing needs you.', inDay: (count) => `${count} in 24 h`, todo: 'To do', acknowledge: 'I see to it', note: 'Note (optional)', noteHelp: 'e.g. electrician called', acknowledged: (by, time) => `${by} sees to it since ${time}`, noted: 'Yours. It comes back if it worsens.', count: (n) => `${n} ${n === 1 ? 'alarm' : 'alarms'} nobody sees to`, history: 'Past alarms', noHistory: 'No alarm has ended in the last 90 days.', lasted: 'Lasted', more: 'More', hide: 'Less',
    next: 'Next changes', noNext: 'The schedule does not change within 48 hours.', zones: (count) => `${count} ${count === 1 ? 'zone' : 'zones'}`,
    ending: 'Ends soon', noEnding: 'Nothing ends within 30 days.', endsOn: (day) => `ends ${day}`, ended: (day) => `ended ${day}`, who: (roles) => `for ${roles}`, takesOff: (count) => `takes ${count} ${count === 1 ? 'item' : 'items'} off`, leavesEmpty: (playlist, count) => (count === 1 ? `leaves “${playlist}” empty` : `leaves “${playlist}” and ${count - 1} more empty`), behind: (count) => `${count} screens have not heard of it`, kinds: { number: 'Number', entry: 'Entry', preset: 'Preset', key: 'Key' }, key: 'A new site key waits to sign', see: 'Open',
    columns: { device: 'Screen', role: 'Role', state: 'State', playing: 'Shows now', why: 'Why', alert: 'Alert', since: 'Since' }, none: '–', rowsOf: (name) => name, filtered: (count) => `${count} screens`,
    wall: 'Wall', runNow: 'Run now', roles: { publish: 'a publisher', schedule: 'duty or a publisher', manage: 'an administrator' },
  },
}
