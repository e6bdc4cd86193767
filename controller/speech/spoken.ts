import { decimal, numeral, oneByOne } from './numerals.ts'

/** What makes figures a count. Without one of these three or more of them are a number to dial or a flight. */
const counted = '(?=\\s*(?:元|块|万|亿|千|百|米|公里|分钟|分|小时|秒|天|日|月|号|岁|人|次|条|个|名|起|笔|单|题|位|步|件|台|层|楼|道|句|点|倍|%))'

/** Chinese as it is said: figures in words, letters one by one, signs as words or pauses. What is left is characters, letters and punctuation. */
export function spokenChinese(text: string): string {
  return text
    .replace(/[¥￥]\s*([\d,.]+\d|\d)/g, '$1 元')
    .replace(/(\d),(?=\d{3}\b)/g, '$1')
    .replace(/(\d+(?:\.\d+)?)\s*%/g, '百分之$1')
    .replace(/(\d+)\.(\d+)/g, (_, whole: string, part: string) => decimal(whole, part))
    .replace(/(\d{4})(?=\s*年)/g, (year) => oneByOne(year).replaceAll('幺', '一'))
    .replace(new RegExp(`\\d+${counted}`, 'g'), numeral)
    .replace(/\d{3,}|\d+(?=-)|(?<=-)\d+/g, oneByOne)
    .replace(/\d+/g, numeral)
    .replace(/^\s*\+/, '加').replace(/\+/g, '加')
    .replace(/(?<=[幺零一二三四五六七八九])-(?=[幺零一二三四五六七八九])/g, '，')
    .replace(/[“”‘’"'《》〈〉「」『』|]/g, '')
    .replace(/[（）()—…·/-]+/g, '，')
    .replace(/[A-Za-z]+/g, (letters) => ` ${[...letters.toUpperCase()].join(' ')} `)
    .replace(/\s+/g, ' ').trim()
}

/** Moves are set in capitals; said, they are words. */
const shouted = /\b(?:ASK|KEEP|UP|[A-Z]{4,})\b/g

/** English as it is said: money with its unit after it, numbers to dial one figure at a time, the robot's name as it sounds. */
export function spokenEnglish(text: string): string {
  return text
    .replace(/¥\s*(\d[\d,]*(?:\.\d+)?)/g, '$1 yuan')
    .replace(/(\d),(?=\d{3}\b)/g, '$1')
    .replace(/\+?\d+(?:-\d+)+/g, (number) => number.replace('+', 'plus ').replaceAll('-', ', ').replace(/\d+/g, (part) => [...part].join(' ')))
    .replace(/\b([A-Z]{1,2})(\d)/g, '$1 $2')
    .replace(/(?<![\d.])(\d{3,})(?!\d|\s*(?:yuan|m\b|km|metres|minutes|hours|people|times|%))/g, (number) => [...number].join(' '))
    .replace(shouted, (word) => word.toLowerCase())
    .replaceAll('Xiao An', 'Shau An')
    .replace(/[“”"|]/g, '').replaceAll('’', "'")
    .replace(/\s+/g, ' ').trim()
}
