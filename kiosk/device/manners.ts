/** How 小安 deals with people: a pure machine over what it has said to whom, which is to nobody in particular. */
export type Manners = {
  /** How many greetings there were, and when the last was, milliseconds; null: none yet. */
  greetings: number
  greetedMs: number | null
  /** When it last took its leave, by place. */
  parted: Readonly<Record<string, number>>
}

export const fresh: Manners = { greetings: 0, greetedMs: null, parted: {} }

/** Whoever touches it again so soon was greeted already, or stands beside somebody who was. */
const GREETED_FOR_MS = 60_000
/** A line at most so often at one place (domain.md, 3 Sound). */
const LINE_EVERY_MS = 600_000

/** A hand on the screen: which greeting, counted from 0 and never the same twice in a row, or null where one was just said. */
export function greet(manners: Manners, nowMs: number): { manners: Manners; greeting: number | null } {
  const { greetings, greetedMs } = manners
  if (greetedMs !== null && nowMs - greetedMs < GREETED_FOR_MS) return { manners: { ...manners, greetedMs: nowMs }, greeting: null }
  return { manners: { ...manners, greetings: greetings + 1, greetedMs: nowMs }, greeting: greetings }
}

/** Whoever was there has gone without a word. `mayTalk`: neither quiet hours nor a public address, and it goes on its round. */
export function part(manners: Manners, place: string, mayTalk: boolean, nowMs: number): { manners: Manners; line: boolean } {
  const before = manners.parted[place]
  if (!mayTalk || (before !== undefined && nowMs - before < LINE_EVERY_MS)) return { manners, line: false }
  return { manners: { ...manners, parted: { ...manners.parted, [place]: nowMs } }, line: true }
}
