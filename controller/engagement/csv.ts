import { LEAST_COUNTED, type Discernment, type Report } from '../../protocol/api-engagement.ts'

/** A cell for a spreadsheet: quoted, and never taken for a formula. */
export function cell(value: string | number): string {
  if (typeof value === 'number') return String(value)
  const safe = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value
  return /[",\n\r]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}

const count = (value: number | null): string | number => value ?? `<${LEAST_COUNTED}`
const share = (value: number | null): string | number => (value === null ? '' : Math.round(value * 10_000) / 10_000)
const three = ({ caught, rejected, discernment }: Discernment) => [share(caught), share(rejected), share(discernment)]

/** A report as CSV (RFC 4180, with the mark by which spreadsheets know UTF-8). What is too small to be shown reads `<10`; a share that would tell of so few is empty. */
export function csvOf({ from, until, by, rows, total }: Report, nameOf: (key: string) => string): string {
  const heads = ['from', 'until', by, 'name', 'sessions', 'finished', 'answers', ...['all', 'before', 'after'].flatMap((stage) => ['scams_caught', 'genuine_rejected', 'discernment'].map((what) => `${what}_${stage}`))]
  const hasSessions = by === 'zone' || by === 'hour'
  const lines = [...rows, total].map((row) => [
    from, until, row.key, nameOf(row.key), hasSessions || row === total ? count(row.sessions) : '', hasSessions || row === total ? count(row.finished) : '', count(row.answers),
    ...three(row.all), ...three(row.before), ...three(row.after),
  ])
  return `\uFEFF${[heads, ...lines].map((line) => line.map(cell).join(',')).join('\r\n')}\r\n`
}
