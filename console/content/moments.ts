import type { Item } from '../../protocol/content.ts'

/** For each part of an item the moment (milliseconds into it) at which that part stands complete. */
export function moments(item: Item): number[] {
  const all = item.seconds * 1000
  const even = (count: number) => Array.from({ length: Math.max(1, count) }, (_, i) => ((i + 0.9) / Math.max(1, count)) * all)
  switch (item.kind) {
    case 'case': return even(4)
    case 'quiz': return [0.55 * all, 0.95 * all]
    case 'class': {
      const ends = item.scenes.map((_, i) => item.scenes.slice(0, i + 1).reduce((sum, scene) => sum + scene.seconds, 0))
      return ends.map((end, i) => (end - (item.scenes[i]?.seconds ?? 0) * 0.1) * 1000)
    }
    case 'ticker': return even(item.lines.length)
    case 'video': return even(item.captions.length)
    case 'poster': return [0.9 * all]
  }
}

/** The moment at which a picture of it says most: the question of a quiz, the end of the rest. */
export const ripe = (item: Item): number => (item.kind === 'quiz' ? moments(item)[0] : moments(item).at(-1)) ?? 0
