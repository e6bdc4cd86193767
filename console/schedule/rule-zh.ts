import { parts } from './rule.ts'

const DAYS: Record<string, string> = { MO: '一', TU: '二', WE: '三', TH: '四', FR: '五', SA: '六', SU: '日' }
const DIGITS = [...'零一二三四五六七八九']
const known = ['FREQ', 'INTERVAL', 'BYDAY', 'BYMONTHDAY', 'BYMONTH', 'COUNT', 'UNTIL', 'WKST']

/** 1 to 99 as written in running text. */
function numeral(n: number): string {
  const [tens, ones] = [Math.floor(n / 10), n % 10]
  return `${tens > 1 ? DIGITS[tens] : ''}${tens > 0 ? '十' : ''}${ones > 0 ? DIGITS[ones] : ''}`
}
const times = (n: number): string => (n === 1 ? '' : n === 2 ? '两' : numeral(n))
/** A place counted from the start or, below nought, from the end. */
const place = (n: number, of: string): string => (n === -1 ? `最后一${of}` : n < 0 ? `倒数第${numeral(-n)}${of}` : `第${numeral(n)}${of}`)
const month = (text: string): string => `${numeral(Number(text))}月`
const date = (text: string): string => (Number(text) > 0 ? `${numeral(Number(text))}日` : place(Number(text), '天'))

/** 周六、日 for plain days; 第一个星期三 for counted ones; null for a mixture, or where something is no day. */
function daysOf(text: string): { words: string; counted: boolean } | null {
  const days = text.split(',').map((day) => /^([+-]?[1-9]\d?)?(MO|TU|WE|TH|FR|SA|SU)$/.exec(day))
  if (days.some((day) => day === null)) return null
  const counted = days.filter((day) => day?.[1] !== undefined).length
  const name = (day: RegExpExecArray | null) => DAYS[day?.[2] ?? ''] ?? ''
  if (counted === 0) return { words: `周${days.map(name).join('、')}`, counted: false }
  return counted < days.length ? null : { words: days.map((day) => `${place(Number(day?.[1]), '个')}星期${name(day)}`).join('、'), counted: true }
}

/**
 * A recurrence rule as Chinese is spoken: 每月第一个星期三, 一月、二月每天. `startDay` gives the day where the rule names none.
 * Null where it has a part that cannot be said so: better said badly by others than in part.
 */
export function ruleZh(rrule: string, startDay: string): string | null {
  const rule = parts(rrule)
  if (Object.keys(rule).some((key) => !known.includes(key)) || (rule['BYDAY'] && rule['BYMONTHDAY'])) return null
  const body = bodyOf(rule, Temporal.PlainDate.from(startDay))
  const until = /^(\d{4})(\d{2})(\d{2})/.exec(rule['UNTIL'] ?? '')
  const end = until ? `，至 ${until[1]} 年 ${Number(until[2])} 月 ${Number(until[3])} 日` : rule['COUNT'] ? `，共 ${rule['COUNT']} 次` : ''
  return body === null ? null : body + end
}

function bodyOf(rule: Record<string, string>, start: Temporal.PlainDate): string | null {
  const every = Number(rule['INTERVAL'] ?? 1)
  const months = rule['BYMONTH']?.split(',').map(month).join('、') ?? ''
  const days = rule['BYDAY'] ? daysOf(rule['BYDAY']) : undefined
  if (days === null) return null
  const dates = rule['BYMONTHDAY']?.split(',').map(date).join('、')
  const weekly = days && !days.counted ? `每${days.words}` : undefined
  const own = `${numeral(start.day)}日`
  switch (rule['FREQ']) {
    case 'DAILY':
      if (days?.counted || ((days || dates) && every > 1)) return null
      return dates ? within(months, dates) : `${months}${weekly ?? `每${times(every)}天`}`
    case 'WEEKLY': {
      if (days?.counted || dates) return null
      const on = days?.words ?? `周${DIGITS[start.dayOfWeek]?.replace('七', '日')}`
      return every > 1 ? `${months}每${times(every)}周的${on}` : `${months}每${on}`
    }
    case 'MONTHLY': {
      if (every > 1) return months ? null : `每${times(every)}个月的${weekly ?? days?.words ?? dates ?? own}`
      return weekly ? months + weekly : within(months, days?.words ?? dates ?? own)
    }
    case 'YEARLY': {
      if (!months && (days || dates)) return null
      return `每${times(every)}年${weekly ? months + weekly : within(months || month(String(start.month)), days?.words ?? dates ?? own)}`
    }
    default: return null
  }
}

/** 每月十五日; 三月十五日; 三月、六月的十五日; 三月的第一个星期三. */
function within(months: string, on: string): string {
  if (!months) return `每月${on}`
  return months.includes('、') || !/^[一二三]?十?[一二三四五六七八九]?日$/.test(on) ? `${months}的${on}` : months + on
}
