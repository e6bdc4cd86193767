import { phrases } from '../../strings/say.ts'

export const say = phrases({
  title: ['反诈|小课堂', 'A short |class'],
  line: ['不到一分钟，课前课后各一题', 'Under a minute, one question before and one after'],
  seconds: ['{n} 秒', '{n} seconds'],
  before: ['课前一题', 'Before the class'],
  after: ['课后一题', 'After the class'],
  noted: ['已记下', 'Noted'],
  pause: ['暂停', 'Pause'],
  play: ['播放', 'Play'],
  replay: ['再看一遍', 'Once more'],
  rewind: ['后退 5 秒', 'Back 5 s'],
  skip: ['下一幕', 'Next scene'],
  question: ['试一题', 'One question'],
  finish: ['学完了', 'Done'],
  aloud: ['朗读', 'Aloud'],
  mute: ['静音', 'Mute'],
  firstRight: ['课前那题，答对了', 'You were right before the class'],
  firstWrong: ['课前那题：{right}', 'Before the class: {right}'],
})
