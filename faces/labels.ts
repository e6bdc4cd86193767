import type { Text } from '../protocol/basics.ts'
import type { Move, Severity } from '../protocol/words.ts'

const both = (zh: string, en: string): Text => ({ 'zh-CN': zh, en })

/** What the one character tells you to do, in words. */
export const moveName: Record<Move, Text> = {
  ask: both('先问', 'Ask'),
  hang_up: both('挂断', 'Hang up'),
  stop: both('停手', 'Stop'),
  refuse: both('拒绝', 'Refuse'),
  verify: both('核实', 'Verify'),
  report: both('报警', 'Report'),
  answer: both('接听', 'Answer'),
}

export const severityName: Record<Severity, Text> = {
  yellow: both('提示', 'Notice'),
  orange: both('预警', 'Warning'),
  red: both('紧急预警', 'Urgent warning'),
}

export const say = {
  desk: both('反诈咨询台', 'Anti-fraud desk'),
  deskOpen: both('反诈咨询台有人', 'Anti-fraud desk, open'),
  deskClosed: both('反诈咨询台无人', 'Anti-fraud desk, closed'),
  atDesk: both('反诈咨询台就在这里', 'The anti-fraud desk is right here'),
  until: both('有效至', 'Until'),
  emergency: both('机场紧急通知', 'Airport emergency'),
  exercise: both('演练', 'Exercise'),
  test: both('测试', 'Test'),
  silent: both('静音', 'Silent'),
  theme: both('防骗你我他', 'Safe together'),
  themeLine: both('拿不准，先停一停，问一问', 'Not sure? Pause, and ask'),
  genuine: both('这次是真的', 'This one is genuine'),
  scam: both('这是骗局', 'This is a scam'),
  lesson: both('反诈小课堂', 'Anti-fraud class'),
  case: both('身边的真事', 'A true story'),
  trueOrNot: both('考考您', 'Quick question'),
  touch: both('轻触屏幕，试一道题', 'Touch to try a question'),
  robot: both('小安', 'Xiao An'),
  call: both('来电', 'Incoming call'),
  videoCall: both('视频通话', 'Video call'),
  sms: both('短信', 'Text message'),
  chat: both('聊天', 'Chat'),
  app: both('应用通知', 'App notice'),
  inPerson: both('当面', 'In person'),
} satisfies Record<string, Text>
