import type { Text } from '../../protocol/basics.ts'
import { phrases, say as sayFirst, type Phrase, type Values } from '../strings/say.ts'

/** What the pages of a touch session say; they come after the first picture, and so do their words. */
const table = {
  // check-in point: the loop
  casesTitle: ['身边的真事', 'True stories'],
  // the anti-fraud desk
  codeAsk: ['今天到反诈咨询台，说出这四个词', 'Say these four words at the anti-fraud desk today'],
  // the bar
  elderOn: ['大字', 'Larger'],
  elderOff: ['标准字', 'Normal'],
  home: ['返回', 'Back'],
  end: ['结束', 'End'],
  // quiz
  progress: ['第 {n} 题，共 {of} 题', 'Question {n} of {of}'],
  right: ['答对了', 'Correct'],
  wrong: ['差一点', 'Not quite'],
  rightAnswer: ['这样做', 'Do this'],
  yourAnswer: ['您选的是', 'You chose'],
  hear: ['听这句话', 'Hear it'],
  sayAloud: ['大声说一遍', 'Say it aloud'],
  next: ['下一题', 'Next question'],
  finish: ['完成', 'Finish'],
  genuine: ['这次是真的', 'This one is genuine'],
  scam: ['这是骗局', 'This is a scam'],
  // cases
  step: ['第 {n} 步，共 {of} 步', 'Step {n} of {of}'],
  casesPick: ['选一个故事', 'Pick a story'],
  onward: ['接着看', 'Go on'],
  backward: ['上一步', 'Back'],
  turn: ['关键一步', 'The turning point'],
  // already paid
  police: ['报警电话', 'the police'],
  paidBack: ['知道了', 'Got it'],
  paidCall: ['叫人过来帮我', 'Call somebody here'],
  // the end
  doneHead: ['记住这一招', 'Remember this move'],
  doneScore: ['三题答对 {right} 题', '{right} of three right'],
  doneScoreOf: ['{of} 题答对 {right} 题', '{right} of {of} right'],
  doneCase: ['故事讲完了', 'That was the story'],
  doneThanks: ['谢谢您。一路平安。', 'Thank you. Have a safe trip.'],
  rateAsk: ['刚才的练习', 'How was it?'],
  rate3: ['有用', 'Useful'],
  rate2: ['一般', 'So-so'],
  rate1: ['没用', 'No use'],
  rated: ['收到，谢谢。', 'Noted. Thank you.'],
  stampSet: ['三个打卡点的词，凑成一套印章', 'Words from three points make a set of stamps'],
  again: ['再练三题', 'Three more'],
  askAgain: ['再问一个', 'Ask another'],
  guideAgain: ['再看一遍', 'Read it again'],
  againOther: ['再来一次', 'Once more'],
  leave: ['离开', 'Leave'],
} as const
const own = phrases(table)
export type PagePhrase = keyof typeof table | Phrase
const isOwn = (phrase: PagePhrase): phrase is keyof typeof table => phrase in table

/** A phrase of the pages, or one that the loop has too. */
export const say = (phrase: PagePhrase, values: Values = {}): Text => (isOwn(phrase) ? own(phrase, values) : sayFirst(phrase, values))
