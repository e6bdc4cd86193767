import { DAY_MINUTES } from './spot.ts'

/** Widths of the timeline's window, hours. */
export const zooms = [6, 24, 72, 168] as const
export type Zoom = (typeof zooms)[number]
/** The window: minutes from the midnight that begins its first day, and how many minutes it shows. */
export type Window = { start: number; span: number }

const STEP: Record<Zoom, number> = { 6: 60, 24: 120, 72: 360, 168: 720 }
/** Where lines stand, minutes from the first midnight; `midnight` begins a day. */
export function ticksOf({ start, span }: Window, zoom: Zoom): { minute: number; midnight: boolean }[] {
  const step = STEP[zoom]
  const ticks = []
  for (let minute = Math.ceil(start / step) * step; minute < start + span; minute += step) ticks.push({ minute, midnight: minute % DAY_MINUTES === 0 })
  return ticks
}

/** Another width around the same middle, on the hour; a week and a few days begin at midnight. */
export function zoomed({ start, span }: Window, zoom: Zoom): Window {
  const next = zoom * 60
  if (zoom > 24) return { start: Math.floor(start / DAY_MINUTES) * DAY_MINUTES, span: next }
  const middle = start + Math.min(span, DAY_MINUTES) / 2
  return { start: zoom === 24 ? Math.floor(start / DAY_MINUTES) * DAY_MINUTES : Math.round((middle - next / 2) / 60) * 60, span: next }
}
