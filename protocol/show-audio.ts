import type { QuietHours } from './basics.ts'
import { isWithin } from './hours.ts'
import type { Programme } from './programme.ts'
import type { ShowDevice } from './show-facts.ts'

/** One device of a zone speaks for this long, then the next: at most one line is heard at a place. */
export const SPEAKER_GRID_MS = 600_000

export type Audio = {
  state: 'speak' | 'silent'
  why: 'audio/speaker' | 'audio/none' | 'audio/other-speaker' | 'audio/quiet-hours' | 'audio/public-address' | 'audio/talk'
  /** The device whose turn it is, or null where the zone has none. */
  speaker: string | null
}

/** Whether the wall clock of `timeZone` is within quiet hours at `now`; they may cross midnight. */
export function isQuiet(hours: readonly QuietHours[], timeZone: string, now: Temporal.Instant): boolean {
  if (hours.length === 0) return false
  const clock = now.toZonedDateTimeISO(timeZone).toPlainTime()
  return hours.some((stretch) => isWithin(clock, stretch))
}

/** Whether somebody gives a talk within earshot at `now`. Half-open: the second it ends, screens may speak again. */
function isTalk({ silent = [] }: Programme, now: Temporal.Instant): boolean {
  return silent.some(({ from, until }) => Temporal.Instant.compare(from, now) <= 0 && Temporal.Instant.compare(now, until) < 0)
}

/** Who speaks: one device of the zone on a ten-minute grid; nobody in quiet hours, during a public address or during a talk. */
export function showAudio(programme: Programme | null, device: ShowDevice, now: Temporal.Instant): Audio {
  const speakers = programme?.speakers ?? []
  const speaker = speakers[Math.floor(now.epochMilliseconds / SPEAKER_GRID_MS) % speakers.length] ?? null
  if (device.publicAddress) return { state: 'silent', why: 'audio/public-address', speaker }
  if (isQuiet(device.quietHours, device.timeZone, now)) return { state: 'silent', why: 'audio/quiet-hours', speaker }
  if (programme && isTalk(programme, now)) return { state: 'silent', why: 'audio/talk', speaker }
  if (speaker === null) return { state: 'silent', why: 'audio/none', speaker }
  if (speaker !== device.id) return { state: 'silent', why: 'audio/other-speaker', speaker }
  return { state: 'speak', why: 'audio/speaker', speaker }
}
