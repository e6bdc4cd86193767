import { phrases } from '../../strings/say.ts'

export const say = phrases({
  menu: ['反诈指南', 'Boarding guide'],
  pick: ['点一节，或者从头翻', 'Pick a part, or start at the first'],
  version: ['第 {version} 版', 'Version {version}'],
  part: ['第 {n} 节，共 {of} 节', 'Part {n} of {of}'],
  first: ['从头看', 'Start at the first'],
  before: ['上一节', 'Back'],
  next: ['下一节', 'Next'],
  last: ['看完了', 'Done'],
})
