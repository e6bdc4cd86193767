export type Range = { from: number; until: number }

/**
 * The bytes that a `Range` header asks for, both ends included (RFC 9110, 14.1.2); null: the whole file, which is also the answer
 * to several ranges at once or to a header that makes no sense; `none`: beyond the end.
 */
export function rangeOf(header: string | undefined, bytes: number): Range | null | 'none' {
  const said = /^bytes=(\d*)-(\d*)$/.exec(header ?? '')
  if (!said || (said[1] === '' && said[2] === '')) return null
  const [, first = '', last = ''] = said
  if (first === '') return Number(last) === 0 ? 'none' : { from: Math.max(0, bytes - Number(last)), until: bytes - 1 }
  const range = { from: Number(first), until: last === '' ? bytes - 1 : Math.min(Number(last), bytes - 1) }
  if (range.from >= bytes) return 'none'
  return range.from > range.until ? null : range
}
