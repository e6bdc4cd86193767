/** What games say besides words: where choices lead, how a step is met, what stands on a square. Pure; bodies need not be whole. */
import type { DraftBody, RevisionKind } from '../../../protocol/api-review.ts'
import { at, listAt, textAt } from '../body.ts'

export type PlaceId = { id: string; path: string; is: 'step' | 'ending'; kind: string; nth: number }
/** Steps, then endings, as they are written. */
export const placesOf = (body: DraftBody): PlaceId[] => [
  ...listAt(body, 'nodes').map((node, i): PlaceId => ({ id: textAt(node, 'id'), path: `nodes.${i}`, is: 'step', kind: '', nth: i + 1 })),
  ...listAt(body, 'endings').map((ending, i): PlaceId => ({ id: textAt(ending, 'id'), path: `endings.${i}`, is: 'ending', kind: textAt(ending, 'kind'), nth: i + 1 })),
]

/** Ids that nothing in the simulation has yet: `step-4`, `ending-2`. */
export function freePlace(body: DraftBody, stem: 'step' | 'ending'): string {
  const taken = new Set(placesOf(body).map(({ id }) => id))
  for (let n = listAt(body, stem === 'step' ? 'nodes' : 'endings').length + 1; ; n += 1) if (!taken.has(`${stem}-${n}`)) return `${stem}-${n}`
}

/** Every fact of a game, and of the guide's parts, that is no text and no list of ids, by its path, for telling versions apart. */
export function structureOf(kind: RevisionKind, body: DraftBody): [path: string, value: unknown][] {
  const of = (path: string, names: readonly string[]) => listAt(body, path).flatMap((_, i) => names.map((name): [string, unknown] => [`${path}.${i}.${name}`, at(body, `${path}.${i}.${name}`)]))
  if (kind === 'board') return [...of('squares', ['kind', 'move', 'to']), ...of('prompts', ['scam', 'move', 'channel', 'genuine'])]
  if (kind === 'guide') return of('sections', ['move'])
  if (kind !== 'simulation') return []
  return [
    ...of('nodes', ['id', 'channel', 'card.kind']), ...listAt(body, 'nodes').flatMap((_, i) => of(`nodes.${i}.choices`, ['to'])),
    ...of('endings', ['id', 'kind', 'move']), ...of('signs', ['node']),
  ]
}

export type Spot = PlaceId & { row: number; column: number; columns: number }
/** Where each place stands on the map: rows by how many choices lead there at most, columns in the order in which they are met. Ways to nowhere are left out. */
export function mapOf(body: DraftBody): { spots: Spot[]; ways: { from: Spot; to: Spot }[]; rows: number } {
  const places = placesOf(body)
  const leads = new Map(places.map(({ id, path }) => [id, listAt(body, `${path}.choices`).map((choice) => textAt(choice, 'to')).filter((to) => places.some((one) => one.id === to))]))
  const depth = new Map(places.map(({ id }, i) => [id, i === 0 ? 0 : -1]))
  // As often as there are places: on a round trip it would never end.
  for (let turn = 0; turn < places.length; turn += 1) {
    for (const [from, list] of leads) for (const to of list) if ((depth.get(from) ?? -1) >= 0) depth.set(to, Math.min(places.length, Math.max(depth.get(to) ?? -1, (depth.get(from) ?? 0) + 1)))
  }
  const ranks = [...new Set([...depth.values()])].sort((a, b) => a - b)
  // Whatever nothing leads to stands in a last row of its own.
  const rowOf = (id: string) => { const at = depth.get(id) ?? -1; return at < 0 ? ranks.filter((rank) => rank >= 0).length : ranks.filter((rank) => rank >= 0).indexOf(at) }
  const byRow = Map.groupBy(places, ({ id }) => rowOf(id))
  const spots = places.map((place): Spot => { const row = byRow.get(rowOf(place.id)) ?? []; return { ...place, row: rowOf(place.id), column: row.indexOf(place), columns: row.length } })
  const spot = (id: string) => spots.find((one) => one.id === id)
  const ways = [...leads].flatMap(([from, list]) => list.flatMap((to) => { const [a, b] = [spot(from), spot(to)]; return a && b ? [{ from: a, to: b }] : [] }))
  return { spots, ways, rows: Math.max(1, byRow.size) }
}
