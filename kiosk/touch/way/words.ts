import type { Text } from '../../../protocol/basics.ts'
import type { DestinationKind } from '../../../protocol/way/destinations.ts'
import type { Refusal } from '../../../protocol/way/route.ts'
import { phrases } from '../../strings/say.ts'

export const say = phrases({
  title: ['去哪里？', 'Where to?'],
  line: ['最近的在最前面', 'The nearest comes first'],
  working: ['正在找路……', 'Looking for the ways …'],
  far: ['约 {metres} 米 · {minutes} 分钟', 'about {metres} m · {minutes} min'],
  near: ['{minutes} 分钟', '{minutes} min'],
  to: ['去{name}', 'To {name}'],
  map: ['从这里到{name}的地图', 'Map of the way from here to {name}'],
  here: ['您在这里', 'You are here'],
  stepFree: ['不走台阶', 'Step-free'],
  more: ['后面几步', 'More'],
  less: ['前面几步', 'Back'],
  go: ['出发', 'Go'],
  others: ['看别的地方', 'Other places'],
  withSteps: ['看有台阶的路', 'Show the way with steps'],
  security: ['要过安检：备好登机牌和证件。时间不含排队', 'Through security: boarding pass and ID. Queues not counted'],
  leaving: ['出去以后不能再回候机区', 'Once out, you cannot come back in'],
  noMap: ['地图还没到这块屏', 'The map has not come yet'],
  noMapLine: ['请问身边的工作人员', 'Please ask a member of staff'],
  askStaff: ['请问身边的工作人员', 'Please ask a member of staff'],
  call: ['叫人过来', 'Call somebody'],
})

/** Kinds of which there are several by name. */
export const kindName: Record<DestinationKind, Text> = {
  desk: { 'zh-CN': '反诈咨询台', en: 'Anti-fraud desk' },
  police: { 'zh-CN': '机场公安', en: 'Airport police' },
  id_desk: { 'zh-CN': '临时乘机证明', en: 'Boarding ID desk' },
  information: { 'zh-CN': '问询处', en: 'Information' },
  gate: { 'zh-CN': '登机口', en: 'Gates' },
  counter: { 'zh-CN': '值机柜台', en: 'Check-in' },
  belt: { 'zh-CN': '行李转盘', en: 'Baggage belts' },
  toilet: { 'zh-CN': '卫生间', en: 'Toilets' },
  nursing: { 'zh-CN': '母婴室', en: 'Nursing room' },
  lift: { 'zh-CN': '电梯', en: 'Lift' },
  taxi: { 'zh-CN': '出租车、网约车', en: 'Taxis' },
}

/** Why there is no way: what a card says of it, what the page says. */
export const why: Record<Refusal['refused'], { short: Text; head: Text; line: Text }> = {
  secured: {
    short: { 'zh-CN': '在安检外', en: 'Outside security' },
    head: { 'zh-CN': '那里|在安检外面', en: 'That is outside security' },
    line: { 'zh-CN': '出去以后要重新过安检，可能赶不上飞机。', en: 'Once out, you must pass security again and may miss your flight.' },
  },
  arriving: {
    short: { 'zh-CN': '在到达区内', en: 'Inside arrivals' },
    head: { 'zh-CN': '那里|在到达区里面', en: 'That is inside arrivals' },
    line: { 'zh-CN': '只有刚到的旅客能进。接人请到到达大厅。', en: 'Only arriving passengers get there. Meet them in the arrivals hall.' },
  },
  steps: {
    short: { 'zh-CN': '要走台阶', en: 'Steps on the way' },
    head: { 'zh-CN': '没有|不走台阶的路', en: 'There is no step-free way' },
    line: { 'zh-CN': '请工作人员带您走专用通道。', en: 'Staff can take you another way.' },
  },
  closed: {
    short: { 'zh-CN': '请问工作人员', en: 'Please ask staff' },
    head: { 'zh-CN': '从这里|走不到', en: 'No way from here' },
    line: { 'zh-CN': '通道现在不开放。', en: 'The passage is closed.' },
  },
  nowhere: {
    short: { 'zh-CN': '请问工作人员', en: 'Please ask staff' },
    head: { 'zh-CN': '不知道|这块屏在哪里', en: 'This screen does not know where it stands' },
    line: { 'zh-CN': '所以指不了路。', en: 'So it cannot show the way.' },
  },
  unknown: {
    short: { 'zh-CN': '请问工作人员', en: 'Please ask staff' },
    head: { 'zh-CN': '没有|这个地方', en: 'There is no such place' },
    line: { 'zh-CN': '请选别的地方。', en: 'Please pick another.' },
  },
}
