import { pickText, type Text } from '../../../protocol/basics.ts'
import { ems } from '../../../faces/words.ts'

/** Sizes of type in a list of steps, and the room between, in units. */
export type StepType = { first: number; second: number; gap: number; least: number }

const LINE = 1.3

/** Room at a line's end that words which are not torn leave empty, in characters. */
const RAGGED = 1.5

/** How high a step stands, in units: as many lines as its words take. A little generous. */
export function heightOf(text: Text, languages: readonly string[], width: number, { first, second, least }: StepType): number {
  const lines = (language: string, size: number): number => {
    const long = ems(pickText(text, language)) * size * (/^(zh|ja)/.test(language) ? 1.06 : 1.16)
    return long <= width ? 1 : Math.ceil(long / (width - RAGGED * size))
  }
  const [one, other] = languages
  return Math.max(least, (one ? lines(one, first) * first * LINE : 0) + (other ? lines(other, second) * second * LINE : 0))
}

/** Steps on pages that hold them, as even as can be: no page has one step alone where another could spare one. */
export function pagesOf<T>(steps: readonly T[], heights: readonly number[], room: number, gap: number): T[][] {
  const pages: { steps: T[]; used: number }[] = []
  steps.forEach((step, i) => {
    const height = heights[i] ?? 0
    const last = pages.at(-1)
    if (last && last.used + gap + height <= room) {
      last.steps.push(step)
      last.used += gap + height
    } else pages.push({ steps: [step], used: height })
  })
  const [before, last] = [pages.at(-2), pages.at(-1)]
  const spared = heights[steps.length - 2] ?? 0
  if (before && last && last.steps.length === 1 && before.steps.length > 2 && spared + gap + last.used <= room) last.steps.unshift(...before.steps.splice(-1))
  return pages.map((page) => page.steps)
}
