export type LoopItem = { id: string; seconds: number }
/** One entry that is on, with the items it brings: each its own object, so that a turn tells its entry. */
export type LoopMember<Item extends LoopItem = LoopItem> = { id: string; weight: number; items: readonly Item[] }
export type LoopWarning = { code: 'plan/items-left-out' | 'plan/weights-changed' | 'plan/entries-left-out'; message: string; entries: string[] }
export type BuiltLoop<Item extends LoopItem> = { turns: Item[]; warnings: LoopWarning[] }

export const MOST_TURNS = 500
export const MOST_SECONDS = 3600

const gcd = (a: number, b: number): number => (b === 0 ? a : gcd(b, a % b))
const lcm = (a: number, b: number): number => (a / gcd(a, b)) * b
const sum = (numbers: readonly number[]): number => numbers.reduce((a, b) => a + b, 0)

/** Seconds of the first `turns` turns of an entry, its items going round. */
function secondsOf(member: LoopMember, turns: number): number {
  const rounds = Math.floor(turns / member.items.length)
  const rest = turns % member.items.length
  return sum(member.items.map((item, i) => item.seconds * (rounds + (i < rest ? 1 : 0))))
}

function fits(members: readonly LoopMember[], weights: readonly number[], k: number): boolean {
  return k * sum(weights) <= MOST_TURNS && sum(members.map((m, i) => secondsOf(m, k * (weights[i] ?? 0)))) <= MOST_SECONDS
}

/**
 * How many times the weights one loop holds: first so that each entry ends its items evenly, else so that every item
 * comes at least once, else as many as there is room for. 0 = not even once.
 */
function chooseK(members: readonly LoopMember[], weights: readonly number[]): number {
  const even = members.reduce((k, m, i) => Math.min(MOST_TURNS + 1, lcm(k, m.items.length / gcd(m.items.length, weights[i] ?? 1))), 1)
  if (fits(members, weights, even)) return even
  const every = Math.max(...members.map((m, i) => Math.ceil(m.items.length / (weights[i] ?? 1))))
  if (fits(members, weights, every)) return every
  let low = 0
  let high = every
  while (high - low > 1) {
    const middle = (low + high) >> 1
    if (fits(members, weights, middle)) low = middle
    else high = middle
  }
  return low
}

/** Weights in lowest terms; where one loop cannot hold them, ever coarser ones, all at least 1. */
function chooseWeights(members: readonly LoopMember[]): { weights: number[]; k: number; coarser: boolean } {
  const common = members.map((m) => m.weight).reduce(gcd)
  const exact = members.map((m) => m.weight / common)
  const most = Math.max(...exact)
  for (let top = most; top >= 1; top--) {
    const weights = top === most ? exact : exact.map((w) => Math.max(1, Math.round((w * top) / most)))
    const k = chooseK(members, weights)
    if (k > 0) return { weights, k, coarser: top !== most }
  }
  return { weights: exact, k: 0, coarser: true }
}

/** Smooth weighted round-robin: who has each turn, spread as evenly as whole turns allow. Ties go to the first. */
function interleave(weights: readonly number[], k: number): number[] {
  const total = sum(weights)
  const credit = new Int32Array(weights.length)
  const round: number[] = []
  for (let turn = 0; turn < total; turn++) {
    let best = 0
    for (let i = 0; i < credit.length; i++) {
      credit[i] = (credit[i] ?? 0) + (weights[i] ?? 0)
      if ((credit[i] ?? 0) > (credit[best] ?? 0)) best = i
    }
    credit[best] = (credit[best] ?? 0) - total
    round.push(best)
  }
  const turns: number[] = []
  for (let i = 0; i < k; i++) turns.push(...round)
  return turns
}

/**
 * Moves turns so that no item follows itself, also from the loop's end to its beginning. Each move takes one of a pair
 * to the nearest place where neither neighbour is the same, which exists whenever no item has more than half the turns.
 */
function separate<T extends { id: string }>(turns: T[]): T[] {
  const count = turns.length
  const after = (i: number): string | undefined => turns[i + 1 === count ? 0 : i + 1]?.id
  for (let tries = 0; tries < count && count > 1; tries++) {
    const pair = turns.findIndex(({ id }, i) => id === after(i))
    if (pair < 0) return turns
    const id = turns[pair]?.id
    let gap = -1
    for (let step = 1; step < count && gap < 0; step++) {
      const place = (pair + step) % count
      if (turns[place]?.id !== id && after(place) !== id) gap = place
    }
    if (gap < 0) return turns
    turns.splice(pair < gap ? gap : gap + 1, 0, ...turns.splice(pair, 1))
  }
  return turns
}

/**
 * One loop from the entries that are on together. An entry's share of turns is exactly its weight's; its items go round
 * in order; the loop is at most 500 turns and 60 minutes. What does not fit is left out with a warning, never silently.
 * Refuses no entries (RangeError). Same members, same loop.
 */
export function buildLoop<Item extends LoopItem>(all: readonly LoopMember<Item>[]): BuiltLoop<Item> {
  if (all.length === 0 || all.some((m) => m.items.length === 0)) throw new RangeError('a loop needs entries with items')
  const warnings: LoopWarning[] = []
  let members = [...all]
  let chosen = chooseWeights(members)
  const dropped: string[] = []
  while (chosen.k === 0 && members.length > 1) {
    const least = members.reduce((a, b) => (b.weight <= a.weight ? b : a))
    dropped.push(least.id)
    members = members.filter((m) => m !== least)
    chosen = chooseWeights(members)
  }
  const { weights } = chosen
  const k = Math.max(1, chosen.k)
  if (dropped.length > 0) warnings.push({ code: 'plan/entries-left-out', message: `One loop cannot hold all that is on at once: ${dropped.join(', ')} left out.`, entries: dropped })
  if (chosen.coarser) warnings.push({ code: 'plan/weights-changed', message: 'The weights do not fit into one loop as they are: shares are approximate.', entries: members.map((m) => m.id) })
  for (const [i, member] of members.entries()) {
    const missing = member.items.slice(k * (weights[i] ?? 0)).map((item) => item.id)
    if (missing.length > 0) warnings.push({ code: 'plan/items-left-out', message: `There is no room in one loop for ${missing.join(', ')}. Make the playlist shorter, or its weight greater.`, entries: [member.id] })
  }
  const next = new Int32Array(members.length)
  const turns: Item[] = []
  for (const i of interleave(weights, k)) {
    const items = members[i]?.items ?? []
    const item = items[next[i] ?? 0]
    if (item) turns.push(item)
    next[i] = ((next[i] ?? 0) + 1) % items.length
  }
  return { turns: separate(turns), warnings }
}
