/** Small directed graphs by their nodes' ids. */
export type Edges = ReadonlyMap<string, readonly string[]>

/** Everything that can be come to from `starts`, they included. */
export function reached(edges: Edges, starts: readonly string[]): Set<string> {
  const seen = new Set(starts)
  for (const at of seen) for (const to of edges.get(at) ?? []) seen.add(to)
  return seen
}

export function reversed(edges: Edges): Edges {
  const back = new Map<string, string[]>()
  for (const [from, list] of edges) for (const to of list) back.set(to, [...(back.get(to) ?? []), from])
  return back
}

/** Those that one can come back to. */
export const onCycles = (edges: Edges): Set<string> => new Set([...edges.keys()].filter((id) => reached(edges, edges.get(id) ?? []).has(id)))

/** The greatest sum of `cost` along any way from `start` to where it ends. Needs a graph without cycles. */
export function heaviest(edges: Edges, start: string, cost: (id: string) => number): number {
  const known = new Map<string, number>()
  const from = (id: string): number => {
    const held = known.get(id)
    if (held !== undefined) return held
    const sum = cost(id) + Math.max(0, ...(edges.get(id) ?? []).map(from))
    known.set(id, sum)
    return sum
  }
  return from(start)
}
