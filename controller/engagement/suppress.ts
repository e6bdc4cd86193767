import { LEAST_COUNTED } from '../../protocol/api-engagement.ts'

/** One count is the sum of others: whoever knows all of them but one knows that one, too. Names of counts. */
export type Sum = { whole: string; parts: readonly string[] }

/** One to nine: too few to be shown. None is nobody. */
export const isFew = (count: number): boolean => count > 0 && count < LEAST_COUNTED

type Weak = { sum: Sum; reachedBy: ReadonlyMap<string, Sum> }

/** What a reader of all the rest could work out that is one to nine: the sums that give it away, and how the reader came there. */
function* weakSums(counts: ReadonlyMap<string, number>, sums: readonly Sum[], hidden: ReadonlySet<string>): Generator<Weak> {
  const unknown = new Set(hidden)
  const reachedBy = new Map<string, Sum>()
  const of = (name: string) => counts.get(name) ?? 0
  for (let more = true; more;) {
    more = false
    for (const sum of sums) {
      const open = [sum.whole, ...sum.parts].filter((name) => unknown.has(name))
      const [last] = open
      if (last === undefined || open.length > 1) continue
      unknown.delete(last)
      reachedBy.set(last, sum)
      more = true
      if (isFew(of(last))) yield { sum, reachedBy }
    }
  }
  for (const sum of sums) {
    const open = sum.parts.filter((name) => unknown.has(name))
    if (!unknown.has(sum.whole) && open.length > 1 && isFew(open.reduce((n, name) => n + of(name), 0))) yield { sum, reachedBy }
  }
}

/**
 * The counts that are not shown: those of one to nine, and as few others as keep them from being worked out from sums, the smallest first.
 * `unshown`: never shown, though a reader may work them out. `kept`: shown elsewhere in any case, so that leaving them out here would hide nothing. Pure.
 */
export function suppressed(counts: ReadonlyMap<string, number>, sums: readonly Sum[], unshown: Iterable<string>, kept: (name: string) => boolean = () => false): Set<string> {
  const hidden = new Set([...unshown, ...[...counts].filter(([, count]) => isFew(count)).map(([name]) => name)])
  const smallest = (names: readonly string[]) => names.filter((name) => !hidden.has(name) && !kept(name) && (counts.get(name) ?? 0) > 0).sort((x, y) => (counts.get(x) ?? 0) - (counts.get(y) ?? 0))[0]
  /** In the sum itself, or in one of those from which its other counts were worked out. */
  function next({ sum, reachedBy }: Weak, seen: Set<Sum> = new Set()): string | undefined {
    if (seen.has(sum)) return undefined
    seen.add(sum)
    const here = smallest(sum.parts) ?? smallest([sum.whole])
    if (here !== undefined) return here
    for (const name of [sum.whole, ...sum.parts]) {
      const before = reachedBy.get(name)
      const found = before && next({ sum: before, reachedBy }, seen)
      if (found !== undefined) return found
    }
    return undefined
  }
  for (;;) {
    const chosen = weakSums(counts, sums, hidden).map((weak) => next(weak)).find((name) => name !== undefined)
    if (chosen === undefined) return hidden
    hidden.add(chosen)
  }
}
