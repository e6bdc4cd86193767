import * as z from 'zod/mini'
import type { Text } from './basics.ts'
import { MediaRef, type Item, type Phone } from './content.ts'
import { ZH_PER_SECOND } from './reading.ts'
import { spell, spokenLanguage } from './spell.ts'

/** A line as it is said: one text in one language, numbers filled in, without break marks. */
export type Line = { text: string; language: string }

/** What a line is found by: see `lineKey`. */
export const LineKey = z.string().check(z.regex(/^[0-9a-f]{16}$/))

/** Values a second in an envelope. */
export const ENVELOPE_RATE = 20
/** How far the mouth is open, `ENVELOPE_RATE` digits a second, 0 to 9. */
export const Envelope = z.string().check(z.regex(/^[0-9]*$/))

/** A line as sound. */
export const Clip = z.object({ media: MediaRef, seconds: z.number().check(z.minimum(0)), envelope: Envelope })
export type Clip = z.infer<typeof Clip>

/** All clips there are, by line; a file of its own, named by its hash. */
export const SpeechTable = z.record(LineKey, Clip)
export type SpeechTable = z.infer<typeof SpeechTable>

/** A text as a line in the language nearest to `language`. */
export function lineOf(text: Text, language: string, phones: readonly Phone[] = []): Line {
  return { text: spell(text, language, phones).replaceAll('|', '').replace(/\s+/g, ' ').trim(), language: spokenLanguage(text, language) }
}

/** A text as lines in these languages, each language it really comes in once. */
export function linesIn(text: Text, languages: readonly string[], phones: readonly Phone[] = []): Line[] {
  return [...new Map(languages.map((language) => [spokenLanguage(text, language), lineOf(text, language, phones)])).values()]
}

/** What is said of an item: its headline, then its one action. A film speaks for itself. */
export const saidOf = (item: Item): Text[] => (item.kind === 'video' ? [] : [item.headline, item.action])

/** The first 16 hex digits of the SHA-256 of language, a line feed, and text. */
export async function lineKey({ text, language }: Line): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(`${language}\n${text}`)))
  return Array.from(digest.subarray(0, 8), (byte) => byte.toString(16).padStart(2, '0')).join('')
}

/** The envelope of samples between -1 and 1: by the root of each stretch's power, the loudest being 9. */
export function envelopeOf(samples: ArrayLike<number>, sampleRate: number): string {
  const step = sampleRate / ENVELOPE_RATE
  const levels = Array.from({ length: Math.ceil(samples.length / step) }, (_, i) => {
    const from = Math.round(i * step)
    const until = Math.min(samples.length, Math.round((i + 1) * step))
    let power = 0
    for (let at = from; at < until; at++) power += (samples[at] ?? 0) ** 2
    return Math.sqrt(power / Math.max(1, until - from))
  })
  const most = Math.max(...levels, 1e-4)
  return levels.map((level) => Math.round(9 * Math.sqrt(level / most))).join('')
}

/** How far the mouth is open `ms` into a clip, 0 to 1; between two values in between. */
export function openingAt(envelope: string, ms: number): number {
  const at = Math.max(0, (ms / 1000) * ENVELOPE_RATE - 0.5)
  const digit = (i: number): number => Number(envelope[i] ?? 0)
  const i = Math.floor(at)
  return (digit(i) + (digit(i + 1) - digit(i)) * (at - i)) / 9
}

/** The same for words of which nothing is known but that they are spoken: one opening a syllable, at the pace of Mandarin read aloud. */
export function syllableOpening(ms: number): number {
  return 0.75 * Math.abs(Math.sin((Math.PI * ZH_PER_SECOND * ms) / 1000))
}
