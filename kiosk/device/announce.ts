import type { Text } from '../../protocol/basics.ts'
import type { Item, MediaRef, Phone } from '../../protocol/content.ts'
import { SPEAKER_GRID_MS, type Audio } from '../../protocol/show-audio.ts'
import { lineKey, lineOf, linesIn, saidOf, type Line, type SpeechTable } from '../../protocol/speech.ts'
import { recordingsFor } from './recordings.ts'

/** A line to be said; `recording`: as somebody spoke it; `caption`: what stands on the screen meanwhile; `rest`: silence after it, milliseconds. */
export type Saying = Line & { recording?: MediaRef; caption?: Text; rest?: number }
/** Who wants something said: the programme, an operator, the passenger at the screen, or 小安 itself, who greets and takes its leave. */
export type By = 'programme' | 'operator' | 'passenger' | 'host'

/** Nobody but the passenger who stands there is spoken to during a session; nobody at all speaks over an alert or a public address. */
export function mayBeHeard(audio: Audio | undefined, { inSession, alerted, volume }: { inSession: boolean; alerted: boolean; volume: number }): Record<By, boolean> {
  const never = !audio || alerted || volume === 0 || audio.why === 'audio/public-address'
  const hushed = audio?.why === 'audio/quiet-hours' || audio?.why === 'audio/talk'
  return {
    programme: !never && !inSession && audio.state === 'speak',
    // Whom an operator chose speaks, whose turn it is or not.
    operator: !never && !inSession && !hushed,
    passenger: !never && inSession,
    host: !never && !hushed,
  }
}

/** Somebody who comes in the middle is not told half a sentence. */
const LATE_MS = 2_000
/** The stretch of time in which a zone hears one line and no more. */
export const stretchOf = (nowMs: number): number => Math.floor(nowMs / SPEAKER_GRID_MS)

/** Whether an item that has been on for `elapsedMs` is announced: from its beginning, and as the first of its stretch. */
export function isDue({ elapsedMs, nowMs, last }: { elapsedMs: number; nowMs: number; last: number | null }): boolean {
  return elapsedMs <= LATE_MS && stretchOf(nowMs) !== last
}

const PAUSE_S = 0.25
type Timed = { saying: Saying; seconds: number; first: boolean; action: boolean }

/** What fits into the time, the best first: everything; the second language its action alone; the first language alone; the action alone. */
function fitting(all: readonly Timed[], seconds: number): Saying[] {
  const ways = [all, all.filter(({ first, action }) => first || action), all.filter(({ first }) => first), all.filter(({ action }) => action), all.filter(({ first, action }) => first && action)]
  const lasts = (some: readonly Timed[]): number => some.reduce((sum, one) => sum + one.seconds + PAUSE_S, 0)
  return ways.find((some) => some.length > 0 && lasts(some) <= seconds)?.map(({ saying }) => saying) ?? []
}

export type AnnounceFacts = { languages: readonly string[]; dialect: string | undefined; phones: readonly Phone[]; table: SpeechTable | null }

/** What is said as an item begins: its recordings, where staff have made some, else the clips of its headline and its action. Empty: nothing. */
export async function announcement(item: Item, { languages, dialect, phones, table }: AnnounceFacts): Promise<Saying[]> {
  const recorded = recordingsFor(item, languages, dialect)
  if (recorded.length > 0) return recorded.map(({ language, media }) => ({ ...lineOf(item.headline, language, phones), recording: media, caption: item.headline }))
  const texts = saidOf(item)
  const timed = await Promise.all(texts.flatMap((text, i) => linesIn(text, languages, phones).map(async (line, j): Promise<Timed | null> => {
    const clip = table?.[await lineKey(line)]
    return clip ? { saying: { ...line, caption: text }, seconds: clip.seconds, first: j === 0, action: i === texts.length - 1 } : null
  })))
  return fitting(timed.filter((one) => one !== null), item.seconds)
}
