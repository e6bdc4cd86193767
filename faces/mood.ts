import type { Mood } from './robot.ts'

/** What 小安 is about, as far as its face shows it. */
export type Doing = { main: 'item' | 'alert' | 'hold' | 'rest' | 'standby'; /** Alerts that show as strips. */ banners: number; speaking: boolean; moving: boolean }

/** The face for it. Whoever speaks is awake; whoever is held attends to those in front of it; at night it rests. */
export function moodOf({ main, banners, speaking, moving }: Doing): Mood {
  if (speaking) return 'speaking'
  if (main === 'rest') return 'resting'
  if (main === 'hold') return 'listening'
  if (banners > 0) return 'alert'
  return moving ? 'moving' : 'idle'
}
