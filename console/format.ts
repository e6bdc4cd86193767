/** Times and figures as staff read them. Pure: zone, language and `now` are arguments. */

const cache = new Map<string, Intl.DateTimeFormat>()
function formatter(language: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = language + JSON.stringify(options)
  const held = cache.get(key) ?? new Intl.DateTimeFormat(language, { hourCycle: 'h23', ...options })
  cache.set(key, held)
  return held
}
export type Place = { language: string; timeZone: string }
const two = { hour: '2-digit', minute: '2-digit' } as const

/** `14:05`, the site's wall clock. */
export const clock = (ms: number, { language, timeZone }: Place): string => formatter(language, { ...two, timeZone }).format(ms)
/** `14:05:09`. */
export const clockSeconds = (ms: number, { language, timeZone }: Place): string => formatter(language, { ...two, second: '2-digit', timeZone }).format(ms)
/** `Mon 23 Nov` / `11月23日周一`. */
export const day = (ms: number, { language, timeZone }: Place): string => formatter(language, { weekday: 'short', day: 'numeric', month: 'short', timeZone }).format(ms)
/** `23 Nov, 14:05`. */
export const dayClock = (ms: number, { language, timeZone }: Place): string => formatter(language, { day: 'numeric', month: 'short', ...two, timeZone }).format(ms)

/** The clock alone where it is today at the site, with the day otherwise. */
export function moment(instant: string, now: number, place: Place): string {
  const ms = Date.parse(instant)
  return day(ms, place) === day(now, place) ? clock(ms, place) : dayClock(ms, place)
}

/** `4:05`, `1:04:05`; never below `0:00`. */
export function countdown(ms: number): string {
  const seconds = Math.max(0, Math.ceil(ms / 1000))
  const pad = (n: number) => String(n).padStart(2, '0')
  const [h, m, s] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60]
  return h > 0 ? `${h}:${pad(m)}:${pad(s)}` : `${m}:${pad(s)}`
}

/** A stretch of time in its one largest unit. */
export function roughly(ms: number): { value: number; unit: 'second' | 'minute' | 'hour' | 'day' } {
  const seconds = Math.max(0, Math.floor(ms / 1000))
  if (seconds < 60) return { value: seconds, unit: 'second' }
  if (seconds < 3600) return { value: Math.floor(seconds / 60), unit: 'minute' }
  if (seconds < 86_400) return { value: Math.floor(seconds / 3600), unit: 'hour' }
  return { value: Math.floor(seconds / 86_400), unit: 'day' }
}

/** `3 min`, `3分钟`. */
export function span(ms: number, language: string): string {
  const { value, unit } = roughly(ms)
  return new Intl.NumberFormat(language, { style: 'unit', unit, unitDisplay: 'short' }).format(value)
}

export const count = (n: number, language: string): string => new Intl.NumberFormat(language).format(n)
const percents = new Map<string, Intl.NumberFormat>()
/** `33%`; its formatter is kept, for making one takes longer than thousands of figures. */
export function percent(share: number, language: string): string {
  const held = percents.get(language) ?? new Intl.NumberFormat(language, { style: 'percent', maximumFractionDigits: 0 })
  percents.set(language, held)
  return held.format(share)
}
/** Milliseconds with a thin space before the unit. */
export const millis = (ms: number | null): string => (ms === null ? '–' : ms < 10_000 ? `${Math.round(ms)}\u202fms` : `${(ms / 1000).toFixed(1)}\u202fs`)
