/** Robots move from where they were to where they say they are, at an even pace. Pure: the time is an argument. */
import type { Place } from './view.ts'

type Way = { from: Place; to: Place; startMs: number }
export type Ways = Map<string, Way>

/** A robot says where it is every second or so; it arrives as the next word is due. */
export const MOVE_MS = 900
/** A robot that is farther than this from where it was has been carried, or was away. Metres. */
const JUMP = 60

/** Sets a robot on its way, or lets it go on to where it goes already; false where it has no way to go. */
export function setOut(ways: Ways, id: string, from: Place, to: Place, nowMs: number): boolean {
  const held = ways.get(id)
  if (held && held.to[0] === to[0] && held.to[1] === to[1] && held.to[2] === to[2]) return true
  const far = Math.hypot(to[0] - from[0], to[1] - from[1])
  if (far < 0.05 || far > JUMP || from[2] !== to[2]) return false
  ways.set(id, { from, to, startMs: nowMs })
  return true
}

/** Where everybody on the way is; who has arrived leaves the list. */
export function step(ways: Ways, nowMs: number): [string, Place][] {
  return [...ways].map(([id, { from, to, startMs }]) => {
    const share = Math.min(1, Math.max(0, (nowMs - startMs) / MOVE_MS))
    if (share >= 1) ways.delete(id)
    return [id, [from[0] + (to[0] - from[0]) * share, from[1] + (to[1] - from[1]) * share, to[2]]]
  })
}
