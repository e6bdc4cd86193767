import { TimeAnswer } from '../../protocol/api-pairing.ts'
import { check } from '../../protocol/codec.ts'

/** The answer of `GET /api/time` in milliseconds since the epoch. @throws AnxingError where it is none. */
export function parseTime(answer: unknown): number {
  const checked = check(TimeAnswer, answer, 'time')
  if (!checked.ok) throw checked.error
  return Temporal.Instant.from(checked.value.now).epochMilliseconds
}
