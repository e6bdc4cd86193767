import { phrases } from '../../strings/say.ts'

export const say = phrases({
  call: ['叫人过来', 'Call somebody'],
  toldLine: ['{time} 已送达值班台，有人出发时这里会显示', 'Told at {time}. This page says when somebody sets out'],
  comingLine: ['{time} 已出发，请留在这块屏幕前', 'Left at {time}. Please stay at this screen'],
  stepCalled: ['已呼叫', 'Called'],
  stepTold: ['已送达', 'Received'],
  stepComing: ['已出发', 'On the way'],
  again: ['再叫一次', 'Call again'],
  withdraw: ['不用了', 'No longer needed'],
  back: ['返回', 'Back'],
})
