/** What is named on the map, and what stands in the way of names. Pure; places in metres, results in pixels of the page. */
import { inside } from '../plan.ts'
import { extentOf } from './atlas.ts'
import type { Box } from './arrange.ts'
import type { Label } from './labels.ts'
import type { Building, MapDevice, MapZone, Point, Ring } from './types.ts'

type PageOf = (at: Point, ordinal: number) => [number, number]
/** Outlines of floors on the page. */
export type Floors = readonly { ordinal: number; ring: Ring }[]

export const floorsOf = ({ levels }: Pick<Building, 'levels'>, pageOf: PageOf): Floors => levels.map(({ ordinal, rings }) => ({ ordinal, ring: (rings[0] ?? []).map((at) => pageOf(at, ordinal)) }))
const above = (floors: Floors, ordinal: number): Ring[] => floors.filter((floor) => floor.ordinal > ordinal).map(({ ring }) => ring)

/**
 * Names of floors and zones, what matters most first: zones in alert, then which floor is which, then the others in the order of the map.
 * `anchors`: where a zone's name belongs. Of floors those that are shown; one alone has no name.
 */
export function namesOf({ zones, anchors, floors, levels, pageOf }: { zones: readonly MapZone[]; anchors: ReadonlyMap<string, Point>; floors: Floors; levels: readonly { ordinal: number; name: string }[]; pageOf: PageOf }): Label[] {
  const ofZone = ({ id, ordinal, outline, name, note, alerting }: MapZone): Label => {
    const [x, y] = pageOf(anchors.get(id) ?? [0, 0], ordinal)
    return { key: `zone ${id}`, text: name, note, className: alerting ? 'alerting' : '', x, y, area: outline.map((at) => pageOf(at, ordinal)), under: above(floors, ordinal), urgent: alerting }
  }
  const ofLevel = ({ ordinal, name }: { ordinal: number; name: string }): Label => {
    const [x, y] = floors.filter((floor) => floor.ordinal === ordinal).flatMap(({ ring }) => ring).toSorted((a, b) => a[0] - b[0])[0] ?? [0, 0]
    return { key: `level ${ordinal}`, text: name, note: '', className: 'level', x: Math.max(x, 40), y: y + 26, area: null, under: above(floors, ordinal), urgent: false }
  }
  return [...zones.filter(({ alerting }) => alerting).map(ofZone), ...(levels.length > 1 ? levels.map(ofLevel) : []), ...zones.filter(({ alerting }) => !alerting).map(ofZone)]
}

/** The marks that are seen, as boxes; `cell`: pixels of a mark's cell. One under a floor above is not seen. */
export function boxesOf(devices: readonly (Pick<MapDevice, 'role' | 'alerting' | 'ordinal'> & { at: readonly [number, number]; cell: number })[], floors: Floors): Box[] {
  return devices.filter(({ at, ordinal }) => !above(floors, ordinal).some((ring) => inside(at, ring))).map(({ at: [x, y], role, alerting, cell }) => {
    const { width, height } = extentOf(role, alerting)
    return { x, y, width: width * cell, height: height * cell }
  })
}
