import { phrases } from '../../strings/say.ts'

export const say = phrases({
  title: ['有人联系您，|您来应对', 'Somebody contacts you. |You decide.'],
  line: ['有真有假，全是练习', 'Some genuine, some not. All practice.'],
  empty: ['这里暂时没有模拟，先做做题。', 'No simulations here right now. Try the questions.'],
  seen: ['练过', 'Done'],
  what: ['您怎么办？', 'What do you do?'],
  all: ['一次看完', 'Show it all'],
  you: ['您', 'You'],
  safe: ['您守住了', 'You kept it safe'],
  almost: ['差一点，您停住了', 'Close, but you stopped'],
  lost: ['这一步要小心', 'This is the step to watch'],
  genuineSafe: ['您接对了', 'Well handled'],
  genuineAlmost: ['这次是真的', 'This one was genuine'],
  gave: ['看得出来的地方', 'What gave it away'],
  shows: ['真的有这些样子', 'How genuine looks'],
  sayAloud: ['大声说一遍', 'Say it aloud'],
  retry: ['换个选择', 'Choose again'],
  next: ['记住了', 'Got it'],
})
