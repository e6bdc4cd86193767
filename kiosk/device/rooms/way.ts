import type { PlaceKind } from '../../../protocol/way/map.ts'
import type { Room } from './room.ts'

/** What is asked for in the list of destinations. Kinds with many places have a list of their own. */
export type WayKind = Exclude<PlaceKind, 'landmark'>
/** `kind`: whose list is open, `place`: where the way leads; both null: all kinds. */
export type WayPage = { name: 'way'; kind: WayKind | null; place: string | null; stepFree: boolean }
/** `to`: the nearest place of that kind, or one of its list, is wanted at once. */
export type WayOpen = { page: 'way'; place?: { id: string; kind: WayKind } }
export type WayInput = { do: 'way-kind'; kind: WayKind } | { do: 'way-to'; id: string; kind: WayKind } | { do: 'way-free'; on: boolean }

/** Where to? Then the way there. What the building is like is not known here: the page works it out. */
export const way: Room<WayPage, WayOpen, WayInput> = {
  open({ place }, { kit, say }) {
    if (!kit?.venue) return null
    const events = [say('page', { value: 'way' }), ...(place ? [say('way', { value: place.kind })] : [])]
    return { page: { name: 'way', kind: null, place: place?.id ?? null, stepFree: false }, events }
  },
  act(page, input, { say }) {
    switch (input.do) {
      case 'way-kind': return page.place === null ? { page: { ...page, kind: input.kind }, events: [] } : null
      case 'way-to': return page.place === null ? { page: { ...page, place: input.id }, events: [say('way', { value: input.kind })] } : null
      case 'way-free': return { page: { ...page, stepFree: input.on }, events: [] }
      default: return null
    }
  },
  back(page) {
    if (page.place !== null) return { ...page, place: null }
    return page.kind === null ? null : { ...page, kind: null }
  },
}
