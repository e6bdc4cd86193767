/** What one may ask the way to, the nearest first. Pure. */
import { placeKinds } from './map.ts'
import type { Place, PlaceKind, WayMap } from './map.ts'
import type { Refusal, Route, Ways } from './route.ts'
import { roundMetres } from './words.ts'

export type DestinationKind = Exclude<PlaceKind, 'landmark'>
/** The nearest of the places that have one name. `found` null: nobody knows from where. `seconds`: Infinity where there is no way. */
export type Destination = { place: Place; seconds: number; found: Route | Refusal | null }
export type Destinations = { kind: DestinationKind; all: Destination[] }

export const isRoute = (found: Destination['found']): found is Route => found !== null && 'legs' in found

/** Kinds with a number in their names stand in that order; the others by how near they are. */
const numbered: readonly PlaceKind[] = ['gate', 'belt', 'counter']
const byName = new Intl.Collator('en', { numeric: true })

/** Infinity less Infinity is no number. */
const sooner = (a: number, b: number): number => (a === b ? 0 : a - b)
const least = ({ all }: Destinations): number => Math.min(...all.map(({ seconds }) => seconds))

/**
 * Kinds of places, each name once, the nearest kind first; the anti-fraud desk before all others, what cannot be got to last. `ways` null:
 * the screen does not know where it stands.
 */
export function destinationsOf({ places }: Pick<WayMap, 'places'>, ways: Ways | null): Destinations[] {
  const seconds = (place: Place): number => ways?.seconds(place.id) ?? Infinity
  const kinds = placeKinds.filter((kind): kind is DestinationKind => kind !== 'landmark')
  const found = kinds.flatMap((kind) => {
    const names = Map.groupBy(places.filter((place) => place.kind === kind), ({ name }) => name['zh-CN'])
    const all = [...names.values()].flatMap((same) => {
      const [place] = same.toSorted((a, b) => seconds(a) - seconds(b))
      return place ? [{ place, seconds: seconds(place), found: ways?.to(place.id) ?? null }] : []
    }).toSorted((a, b) => ((numbered.includes(kind) ? 0 : sooner(a.seconds, b.seconds)) || byName.compare(a.place.name.en, b.place.name.en)))
    return all.length === 0 ? [] : [{ kind, all }]
  })
  const first = (kind: PlaceKind): number => (kind === 'desk' ? 0 : 1)
  return found.toSorted((a, b) => first(a.kind) - first(b.kind) || sooner(least(a), least(b)))
}

/** The one to say of a kind: the nearest that can be got to, else the first. */
export const nearestOf = ({ all }: Destinations): Destination | null => all.reduce<Destination | null>((best, next) => (best === null || next.seconds < best.seconds ? next : best), null)

/** Metres as a sign says them. */
export const metresOf = (found: Destination['found']): number | null => (isRoute(found) ? roundMetres(found.metres) : null)

/** Gates or belts in short: the first and the last of each letter, "C1–C20, D1–D8"; null for what has no numbers. */
export function spanOf({ all }: Destinations): string | null {
  const numbers = all.flatMap(({ place }) => /[A-Z]?\d+/.exec(place.name.en)?.[0] ?? [])
  if (numbers.length < 2) return null
  return [...Map.groupBy(numbers, (number) => number.replace(/\d/g, '')).values()].map((same) => (same.length > 1 ? `${same[0]}–${same.at(-1)}` : same[0])).join('  ')
}
