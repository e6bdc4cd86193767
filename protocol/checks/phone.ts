import type { Finding } from '../api-review.ts'
import { Phone } from '../content.ts'
import { worstFirst } from './item.ts'
import { plain, shapes } from './playlist.ts'
import { checkWords, finding, marked, type Glyphs } from './words.ts'

/** Digits of a number, by E.164 at most 15; short codes such as 110 have three. */
const DIGITS = { least: 3, most: 15 } as const
const written = /^\+?\d(?:[ -]?\d)*$/

/** Whether it reads as a telephone number: digits, with single spaces or hyphens between them, and a plus before a country code. */
export function isPlausible(number: string): boolean {
  const digits = number.replace(/\D/g, '').length
  return written.test(number) && digits >= DIGITS.least && digits <= DIGITS.most
}

/** A short code such as 110, or five digits and more, unless an amount, a day or a year. */
const number = /(?<![\d¥.])(?:1\d\d|\d(?:[ -]?\d){4,})(?![\d.]|\s*(?:元|万|年|天|日|%))/u
/** A number that a text writes out where it should name it as `{tel:ID}`; null where it does not. */
export const writtenOut = (text: string): string | null => number.exec(text.replace(/\{tel:[^}]*\}/g, ''))?.[0] ?? null

/** A day that is in the calendar; null for 2026-02-30. */
function dayOf(text: string): Temporal.PlainDate | null {
  try {
    return Temporal.PlainDate.from(text)
  } catch {
    return null
  }
}

/** The last day until which one check lets a number count: a year on. `verifiedOn`: a day, `2026-11-25`; as it is where there is no such day. */
export const longestUntil = (verifiedOn: string): string => dayOf(verifiedOn)?.add({ years: 1 }).toString() ?? verifiedOn

/** Everything that speaks against showing a telephone number. `body` need not be whole; `today`: the day at the site. */
export function checkPhone(body: Record<string, unknown>, { glyphs, today }: { glyphs: Glyphs; today: string }): Finding[] {
  const words = checkWords(body, { glyphs, ...plain })
  const number = body['number']
  if (typeof number === 'string' && !isPlausible(number)) words.push(finding('check/phone-number', 'block', 'number', `"${number}" is no telephone number: ${DIGITS.least} to ${DIGITS.most} digits, a plus before a country code, spaces or hyphens between.`, { number, ...DIGITS }))
  const parsed = Phone.safeParse(marked(body, ' '))
  if (!parsed.success) return worstFirst([...words, ...shapes(parsed.error.issues, words)])
  const { verifiedBy, verifiedOn, expires } = parsed.data
  const found = [...words]
  if (verifiedBy.trim() === '') found.push(finding('check/phone-nobody', 'block', 'verifiedBy', 'Nobody is said to have checked the number.'))
  for (const [path, day] of [['verifiedOn', verifiedOn], ['expires', expires]] as const) if (!dayOf(day)) found.push(finding('check/phone-day', 'block', path, `There is no day ${day}.`, { day }))
  if (verifiedOn > today) found.push(finding('check/phone-early', 'block', 'verifiedOn', 'The day on which it was checked has not come yet.', { day: verifiedOn }))
  if (expires < verifiedOn) found.push(finding('check/phone-order', 'block', 'expires', 'The number would have run out before it was checked.'))
  else if (expires < today) found.push(finding('check/phone-past', 'block', 'expires', `The number ran out on ${expires}: call it again.`, { day: expires }))
  else if (expires > longestUntil(verifiedOn)) found.push(finding('check/phone-long', 'warn', 'expires', `Numbers change hands: more than a year after it was checked is long (${expires}).`, { day: expires, most: longestUntil(verifiedOn) }))
  return worstFirst(found)
}
