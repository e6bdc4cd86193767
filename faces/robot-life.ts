/** What a face does by itself: blinks, glances, breath. Pure functions of the clock in milliseconds; none repeats within a life. */

const clamp = (x: number): number => Math.min(1, Math.max(0, x))
const smooth = (share: number): number => { const t = clamp(share); return t * t * (3 - 2 * t) }

/** An even number in [0, 1) for a cell of time and a purpose. */
export function chance(cell: number, purpose: number): number {
  // splitmix32 over both
  let h = Math.imul(cell ^ Math.imul(purpose, 0x9e3779b1), 0x85ebca6b) | 0
  h = Math.imul(h ^ (h >>> 16), 0x21f0aaad)
  h = Math.imul(h ^ (h >>> 15), 0x735a2d97)
  return ((h ^ (h >>> 15)) >>> 0) / 0x1_0000_0000
}

const BLINK_CELL_MS = 4_300
const SHUT_MS = 70
const SHUTTING_MS = 60
const OPENING_MS = 130
const BLINK_MS = SHUTTING_MS + SHUT_MS + OPENING_MS

/** 0 with open lids, 1 with shut ones: they shut faster than they open. */
const lid = (sinceMs: number): number => (sinceMs < 0 || sinceMs > BLINK_MS ? 0 : sinceMs < SHUTTING_MS ? smooth(sinceMs / SHUTTING_MS) : 1 - smooth((sinceMs - SHUTTING_MS - SHUT_MS) / OPENING_MS))

/** How far the lids are shut. One blink in each cell of time, somewhere in it; every sixth is double. */
export function blink(atMs: number): number {
  const cell = Math.floor(atMs / BLINK_CELL_MS)
  const since = atMs - cell * BLINK_CELL_MS - chance(cell, 1) * (BLINK_CELL_MS - 3 * BLINK_MS)
  const again = chance(cell, 2) < 1 / 6 ? lid(since - BLINK_MS * 1.4) : 0
  return Math.max(lid(since), again)
}

const GLANCE_CELL_MS = 900
const GLANCE_MS = 160
const LONGEST_HOLD = 9

/** Where the eyes rest in a cell: mostly ahead of them, now and then at something aside. */
function rest(cell: number): { x: number; y: number } {
  let at = cell
  while (cell - at < LONGEST_HOLD && chance(at, 3) < 0.62) at -= 1
  const aside = chance(at, 4) < 0.4
  const [x, y] = [chance(at, 5) * 2 - 1, chance(at, 6) * 2 - 1]
  return aside ? { x: Math.sign(x) * (0.35 + Math.abs(x) * 0.5), y: y * 0.34 } : { x: x * 0.12, y: y * 0.08 }
}

/** Eyes at leisure, -1 to 1 on each axis: they rest, then move at once, as eyes do. */
export function wander(atMs: number): { x: number; y: number } {
  const cell = Math.floor(atMs / GLANCE_CELL_MS)
  const [from, to] = [rest(cell - 1), rest(cell)]
  const share = smooth((atMs - cell * GLANCE_CELL_MS - chance(cell, 8) * (GLANCE_CELL_MS - GLANCE_MS)) / GLANCE_MS)
  return { x: from.x + (to.x - from.x) * share, y: from.y + (to.y - from.y) * share }
}

/** From -1 to 1 and back: three slow waves that never come together again. */
export const breath = (atMs: number): number => (Math.sin(atMs / 737) * 3 + Math.sin(atMs / 1193) * 2 + Math.sin(atMs / 2861)) / 6

/** Watching the way: from side to side, with a rest at each. */
export function scan(atMs: number): number {
  const wave = Math.sin(atMs / 1_270) * 0.75 + Math.sin(atMs / 3_310) * 0.25
  return Math.sign(wave) * smooth(Math.abs(wave) * 1.3)
}

/** Syllables a second, Mandarin read aloud (domain.md, 3 Length). */
const SYLLABLES_PER_S = 4.25

/** How far speech opens a mouth, 0 to 1, where its sound is not measured: one opening a syllable, no two alike, a rest now and then. */
export function murmur(atMs: number): number {
  const beat = (atMs * SYLLABLES_PER_S) / 1000
  const cell = Math.floor(beat)
  const open = chance(cell, 9) < 0.12 ? 0 : 0.4 + 0.6 * chance(cell, 10)
  return open * Math.sin(Math.PI * (beat - cell)) ** 2
}
