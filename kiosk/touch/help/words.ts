import { phrases } from '../../strings/say.ts'

export const say = phrases({
  title: ['需要人|来帮忙？', 'Need somebody |to help?'],
  line: ['工作人员或民警会到这块屏幕前来', 'Staff or an officer will come to this screen'],
  call: ['叫人过来', 'Call somebody'],
  urgent: ['钱已转出或有危险，先拨 {tel}', 'Money sent, or in danger? Call {tel} first'],
  calling: ['正在通知……', 'Telling them…'],
  callingLine: ['几秒钟就好', 'This takes a few seconds'],
  told: ['已经通知，|请留在这里', 'They know. |Please stay here'],
  toldLine: ['{time} 已送达值班台，有人出发时这里会显示', 'Told at {time}. This page says when somebody sets out'],
  coming: ['有人|正在过来', 'Somebody |is coming'],
  comingLine: ['{time} 已出发，请留在这块屏幕前', 'Left at {time}. Please stay at this screen'],
  done: ['已经有人|来过了', 'Somebody |has been here'],
  doneLine: ['还需要帮忙，可以再叫一次', 'If you still need help, call again'],
  failed: ['没有|通知到', 'They could not |be reached'],
  failedLine: ['现在联系不上，仍在尝试。请直接去咨询台，或拨打 {tel}', 'No connection yet; still trying. Go to the desk, or call {tel}'],
  stepCalled: ['已呼叫', 'Called'],
  stepTold: ['已送达', 'Received'],
  stepComing: ['已出发', 'On the way'],
  again: ['再试一次', 'Try again'],
  withdraw: ['不用了', 'No longer needed'],
  back: ['返回', 'Back'],
})
