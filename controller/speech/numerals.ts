/** Arabic figures as they are said in Mandarin. */

const digits = '零一二三四五六七八九'
const places = ['', '十', '百', '千']

const digit = (d: string): string => digits[Number(d)] ?? ''

/** Up to 9999, without a leading zero; empty for nothing. */
function thousands(figures: string): string {
  const bare = figures.replace(/^0+/, '')
  let said = ''
  for (const [i, d] of [...bare].entries()) {
    if (d !== '0') said += digit(d) + (places[bare.length - 1 - i] ?? '')
    else if (!said.endsWith('零')) said += '零'
  }
  return said.replace(/零$/, '')
}

/** A whole number of at most twelve figures: 1050 is 一千零五十, 12 is 十二, 0 is 零. */
export function numeral(figures: string): string {
  const bare = figures.replace(/^0+(?=\d)/, '')
  if (bare === '0') return '零'
  const groups: string[] = []
  for (let end = bare.length; end > 0; end -= 4) groups.unshift(bare.slice(Math.max(0, end - 4), end))
  let said = ''
  for (const [i, group] of groups.entries()) {
    const part = thousands(group)
    const unit = ['', '万', '亿'][groups.length - 1 - i] ?? ''
    if (part === '') continue
    said += (said !== '' && group.startsWith('0') ? '零' : '') + part + unit
  }
  return said.replace(/^一十/, '十')
}

/** Figures one by one, as telephone numbers and flights are said: 110 is 幺幺零. */
export const oneByOne = (figures: string): string => [...figures].map((d) => (d === '1' ? '幺' : digit(d))).join('')

/** 1.5 is 一点五. */
export function decimal(whole: string, part: string): string {
  return `${numeral(whole)}点${[...part].map(digit).join('')}`
}
