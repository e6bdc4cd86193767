import { phrases } from '../../strings/say.ts'

export const say = phrases({
  title: ['想练什么？', 'What would you like?'],
  line: ['不用登录，不留手机号', 'No account, no phone number'],
  start: ['直接开始', 'Just start'],
  startLine: ['三道题，一分钟', 'Three questions, one minute'],
  interest: ['或者选一种骗术', 'Or pick one kind of scam'],
  lesson: ['反诈小课堂', 'Short class'],
  cases: ['身边的真事', 'True stories'],
  way: ['找路', 'Find the way'],
  simulation: ['来一场模拟', 'Role play'],
  board: ['反诈飞行棋', 'Board game'],
  paid: ['已经转账了？', 'Already paid?'],
})
