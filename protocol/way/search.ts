/** The quickest ways from one place to all others (Dijkstra). */
import type { Edge, Graph } from './graph.ts'

/** `secured`: beyond security, from where a way does not lead out again. A node is in the search twice, once for each. */
export type Rules = {
  stepFree: boolean
  /** Whether a door is passed: `in` through security, `out` of the secure area. */
  passes(through: 'in' | 'out', secured: boolean): boolean
}
export type Reached = { seconds(node: number): number; path(node: number): { node: number; edge: Edge | null }[] }

/** A binary heap of states, the least seconds first. */
function createQueue() {
  const states: number[] = []
  const costs: number[] = []
  const cost = (at: number): number => costs[at] ?? Infinity
  /** Lets `state` rise from place `at` until nothing above it is later. */
  function rise(at: number, state: number, seconds: number): void {
    let place = at
    for (let above = (place - 1) >> 1; place > 0 && seconds < cost(above); above = (place - 1) >> 1) {
      states[place] = states[above] ?? 0
      costs[place] = cost(above)
      place = above
    }
    states[place] = state
    costs[place] = seconds
  }
  return {
    push: (state: number, seconds: number): void => rise(costs.length, state, seconds),
    /** The first state, or -1. */
    pop(): number {
      const first = states[0]
      const [last, seconds] = [states.pop(), costs.pop()]
      if (first === undefined || last === undefined || seconds === undefined) return -1
      if (costs.length === 0) return first
      let place = 0
      for (let below = 1; below < costs.length; below = 2 * place + 1) {
        if (cost(below + 1) < cost(below)) below += 1
        if (cost(below) >= seconds) break
        states[place] = states[below] ?? 0
        costs[place] = cost(below)
        place = below
      }
      states[place] = last
      costs[place] = seconds
      return first
    },
  }
}

/** From the nodes in `starts`, each with the seconds that it takes to get there. */
export function search({ nodes, edges }: Graph, starts: readonly { node: number; seconds: number }[], secured: boolean, { stepFree, passes }: Rules): Reached {
  const count = nodes.length
  const best = new Float64Array(2 * count).fill(Infinity)
  const from = new Int32Array(2 * count).fill(-1)
  const by: (Edge | null)[] = new Array<Edge | null>(2 * count).fill(null)
  const queue = createQueue()
  for (const { node, seconds } of starts) {
    const state = node + (secured ? count : 0)
    if (seconds >= (best[state] ?? Infinity)) continue
    best[state] = seconds
    queue.push(state, seconds)
  }
  const settled = new Uint8Array(2 * count)
  for (let state = queue.pop(); state >= 0; state = queue.pop()) {
    if (settled[state]) continue
    settled[state] = 1
    const seconds = best[state] ?? Infinity
    const isSecured = state >= count
    for (const edge of edges[state % count] ?? []) {
      if (stepFree && (edge.ride === 'stairs' || edge.ride === 'escalator')) continue
      const oneWay = edge.through === 'in' || edge.through === 'out' ? edge.through : null
      if (oneWay && !passes(oneWay, isSecured)) continue
      const to = edge.to + ((oneWay === 'in' || (isSecured && oneWay !== 'out')) ? count : 0)
      const cost = seconds + edge.seconds
      if (cost >= (best[to] ?? Infinity)) continue
      best[to] = cost
      from[to] = state
      by[to] = edge
      queue.push(to, cost)
    }
  }
  const better = (node: number): number => ((best[node] ?? Infinity) <= (best[node + count] ?? Infinity) ? node : node + count)
  return {
    seconds: (node) => best[better(node)] ?? Infinity,
    path(node) {
      const done: { node: number; edge: Edge | null }[] = []
      for (let state = better(node); state >= 0; state = from[state] ?? -1) done.push({ node: state % count, edge: by[state] ?? null })
      return done.reverse()
    },
  }
}
