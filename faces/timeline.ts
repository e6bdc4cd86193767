import type { Text } from '../protocol/basics.ts'
import type { Case, Class, Item, Quiz, Ticker, Video } from '../protocol/content.ts'

/** Strokes are drawn in 600 ms from here: the cross-dissolve has half gone by. */
const DRAW_FROM = 200
const DRAW_FOR = 600

/** One part of an item: which, how long it has stood, and whether it is the one that shows the character. */
export type Part = { index: number; sinceMs: number; last: boolean }

const clamp = (x: number): number => Math.min(1, Math.max(0, x))

/** Slow at both ends. */
export const ease = (x: number): number => { const t = clamp(x); return t * t * (3 - 2 * t) }

/** How much of the character stands `sinceMs` after its part began, 0 to 1. */
export const drawing = (sinceMs: number): number => {
  const t = clamp((sinceMs - DRAW_FROM) / DRAW_FOR)
  return 1 - (1 - t) ** 1.6
}

/** A fade that takes `forMs` from `fromMs` on. */
export const fade = (sinceMs: number, fromMs = 0, forMs = 400): number => ease((sinceMs - fromMs) / forMs)

/** How long what stood there takes to go. */
export const TURN_MS = 200
/** Words that give way to others where they stand: the old go in 200 ms, then the new come in 300. `before` = still the old ones. */
export function swap(part: Part, still: boolean): { before: boolean; opacity: number } {
  if (still || part.index === 0) return { before: false, opacity: 1 }
  return part.sinceMs < TURN_MS ? { before: true, opacity: 1 - part.sinceMs / TURN_MS } : { before: false, opacity: ease((part.sinceMs - TURN_MS) / 300) }
}

/** Against burn-in: from -1 to 1 over an item's time; the faces move by 8 units either way, some 1.5 % of the short side. */
export const drift = (elapsedMs: number, seconds: number): number => clamp(elapsedMs / (seconds * 1000)) * 2 - 1

function partAt(lengthsMs: readonly number[], elapsedMs: number): Part {
  let from = 0
  for (const [index, length] of lengthsMs.entries()) {
    const last = index === lengthsMs.length - 1
    if (last || elapsedMs < from + length) return { index, sinceMs: Math.max(0, elapsedMs - from), last }
    from += length
  }
  return { index: 0, sinceMs: Math.max(0, elapsedMs), last: true }
}

const shares = (item: Item, parts: readonly number[]): number[] => parts.map((p) => p * item.seconds * 1000)

/** Three beats, then what to do with the character. */
export const casePart = (item: Case, elapsedMs: number): Part => partAt(shares(item, [0.25, 0.25, 0.25, 0.25]), elapsedMs)

/** The contact and its question, then the answer with the character, never before. */
export const quizPart = (item: Quiz, elapsedMs: number): Part => partAt(shares(item, [0.6, 0.4]), elapsedMs)

/** By then everything in a scene's drawing has moved; what is left is time to read. */
export const SCENE_MOVES_MS = 5_000

/** Scene by scene; the last scene carries the character. */
export const classPart = (item: Class, elapsedMs: number): Part => partAt(item.scenes.map((s) => s.seconds * 1000), elapsedMs)

export const tickerPart = (item: Ticker, elapsedMs: number): Part => partAt(shares(item, item.lines.map(() => 1 / item.lines.length)), elapsedMs)

/** The caption that stands at that moment, or null between two of them. Captions without times share the item's time evenly. */
export function captionAt(item: Video, elapsedMs: number): Text | null {
  if (item.cues) return item.cues.find(({ from, until }) => from * 1000 <= elapsedMs && elapsedMs < until * 1000)?.text ?? null
  const index = Math.floor((elapsedMs / (item.seconds * 1000)) * item.captions.length)
  return item.captions[Math.min(index, item.captions.length - 1)] ?? null
}
