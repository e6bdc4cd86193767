import type { Strings } from './en.ts'
import { problems } from './problems-zh.ts'

export const zh: Strings = {
  tag: 'zh-CN',
  product: '安行',
  console: '值班台',
  problems,
  rooms: { overview: '总览', alerts: '预警', schedule: '排期', content: '内容', review: '审核', show: '何时播什么', engagement: '互动', desk: '反诈咨询台', operations: '运行', audit: '审计日志', people: '人员', account: '我的账号', learn: '今日一问' },
  common: {
    close: '关闭', cancel: '取消', save: '保存', saving: '正在保存…', retry: '重试', undo: '撤销', delete: '删除', remove: '移除', search: '搜索',
    all: '全部', none: '无', now: '现在', loading: '正在载入…', on: '开', off: '关', ago: (span) => `${span}前`, until: (time) => `至 ${time}`,
    since: (time) => `${time} 起`, remedy: '怎么办', skip: '跳到正文', zone: '区域', device: '设备', noZone: '区域之间', more: (count) => `另有 ${count} 项`, listed: '、',
  },
  signIn: {
    title: '登录', lead: '供机场值班人员使用。', user: '用户名', password: '密码', submit: '登录', busy: '正在登录…', caps: '大写锁定已打开。',
    show: '显示密码', hide: '隐藏密码', expired: '登录已失效，请重新登录，之后会回到刚才的页面。',
  },
  frame: {
    notYours: '您的账号不能使用本页。', whoMay: (roles) => `本页供${roles}使用；如有需要，请管理员授权。`,
    roles: { admin: '管理员', author: '作者', reviewer1: '一审', reviewer2: '二审', reviewer3: '三审', publisher: '发布人', duty: '值班员', robot_operator: '机器人操作员', analyst: '分析员', viewer: '查看者' },
    raise: '发布预警', signOut: '退出登录', keys: '快捷键', theme: '主题', system: '跟随系统', light: '浅色', dark: '深色', language: '语言', menu: '栏目',
    liveAlerts: (count) => `${count} 条预警生效中`, live: '实时', connecting: '正在连接', reconnecting: '正在重连',
    stale: (time) => `${time} 起未更新`, staleHelp: '控制器自那时起没有答复。各屏幕仍自行播放，但本页内容可能已过时。',
  },
  keys: {
    title: '快捷键', goTo: '前往栏目', anywhere: '任何页面', inLists: '列表中', raise: '发布预警', help: '显示快捷键', search: '在本页搜索',
    close: '关闭当前面板', nextPrevious: '下一项、上一项', open: '打开', release: '发布正在编写的预警', enabled: '启用单字母快捷键', then: '再按', or: '或',
  },
  device: {
    states: { online: '在线', stale: '暂失联', offline: '离线', never: '从未上线' },
    stateHelp: {
      online: '已连接。', stale: '刚刚断开，若持续断开将记为离线。',
      offline: '未连接。屏幕会继续播放已有内容。请到现场检查电源和网络。', never: '尚未配对或从未开机。请在屏幕上打开页面，把配对码填到这里。',
    },
    roles: { screen: '大屏', kiosk: '打卡点', robot: '机器人', staff_wall: '员工墙' },
    would: '若已连接，此刻会显示的画面。', reportedNow: '设备自报', nothingReported: '尚无上报。', standby: '待机画面', hold: '操作员让它停住', rest: '休息中', showing: '正在播放', why: '原因', health: '运行状况', app: '程序版本', clockOffset: '时钟偏差',
    clockSteps: (count) => `跳变 ${count} 次`, cache: '已存内容', outbox: '待发送', shed: (count) => `已舍弃 ${count}`, refused: '拒收的消息', noneRefused: '无',
    versions: '版本', programme: '节目', zoneAlerts: '区域预警', events: '已收事件', lastSeen: '最近在线', session: '旅客正在使用',
    noSession: '无人使用', reportAt: '上报于', pair: '配对', pairing: '配对', pairTitle: '配对屏幕', pairLead: '请输入屏幕上显示的六位字符。', code: '配对码', pairAction: '配对这块屏幕', paired: '已配对', notPaired: '未配对',
    pairedToast: (name) => `“${name}”已配对。`, identify: '识别', reload: '重新载入', identified: (name) => `“${name}”会显示几秒自己的名称。`, reloaded: (name) => `“${name}”正在重新载入。`,
    sayTitle: '让它说', sayHere: '适合所在区域', sayElsewhere: '其他', say: '说出来', said: (name) => `“${name}”正在说。`, sayNone: '还没有经审核发布的用语。', sayLines: '机器人用语',
    alertThis: '在此发预警', showThis: '何时播什么', panel: '屏幕', viewing: (metres) => `观看距离 ${metres} 米`, id: '编号', banners: '横幅',
  },
  overview: {
    screens: (count) => `${count} 块屏幕`, find: '查找屏幕、区域或位置', plan: '平面图', level: (ordinal) => (ordinal === 0 ? '一层' : `${['二', '三', '四', '五'][ordinal - 1] ?? ordinal + 1}层`), list: '屏幕', state: '状态', name: '名称', role: '类型', since: '自',
    noMatch: '没有符合的屏幕。', noMatchHelp: '请清除搜索，或换一种状态。', clear: '清除筛选', noAlerts: '目前没有生效的预警。', noAlertsHelp: '连按两次 a 即可发布。', alerts: '生效中的预警', noDevices: '本站还没有屏幕。',
    noDevicesHelp: '设备来自站点文件，请在其中添加后重启控制器。', outOf: (shown, of) => `${shown} / ${of}`, planHelp: '标记是屏幕：空心为离线，红色为预警范围内。可在图上或列表中打开。',
  },
  severity: { yellow: '提示', orange: '预警', red: '紧急预警' },
  severityHelp: { yellow: '一般。提醒知悉，尚无损失。', orange: '严重。正有旅客被盯上。', red: '特别严重。须立即行动，发布前会再次确认。' },
  presentation: { banner: '横幅', takeover: '全屏' },
  presentationHelp: { banner: '红色横条，原内容仍可阅读。“提示”只能用横幅。', takeover: '占满屏幕，替换原内容。旅客正在使用的打卡点先显示横幅，用完再全屏。' },
  alertState: { waiting: '待第二人发布', live: '生效中', expired: '已到期', cancelled: '已取消', refused: '已驳回' },
  raise: {
    title: '发布预警', updateTitle: '更新预警', template: '模板', blank: '空白', blankHelp: '自行撰写文字。', useWhen: '用于：', words: '文字', zh: '中文', en: '英文', headline: '标题', description: '原因与须知', instruction: '一个动作', about: '事由', area: '地点',
    headlineHelp: '竖线 | 表示可以换行的位置。', aboutHelp: '如：ZZ5137 上海虹桥 · 航班取消', ofAtMost: (length, most) => `${length} / ${most}`, tooLong: '过长，路过的旅客来不及读完', reads: (seconds) => `约需 ${seconds} 秒读完`,
    where: '范围', zones: '区域', kinds: '按区域类型', rolesTitle: '只发给这些屏幕', rolesHelp: '不选表示全部。', devices: '单块屏幕', addDevice: '按名称添加屏幕', how: '方式', severityTitle: '等级', presentationTitle: '呈现方式', move: '一字诀', scam: '骗局',
    expires: '显示时长', custom: '分钟', until: (time) => `至 ${time}`, minutes: (m) => (m < 60 ? `${m} 分钟` : m % 60 === 0 ? `${m / 60} 小时` : `${Math.floor(m / 60)} 小时 ${m % 60} 分`), preview: '预览', noPreview: '选定范围后，这里会显示各屏幕的画面。',
    reach: (screens, zones) => `${zones} 个区域的 ${screens} 块屏幕`, online: (online) => `${online} 块在线`, reachNone: '尚未选中屏幕', reachNoneHelp: '请选择区域或单块屏幕。', counting: '正在统计…',
    release: '发布', releaseUpdate: '发布更新', busy: '正在发布…', releaseKey: 'Ctrl + Enter', needs: '还需要', needZh: '中文标题', needEn: '英文标题', needWhere: '显示范围', needTime: '1 分钟到 24 小时之间的时长', secondPerson: '须由第二人发布。',
    confirmTitle: '确认发布紧急预警？', confirmLead: (screens, until) => `将占满 ${screens} 块屏幕，直到 ${until}。`, confirmBanner: (screens, until) => `将在 ${screens} 块屏幕上显示红色横条，直到 ${until}。`, confirmType: (screens) => `请输入屏幕数量 ${screens} 以确认发布。`, confirmField: '屏幕数量', keepEditing: '继续编辑',
    started: (headline) => `“${headline}”已发布。`, updated: (headline) => `“${headline}”已更新。`, waits: (headline) => `“${headline}”等待第二人发布。`, clearAll: '清除', onlyHere: '仅此处', clickPlan: '可在平面图上点选，或在此勾选。', selectedLeaves: (count) => `${count} 个区域`,
  },
  alert: {
    coverage: '哪些屏幕已显示', targeted: '目标', shown: '已显示', waiting: '送达中', held: '被占用', offline: '离线', missed: '未响应', median: '中位', p95: '95%', screens: '屏幕', time: '用时', state: '状态', todo: '怎么办',
    why: {
      waiting: '已发出，屏幕即将答复。', held: '在线，但正显示更高等级内容或有旅客使用，之后会自动显示。',
      offline: '若在到期前恢复，会自动显示。如必须让那里的人看到，请派人前往，并检查电源和网络。', missed: '在线但没有答复。请到现场查看或重新载入；仍无答复请派人。',
    },
    whyEnded: {
      waiting: '已发出，但预警结束前没有收到答复。', held: '预警结束前一直显示更高等级内容或有旅客使用，未显示这条预警。',
      offline: '未连接，也从未报告显示过这条预警；以后不会再显示。请到现场检查电源和网络。', missed: '当时在线但没有答复。请到现场查看或重新载入；仍无答复请派人。',
    },
    whyNever: '这条预警从未发布，任何屏幕都未显示。', whyUnreleased: '发布之前，任何屏幕都不会显示。',
    remaining: '剩余', ended: '结束于', raisedBy: '起草', releasedBy: '发布', by: '由', endedBy: '结束', system: '自动', version: (v) => `第 ${v} 版`, update: '更新', extend: '延长', cancel: '取消预警', cancelTitle: '取消这条预警？', cancelLead: '所有屏幕将立即撤下。', keep: '保留',
    release: '发布', refuse: '驳回', waitingLead: (by) => `由 ${by} 起草。第二人发布之前，任何屏幕都不会显示。`, ownWaiting: '这是您起草的，须由第二人发布。', cancelled: '预警已取消。', extended: (until) => `已延长至 ${until}。`, released: '预警已发布。', refused: '预警已驳回。',
    target: '范围', notFound: '没有这条预警。', goHistory: '全部预警', none: '无', template: '模板', again: '再次发布',
  },
  history: {
    title: '预警', live: '生效与待发布', past: '已结束', empty: '还没有发布过预警。', emptyHelp: '连按两次 a，选一个模板，一秒内即可看到哪些屏幕已显示。', noneLive: '目前没有生效的预警。', headline: '标题', raised: '起草', released: '发布', ended: '结束', coverage: '已显示', state: '状态', find: '在预警中查找', noMatch: '没有符合的预警。',
  },
  levels: { default: '底播', scheduled: '定时', event: '事件', alert: '预警', emergency: '应急' },
  levelHelp: { default: '始终存在，位于最底层。', scheduled: '有效期间替换底播。', event: '替换定时与底播，结束后按时钟恢复。' },
  schedule: {
    title: '排期', add: '新建排期', group: '分组', byZone: '按区域', byLevel: '按层级', empty: '还没有排期。', emptyHelp: '没有排期时，屏幕播放默认内容。请新建第一条。', find: '在排期中查找', noMatch: '没有符合的排期。', name: '名称', playlist: '节目单', zones: '区域', when: '时间', level: '层级', weight: '权重', share: '轮次占比',
    state: '状态', states: { sample: '示例', draft: '草稿', live: '启用', withdrawn: '停用' }, from: '开始', until: '结束', startDay: '首日', repeats: '重复', once: '仅一次', daily: '每天', weekdays: '工作日', weekly: '每周几', monthly: '每月几日', custom: '自定规则', rule: 'RRULE（RFC 5545）',
    monthDay: '每月几日', days: ['一', '二', '三', '四', '五', '六', '日'], except: '除外日期', exceptHelp: '形如 2026-12-25，用逗号分隔', moments: '只播这些场景的内容', momentsHelp: '不选表示全部内容。', nextDay: '次日', fullDay: '全天',
    dayStrip: '一天 0–24 时', newTitle: '新建排期', editTitle: '编辑排期', saved: (name) => `“${name}”已保存。`, deleted: (name) => `“${name}”已删除。`, restored: (name) => `“${name}”已恢复。`, changes: '此改动影响', changesNone: '尚未影响任何屏幕：请选择区域。', shareLead: (time) => `下次开始（${time}）时，同层级一起播放的有：`, shareAlone: (time) => `下次开始（${time}）时，本层级只有它。`,
    outranked: '届时有更高层级的内容，待其结束后播放。', never: '不会发生：没有符合规则的日子。', warnings: (count) => `${count} 条编排提醒`, warningsLead: '未能按要求编排的内容', itemsOf: (count) => `${count} 项`, problems: '请补正', needName: '名称', needZones: '至少一个区域', needRule: '可以编排的规则', needTimes: '形如 08:30 的时间', openPlaylist: '打开节目单',
    nextStart: (time) => `启用后下次开始：${time}。`, notLive: '未启用：启用之前，任何屏幕都不会播放。', listNotLive: '节目单也须启用', itemsNotLive: (count) => `${count} 项尚未审核`,
    nothingLive: '还没有启用任何已审核的内容。', nothingLiveHelp: '在内容经审核、发布并排期之前，屏幕只显示待机画面。请在内容室选出自带样例送审，或自己编写；通过并发布后，打开排期，选“启用”并保存。',
    secondPerson: '无权单独发布的人员所起草的预警，须等第二人发布。', openSchedule: '打开排期', openEntry: (name) => `排期“${name}”`, openPlaylistNamed: (name) => `节目单“${name}”`,
  },
  moments: {
    before_checkin: '值机前', checkin: '值机', security: '安检', gate_wait: '候机', delay_event: '延误', intl_departure: '国际出发', baggage: '行李', arrivals: '到达', taxi_queue: '出租车排队', shift_change: '交接班',
  },
  zoneKinds: {
    landside_hall: '公共大厅', checkin: '值机', id_desk: '证明办理', security_queue: '安检排队', airside_seats: '候机座椅', gate: '登机口', intl_checkin: '国际值机', intl_gate: '国际登机口', baggage: '行李提取', arrivals: '到达', taxi: '出租车与网约车', atm_shop: 'ATM 与商店', staff_corridor: '员工通道',
  },
  itemKinds: { poster: '海报', video: '视频', case: '案例', quiz: '问答', class: '小课堂', ticker: '字幕' },
  show: {
    title: '此处此时播什么，为什么', device: '屏幕', when: '时间', preview: '屏幕画面', reasons: '原因', next: '接着播', nothingNext: '节目内没有后续。', at: (time) => `${time}`, scrub: '时间', timeline: '未来 48 小时', from: (time) => `${time} 起`, beyond: '48 小时之后由控制器即时编排。', ofItem: (at, of) => `${at} / ${of}`, entry: '排期', level: '层级', following: '跟随时钟', coming: '接下来', shares: '本段占比', turns: '轮次', time: '时间', date: '日期', clock: '时间', follow: '跟随时钟',
  },
  reasons: {
    'main/emergency': '机场应急信息优先于一切。', 'main/alert': '预警占满屏幕。', 'main/slot': '按排期播放：', 'main/fallback': '节目已播完，正播放备用循环。', 'main/standby': '本区域还没有节目：尚无已审核的内容排期，先显示备用画面。', 'main/rotating': '同级预警每 10 秒轮换。',
    'alert/outranked': '有预警等级较低，正在等待。', 'alert/held-by-session': '旅客使用期间，预警以横幅显示。', 'alert/other-role': '有预警面向其他类型的屏幕。', 'alert/not-actual': '演练或测试不会当作真预警显示。', 'alert/not-yet': '有预警尚未生效。', 'alert/expired': '有预警已到期。', 'alert/banner': '预警以横幅显示。', 'alert/banner-full': '已有两条横幅，另一条预警在等待。',
    'slot/level': '层级', 'slot/entry': '排期', 'slot/until': '本段持续到', 'audio/none': '静音：本区域无人发声。', 'audio/other-speaker': '静音：现在由本区域另一台设备发声。', 'audio/quiet-hours': '静音：安静时段。', 'audio/public-address': '静音：正在公共广播。', 'audio/talk': '静音：附近正在宣讲。', 'audio/speaker': '现在由本机为本区域发声。', 'session/on': '旅客正在使用。',
    'robot/held': '操作员让它停住，至', 'robot/ahead': '操作员让它跳到下一项，恢复同步于', 'robot/rests': '安静时段休息，至',
  },
  operations: {
    title: '运行', parts: '组成部分', jobs: '定时任务', name: '任务', when: '时间', last: '上次运行', result: '结果', next: '下次运行', never: '尚未', ok: '正常', failed: '失败', unwell: '需要处理', waits: '等待首次运行', ready: '各部分正常。', notReady: '有部分需要处理；屏幕仍自行播放。', empty: '没有定时任务。',
    partNames: { audit: '审计日志', store: '数据库', link: '消息链路', programmes: '各区域节目', facts: '下发信息', content: '内容库', devices: '设备', schedule: '排期', alerts: '预警', engagement: '互动数据', alarms: '告警', jobs: '定时任务', broker: '消息服务' },
    jobNames: { 'audit-checkpoint': '审计检查点', 'audit-verify': '核验审计日志', replan: '重新编排', 'forget-programmes': '清理旧节目', 'forget-events': '清理旧事件', 'erase-sessions': '抹去使用标识', 'sweep-sessions': '清理过期登录', 'forget-alarms': '清理旧告警' },
  },
  engagement: {
    lead: '旅客在打卡点的操作（不含身份）以及屏幕的播放。', zone: '区域', plays: '播放次数', playTime: '播放小时', range: '时段', today: '今天', days7: '7 天', days30: '30 天', custom: '日期', from: '从', to: '到', suppressedHelp: '少于十次的数据不显示，以免认出个人。',
    gaps: (count) => `已知缺失 ${count} 条事件：设备在入库前舍弃。`, noGaps: '没有缺失的事件。', quarantined: (count) => `${count} 条事件因不合规范被隔离。`, noQuarantine: '没有被隔离的事件。', empty: '该时段没有互动。', emptyHelp: '请选更长的时段，或到打卡点触摸屏幕，数秒内即会出现。', total: '所显示的合计', byDevice: '各设备已收事件', quality: '数据完整性', kept: '累计',
  },
}
