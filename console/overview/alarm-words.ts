import type { AlarmKind, AlarmSeverity } from '../../protocol/api-alarms.ts'
import type { UiLanguage } from '../strings/index.ts'

/** What an alarm is about, in the reader's words. `name`: of the part, the job, the alert. */
export type About = { zones: string; devices: string; name: string; count: number; of: number | null; detail: string; due: string }
type Words = { title: (a: About) => string; cause: (a: About) => string; todo: string; act: string }

export const severityWords: Record<UiLanguage, Record<AlarmSeverity, string>> = {
  'zh-CN': { critical: '立即处理', major: '本班处理', minor: '安排处理' },
  en: { critical: 'Act now', major: 'This shift', minor: 'Plan for it' },
}

export const alarmWords: Record<UiLanguage, Record<AlarmKind, Words>> = {
  'zh-CN': {
    store: { title: () => '数据库无法使用', cause: (a) => a.detail, todo: '检查磁盘空间和数据库服务。屏幕照常播放，但新的排期、预警和互动数据无法保存。', act: '查看运行' },
    link: { title: () => '与消息服务的连接中断', cause: () => '控制器连不上消息服务，屏幕暂时收不到预警。', todo: '检查消息服务及其网络；恢复后自动补发。屏幕仍按节目播放。紧急情况请用广播和人工。', act: '查看运行' },
    part: { title: (a) => `“${a.name}”运行异常`, cause: (a) => a.detail, todo: '系统会自动重试。持续不恢复请联系管理员查看日志。', act: '查看运行' },
    job: { title: (a) => `定时任务“${a.name}”失败`, cause: (a) => a.detail, todo: '到点会自动重跑；也可由管理员现在重跑。', act: '查看运行' },
    disk: { title: (a) => `磁盘只剩 ${a.count}%`, cause: (a) => `数据目录所在磁盘剩余 ${a.detail}。`, todo: '请管理员清理或扩容；写满后无法保存任何数据。', act: '查看运行' },
    site_offline: { title: (a) => `全站 ${a.count} 块屏幕离线`, cause: (a) => `${a.of ?? a.count} 块屏幕几乎同时离线，多半是网络。`, todo: '联系网络值班，检查核心交换机和无线网。屏幕仍会播放已有节目，但收不到预警。', act: '查看屏幕' },
    zone_offline: { title: (a) => `“${a.zones}”全部离线（${a.count} 块）`, cause: () => '同一区域的屏幕同时离线，多半是那里的交换机或电源。', todo: '派人到该区域检查弱电间的电源和交换机。', act: '查看屏幕' },
    devices_offline: { title: (a) => `${a.zones || '区域之间'}：${a.of === null ? a.count : `${a.of} 块中的 ${a.count} 块`}屏幕离线`, cause: (a) => a.devices, todo: '到现场检查电源和网线；屏幕仍在播放的，检查网络。', act: '查看屏幕' },
    alert_missed: { title: (a) => `预警“${a.name}”：${a.count} 块在线屏幕未显示`, cause: (a) => `${a.of ?? ''} 块目标中有 ${a.count} 块在线却没有答复。`, todo: '打开预警，逐块重新载入；仍不显示的请派人前往。', act: '打开预警' },
    alert_waiting: { title: (a) => `预警“${a.name}”等待第二人发布`, cause: () => '起草已超过两分钟，任何屏幕都还没有显示。', todo: '请另一位有发布权的同事打开并发布，或驳回。', act: '打开预警' },
    review_late: { title: (a) => `预警“${a.name}”逾期未复核`, cause: (a) => `由 ${a.detail} 一人发布，应在 ${a.due} 前由另一人复核。`, todo: '请未参与起草和发布、有发布权的同事打开预警，判定是否应当发布。', act: '复核预警' },
    refusals: { title: (a) => `${a.count} 块屏幕拒收消息`, cause: (a) => `原因代码：${a.detail}。${a.devices}`, todo: '若多块同时出现，请管理员核对站点密钥和控制器时钟；单块请重新配对。屏幕不会显示未签名的内容。', act: '查看屏幕' },
    clock: { title: (a) => `${a.count} 块屏幕的时钟不准`, cause: (a) => `最多相差 ${a.detail}。${a.devices}`, todo: '播放已自动校正；请在这些设备上启用网络对时（NTP）。', act: '查看屏幕' },
    programmes: { title: (a) => `${a.count} 个区域的节目即将播完`, cause: (a) => `最早 ${a.due} 播完，没有新的编排。${a.zones}`, todo: '到“运行”查看“重新编排”任务并重跑；随后播放备用循环。', act: '查看运行' },
    nothing_to_show: { title: (a) => `${a.count} 个区域没有内容可播`, cause: (a) => a.zones, todo: '为这些区域启用排期，或发布已审核的内容；目前显示待机画面。', act: '打开排期' },
    call_waiting: { title: (a) => `${a.count === 1 ? '有旅客' : `${a.count} 处旅客`}呼叫工作人员，无人应答`, cause: (a) => `${a.devices}。一分钟内没有人说要过去。`, todo: '马上派人过去，并在顶部点“我去”。', act: '去咨询台' },
    numbers: { title: (a) => `${a.count} 个电话号码需要复核`, cause: (a) => `${a.name}；最早 ${a.due} 到期。到期后，带该号码的内容不再播放。`, todo: '致电核实；无误的，由发布人员在号码页核对。有变的，改号送审。', act: '去核对' },
  },
  en: {
    store: { title: () => 'The store cannot be used', cause: (a) => a.detail, todo: 'Check the disk and the database service. Screens play on, but schedule, alerts and events cannot be saved.', act: 'Operations' },
    link: { title: () => 'The link to the broker is down', cause: () => 'The controller cannot reach the broker: screens get no alerts for now.', todo: 'Check the broker and its network; what was missed is sent when it is back. Screens play their programmes. In an emergency use announcements and people.', act: 'Operations' },
    part: { title: (a) => `“${a.name}” is not well`, cause: (a) => a.detail, todo: 'It is tried again by itself. If it stays so, have an administrator read the log.', act: 'Operations' },
    job: { title: (a) => `The job “${a.name}” failed`, cause: (a) => a.detail, todo: 'It runs again at its next time; an administrator can run it now.', act: 'Operations' },
    disk: { title: (a) => `${a.count}% of the disk is left`, cause: (a) => `The data folder’s disk has ${a.detail} left.`, todo: 'Have an administrator make room: when it is full, nothing can be saved.', act: 'Operations' },
    site_offline: { title: (a) => `${a.count} screens offline, all over the site`, cause: (a) => `Of ${a.of ?? a.count} screens nearly all went at once: most likely the network.`, todo: 'Call the network’s duty desk: core switch, Wi-Fi. Screens play what they have, but get no alerts.', act: 'See the screens' },
    zone_offline: { title: (a) => `All of ${a.zones} is offline (${a.count})`, cause: () => 'Its screens went together: most likely the switch or the power there.', todo: 'Send somebody to the wiring closet of that zone: power, then switch.', act: 'See the screens' },
    devices_offline: { title: (a) => `${a.zones || 'Between zones'}: ${a.count}${a.of === null ? '' : ` of ${a.of}`} offline`, cause: (a) => a.devices, todo: 'Check power and cable at its place; where the screen still plays, the network.', act: 'See the screens' },
    alert_missed: { title: (a) => `“${a.name}”: ${a.count} screens that are online have not shown it`, cause: (a) => `${a.count} of ${a.of ?? ''} targets are online and have not answered.`, todo: 'Open the alert and reload them one by one; send somebody where that does not help.', act: 'Open the alert' },
    alert_waiting: { title: (a) => `“${a.name}” waits for its second person`, cause: () => 'Written more than two minutes ago; no screen shows it yet.', todo: 'Ask a colleague who may release to open it, and release or refuse it.', act: 'Open the alert' },
    review_late: { title: (a) => `“${a.name}” was not reviewed in time`, cause: (a) => `${a.detail} let it out alone; another person was to review it by ${a.due}.`, todo: 'Ask a colleague who may release, and neither raised nor released it, to open it and say whether it should have gone out.', act: 'Review the alert' },
    refusals: { title: (a) => `${a.count} screens refuse messages`, cause: (a) => `Code: ${a.detail}. ${a.devices}`, todo: 'Where several do, have an administrator check the site’s key and the controller’s clock; pair a single one anew. Screens show nothing unsigned.', act: 'See the screens' },
    clock: { title: (a) => `The clocks of ${a.count} screens are off`, cause: (a) => `By up to ${a.detail}. ${a.devices}`, todo: 'Playing is corrected already; switch network time (NTP) on there.', act: 'See the screens' },
    programmes: { title: (a) => `Programmes of ${a.count} zones run out`, cause: (a) => `The first ends ${a.due} and none was planned since. ${a.zones}`, todo: 'See the job “Plan anew” in Operations and run it; the fallback loop plays after that.', act: 'Operations' },
    nothing_to_show: { title: (a) => `${a.count} zones have nothing to show`, cause: (a) => a.zones, todo: 'Set entries live there, or publish content that was reviewed; they stand by meanwhile.', act: 'Open the schedule' },
    call_waiting: { title: (a) => `${a.count === 1 ? 'A passenger calls' : `${a.count} passengers call`} an officer, and nobody answers`, cause: (a) => `${a.devices}. Within a minute nobody has said that they go.`, todo: 'Send somebody now, and press “I go” at the top.', act: 'To the desk' },
    numbers: { title: (a) => `${a.count} telephone numbers to check`, cause: (a) => `${a.name}; the first ends ${a.due}. After that, items with it are not shown.`, todo: 'Call it. Where it is right, a publisher confirms it on its page; where it has changed, hand the new one in for review.', act: 'Check' },
  },
}
