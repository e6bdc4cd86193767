import { ease } from '../timeline.ts'

/** What a drawing is told: milliseconds since its scene began (Infinity: all has happened), and whether it lies (1600 by 640) or stands nearly square (1000 by 860). */
export type Drawing = { ms: number; wide: boolean }

/** How far something has come that begins `fromMs` into a scene and takes `forMs`, 0 to 1, slow at both ends. */
export const going = (ms: number, fromMs: number, forMs = 700): number => ease((ms - fromMs) / forMs)

/** From `a` to `b`, by a share of 0 to 1. */
export const between = (a: number, b: number, share: number): number => a + (b - a) * share
