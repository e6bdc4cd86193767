import { existsSync, mkdtempSync, readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { RRuleTemporal } from 'rrule-temporal'
import { describe, expect, it } from 'vitest'
import { legibility } from '../../protocol/legible.ts'
import { AnxingError } from '../../protocol/errors.ts'
import { readLibrary } from '../../playlists/read.ts'
import { leavesOf } from '../../protocol/venue.ts'
import { NEUTRAL_ZONE, zoneKinds } from '../../protocol/words.ts'
import { venueFiles } from '../../site/make-venue.ts'
import { readSite } from '../../site/read.ts'

type Position = [number, number]
type Labels = { 'zh-CN': string; en: string }
type End = { id: string; feature_type: string }
/** What these tests read of a feature; which properties are there depends on its type. */
type Props = Record<string, unknown> & {
  category: string; restriction: string | null; name: Labels; ordinal: number; level_id: string; unit_ids: string[]
  display_point: { coordinates: Position }; origin: End; intermediary: End[] | null; destination: End
}
type Feature = { id: string; feature_type: string; geometry: { type: string; coordinates: unknown } | null; properties: Props }

function sure<T>(value: T | null | undefined): T {
  if (value == null) throw new Error('expected a value')
  return value
}

const folder = join(import.meta.dirname, '../../site')
const { site, schedule } = readSite()
const leaves = site.zones.filter((z) => z.kind !== null)

const json = <T>(file: string): T => JSON.parse(readFileSync(join(folder, file), 'utf8')) as T
const all: Feature[] = readdirSync(join(folder, 'venue')).filter((f) => f.endsWith('.geojson')).flatMap((f) => json<{ features: Feature[] }>(`venue/${f}`).features)
const of = (type: string) => all.filter((f) => f.feature_type === type)
const byId = new Map(all.map((f) => [f.id, f]))
const the = (id: string): Feature => sure(byId.get(id))

const degree = (6378137 * Math.PI) / 180
const metres = ([lon, lat]: Position): Position => [lon * degree, lat * degree]
/** A polygon's rings in metres, without the closing point. */
const rings = (f: Feature): Position[][] => closedRings(f).map((r) => r.slice(0, -1).map(metres))
const closedRings = (f: Feature) => sure(f.geometry).coordinates as Position[][]
const spot = (f: Feature) => metres(sure(f.geometry).coordinates as Position)
const edges = (ring: Position[]): [Position, Position][] => ring.map((p, i) => [p, ring[(i + 1) % ring.length] ?? p])
const area = (ring: Position[]) => edges(ring).reduce((sum, [[x1, y1], [x2, y2]]) => sum + x1 * y2 - x2 * y1, 0) / 2
const inside = ([x, y]: Position, shape: Position[][]) =>
  shape.flatMap(edges).filter(([[x1, y1], [x2, y2]]) => y1 > y !== y2 > y && x < ((x2 - x1) * (y - y1)) / (y2 - y1) + x1).length % 2 === 1
const offWall = ([x, y]: Position, shape: Position[][]) =>
  Math.min(...shape.flatMap(edges).map(([[x1, y1], [x2, y2]]) => {
    const [dx, dy] = [x2 - x1, y2 - y1]
    const t = Math.max(0, Math.min(1, ((x - x1) * dx + (y - y1) * dy) / (dx * dx + dy * dy)))
    return Math.hypot(x - x1 - t * dx, y - y1 - t * dy)
  }))

const CENTIMETRE = 0.01
const unitsOn = (level: string) => of('unit').filter((u) => u.properties.level_id === level).map((u) => ({ unit: u, shape: rings(u) }))
const named = (en: string) => of('unit').filter((u) => u.properties.name?.en === en)

describe('the plan', () => {
  it('has two floors and every kind of zone, several of them more than once', () => {
    expect(new Set(site.zones.map((z) => z.ordinal))).toEqual(new Set([0, 1]))
    const kinds = leaves.map((z) => z.kind)
    expect(new Set(kinds)).toEqual(new Set(zoneKinds))
    expect(kinds.filter((k) => k === 'gate')).toHaveLength(3)
    expect(kinds.filter((k) => k === 'checkin')).toHaveLength(2)
  })

  it('has a screen in every leaf zone, four robots of which one is between zones, two staff walls', () => {
    expect(site.devices.length).toBeGreaterThanOrEqual(28)
    expect(leaves.filter((z) => !site.devices.some((d) => d.zone === z.id))).toEqual([])
    const robots = site.devices.filter((d) => d.role === 'robot')
    expect([robots.length, robots.filter((r) => r.zone === null).length]).toEqual([4, 1])
    expect(site.devices.filter((d) => d.role === 'staff_wall')).toHaveLength(2)
  })

  it('has exactly one gate zone with exactly one wall, one kiosk and one robot', () => {
    const gates = leaves.filter((z) => z.kind === 'gate').map((z) => z.id)
    const roles = (zone: string) => site.devices.filter((d) => d.zone === zone).map((d) => d.role).toSorted().join()
    expect(gates.filter((g) => roles(g) === 'kiosk,robot,screen')).toEqual(['gates-c1-c8'])
  })

  it('puts every device inside its zone', () => {
    const stray = site.devices.filter((d) => d.zone && !inside(d.position, [sure(site.zones.find((z) => z.id === d.zone)).outline]))
    expect(stray.map((d) => d.id)).toEqual([])
  })

  it('keeps leaf zones of one floor apart', () => {
    const clashes = []
    for (let x = -159; x < 430; x += 2)
      for (let y = -9; y < 300; y += 2)
        for (const ordinal of [0, 1]) {
          const here = leaves.filter((z) => z.ordinal === ordinal && inside([x, y], [z.outline]))
          if (here.length > 1) clashes.push([x, y, ...here.map((z) => z.id)])
        }
    expect(clashes).toEqual([])
  })

  it('gives each way to the desk in metres that agree with the desk nearest by', () => {
    const desks = of('amenity').filter((a) => a.properties.name.en === 'Anti-fraud desk').map((a) => {
      const room = the(sure(a.properties.unit_ids[0]))
      return { at: spot(a), ordinal: the(room.properties.level_id).properties.ordinal }
    })
    expect(desks).toHaveLength(4)
    for (const d of site.devices) {
      const said = d.deskWay?.en.match(/^(\d+) m /)
      const ordinal = site.zones.find((z) => z.id === d.zone)?.ordinal
      const distances = desks.filter((k) => k.ordinal === ordinal).map((k) => Math.hypot(k.at[0] - d.position[0], k.at[1] - d.position[1]))
      if (said) {
        expect(Math.min(...distances.map((m) => Math.abs(m - Number(said[1])))), d.id).toBeLessThanOrEqual(5)
        expect(d.deskWay?.['zh-CN'], d.id).toContain(`${said[1]} 米`)
      }
      if (d.deskWay === null) expect(Math.min(...distances), d.id).toBeLessThan(8)
    }
  })

  it('has panels of sizes that are made and text that can be read from where people stand', () => {
    for (const { id, panel } of site.devices) {
      const inches = Math.hypot(panel.widthPx, panel.heightPx) * panel.pitchMm / 25.4
      expect(inches, id).toBeGreaterThan(9)
      // Walls of LED tiles have any size; the widest here is a ribbon of 11.5 m.
      expect(inches, id).toBeLessThan(480)
      // A headline needs 12.2 mm per metre; fourteen characters of it must fit in two lines.
      expect((12.2 * panel.viewingMetres * 7) / panel.pitchMm, id).toBeLessThan(panel.widthPx)
      expect({ id, ...legibility(panel) }).toMatchObject({ id, readable: true })
    }
  })
})

describe('the schedule', () => {
  const daily = schedule.filter((e) => e.level === 'default' && e.rrule === 'FREQ=DAILY' && e.from === e.until && e.exceptDays.length === 0)

  it('leaves no zone without content at any time', () => {
    const covered = new Set(daily.flatMap((e) => leavesOf(site.zones, e.zones.filter((z) => z !== NEUTRAL_ZONE))))
    expect(leaves.filter((z) => !covered.has(z.id)).map((z) => z.id)).toEqual([])
    expect(daily.find((e) => e.zones.includes(NEUTRAL_ZONE))?.playlist).toBe('neutral')
  })

  it('differs by level, day and time, with a night that crosses midnight', () => {
    expect(new Set(schedule.map((e) => e.level))).toEqual(new Set(['default', 'scheduled', 'event']))
    expect(schedule.some((e) => e.level === 'scheduled' && e.until < e.from)).toBe(true)
    expect(schedule.some((e) => e.rrule?.startsWith('FREQ=WEEKLY'))).toBe(true)
    expect(schedule.some((e) => e.level === 'event' && e.rrule?.startsWith('FREQ=MONTHLY'))).toBe(true)
  })

  it('has recurrences that come about, the right number of days a year', () => {
    const from = Temporal.ZonedDateTime.from('2026-01-01T00:00[Asia/Shanghai]')
    const days = (rrule: string) =>
      new RRuleTemporal({ rruleString: rrule, dtstart: from, tzid: site.timeZone }).between(from, from.add({ years: 1 }).subtract({ seconds: 1 }), true).length
    const seen = new Map(schedule.map((e) => [e.rrule, e.rrule ? days(e.rrule) : 0]))
    expect(Object.fromEntries(seen)).toEqual({
      'FREQ=DAILY': 365, 'FREQ=WEEKLY;BYDAY=MO': 52, 'FREQ=WEEKLY;BYDAY=TU': 52, 'FREQ=WEEKLY;BYDAY=WE': 52, 'FREQ=WEEKLY;BYDAY=TH': 53,
      'FREQ=WEEKLY;BYDAY=FR': 52, 'FREQ=WEEKLY;BYDAY=SU': 52, 'FREQ=WEEKLY;BYDAY=SA,SU': 104, 'FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR': 261,
      'FREQ=DAILY;BYMONTH=6,7,8': 92, 'FREQ=DAILY;BYMONTH=1,2': 59, 'FREQ=MONTHLY;BYDAY=1WE': 12, 'FREQ=MONTHLY;BYMONTHDAY=15': 12,
    })
  })

  it('names only playlists that are shipped', () => {
    const file = join(folder, '../playlists/playlists.json')
    expect(existsSync(file), file).toBe(true)
    const shipped = new Set(json<{ id: string }[]>('../playlists/playlists.json').map((p) => p.id))
    expect(schedule.filter((e) => !shipped.has(e.playlist)).map((e) => e.id)).toEqual([])
  })
})

describe('readSite on bad data', () => {
  /** A copy of the site where one value has been put in. */
  function spoilt(file: string, path: string, value: unknown): string {
    const bad = mkdtempSync(join(tmpdir(), 'anxing-site-'))
    for (const [name, data] of [['site.json', structuredClone(site)], ['schedule.json', structuredClone(schedule)]] as const) {
      const keys = path.split('.')
      const last = sure(keys.pop())
      const holder = name === file ? keys.reduce((at: unknown, key) => Reflect.get(at as object, key), data) : {}
      Reflect.set(holder as object, last, value)
      writeFileSync(join(bad, name), JSON.stringify(data))
    }
    return bad
  }
  it.each([
    ['a wrong type', 'site/schema', 'site.json', 'devices.3.volume', 'loud'],
    ['an unknown parent', 'site/mismatch', 'site.json', 'zones.2.parent', 'nowhere'],
    ['a cycle', 'site/mismatch', 'site.json', 'zones.0.parent', 'landside'],
    ['a leaf without a kind', 'site/mismatch', 'site.json', 'zones.2.kind', null],
    ['an inner zone with a kind', 'site/mismatch', 'site.json', 'zones.1.kind', 'gate'],
    ['a reserved zone', 'site/mismatch', 'site.json', 'zones.2.id', 'neutral'],
    ['a zone twice', 'site/mismatch', 'site.json', 'zones.3.id', 'hall-a'],
    ['a device in an inner zone', 'site/mismatch', 'site.json', 'devices.0.zone', 'landside'],
    ['a wall without a zone', 'site/mismatch', 'site.json', 'devices.0.zone', null],
    ['a device twice', 'site/mismatch', 'site.json', 'devices.1.id', 'wall-hall-1'],
    ['a schedule zone that is not there', 'site/mismatch', 'schedule.json', '0.zones.0', 'hall-z'],
    ['a schedule entry twice', 'site/mismatch', 'schedule.json', '1.id', 'default-hall'],
  ])('refuses %s', (_, code, file, path, value) => {
    const bad = spoilt(file, path, value)
    expect(() => readSite(bad)).toThrow(AnxingError)
    expect(() => readSite(bad)).toThrow(expect.objectContaining({ code, path, message: expect.stringContaining(file) }))
  })
  it('names the file it cannot read', () => {
    expect(() => readSite('/nowhere')).toThrow(/\/nowhere\/site\.json cannot be read/)
  })
})

describe('the IMDF archive', () => {
  it('is what the script makes of the plan today', () => {
    const files = venueFiles()
    expect(readdirSync(join(folder, 'venue')).map((f) => `venue/${f}`).toSorted()).toEqual([...files.keys()].filter((f) => f.startsWith('venue/')).toSorted())
    for (const [path, text] of files) expect(readFileSync(join(folder, path), 'utf8') === text, `${path} is stale: run node site/make-venue.ts`).toBe(true)
  })

  it('has a manifest and unique UUIDs', () => {
    expect(json('venue/manifest.json')).toMatchObject({ version: '1.0.0', language: 'zh-CN' })
    expect(byId.size).toBe(all.length)
    for (const { id } of all) expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
  })

  it('refers only to features that are there, of the right type', () => {
    const refers: Record<string, string> = {
      level_id: 'level', level_ids: 'level', unit_id: 'unit', unit_ids: 'unit', building_ids: 'building', address_id: 'address', anchor_id: 'anchor',
    }
    const broken = all.flatMap((f) => {
      const byKey = Object.entries(f.properties).flatMap(([key, value]) => {
        const type = key === 'parents' ? f.feature_type : refers[key]
        return type && value !== null ? ([value].flat() as string[]).map((id): End => ({ id, feature_type: type })) : []
      })
      const ends = f.feature_type === 'relationship' ? [f.properties.origin, ...(f.properties.intermediary ?? []), f.properties.destination] : []
      return [...byKey, ...ends].filter((e) => byId.get(e.id)?.feature_type !== e.feature_type).map((e) => `${f.feature_type} ${f.id} -> ${e.feature_type} ${e.id}`)
    })
    expect(broken).toEqual([])
    for (const unit of of('unit')) expect(byId.has(unit.properties.level_id)).toBe(true)
  })

  it('closes its polygons, outlines anticlockwise and holes clockwise (RFC 7946, 3.1.6)', () => {
    for (const f of all.filter((a) => a.geometry?.type === 'Polygon')) {
      for (const ring of closedRings(f)) expect(ring.at(-1)).toEqual(ring[0])
      for (const [i, ring] of rings(f).entries()) expect(area(ring) > 0, `${f.feature_type} ${f.id}`).toBe(i === 0)
    }
  })

  it('labels in Chinese and English, with a point inside to write the name at', () => {
    for (const f of all) {
      for (const key of ['name', 'alt_name', 'short_name'])
        if (f.properties[key]) expect(f.properties[key], f.id).toEqual({ 'zh-CN': expect.stringMatching(/./), en: expect.stringMatching(/./) })
      if (['unit', 'section', 'level'].includes(f.feature_type)) {
        expect(f.properties.name, f.id).not.toBeNull()
        expect(inside(metres(f.properties.display_point.coordinates), rings(f)), f.id).toBe(true)
      }
    }
  })

  it('covers each floor with units, exactly once', () => {
    for (const level of of('level')) {
      const units = unitsOn(level.id)
      const [floor, covered] = [rings(level), units.reduce((sum, { shape }) => sum + shape.reduce((s, r) => s + area(r), 0), 0)]
      expect(covered).toBeCloseTo(area(sure(floor[0])), 0)
      const wrong = []
      for (let x = -160.3; x < 430; x += 1.9)
        for (let y = -9.3; y < 300; y += 1.9)
          if (units.filter(({ shape }) => inside([x, y], shape)).length !== Number(inside([x, y], floor))) wrong.push([x, y])
      expect(wrong, level.properties.name.en).toEqual([])
    }
  })

  it('keeps furniture on its floor', () => {
    const outlines = new Map(of('level').map((l) => [l.id, rings(l)]))
    const off = of('fixture').filter((f) => !sure(rings(f)[0]).every((p) => inside(p, sure(outlines.get(f.properties.level_id)))))
    expect(off.map((f) => f.properties.name?.en ?? f.id)).toEqual([])
  })

  /** Units joined by each opening: those on whose walls its midpoint lies. */
  const joins = of('opening').map((o) => {
    const [a, b] = (sure(o.geometry).coordinates as Position[]).map(metres) as [Position, Position]
    const middle: Position = [(a[0] + b[0]) / 2, (a[1] + b[1]) / 2]
    const near = unitsOn(o.properties.level_id).filter(({ shape }) => [a, middle, b].every((p) => offWall(p, shape) < CENTIMETRE))
    const outside = offWall(middle, rings(the(o.properties.level_id))) < CENTIMETRE
    return { opening: o, units: near.map((n) => n.unit.id), outside }
  })

  it('has each opening in a wall between two units, or between one unit and the outside', () => {
    const odd = joins.filter(({ units, outside }) => units.length !== (outside ? 1 : 2))
    expect(odd.map(({ opening, units }) => `${opening.id} joins ${units.length}`)).toEqual([])
  })

  const reachable = (doors: typeof joins) => {
    const [start] = named('Departures hall')
    const steps = [...doors.map((d) => d.units), ...of('relationship').map((r) => [r.properties.origin.id, r.properties.destination.id])]
    const seen = new Set([sure(start).id])
    for (let size = 0; size !== seen.size; ) {
      size = seen.size
      for (const ends of steps) if (ends.some((e) => seen.has(e))) for (const e of ends) seen.add(e)
    }
    return seen
  }

  it('lets passengers walk from the landside hall to every public unit, by public doors alone', () => {
    const seen = reachable(joins.filter((j) => j.opening.properties.category !== 'service'))
    const cut = of('unit').filter((u) => u.properties.restriction === null && !seen.has(u.id))
    expect(cut.map((u) => u.properties.name.en)).toEqual([])
    const leaked = of('unit').filter((u) => u.properties.restriction !== null && seen.has(u.id))
    expect(leaked.map((u) => u.properties.name.en)).toEqual([])
  })

  it('lets staff reach every unit', () => {
    const seen = reachable(joins)
    expect(of('unit').filter((u) => !seen.has(u.id)).map((u) => u.properties.name.en)).toEqual([])
  })

  it('joins the floors by lifts, escalators and stairs that stand one above the other', () => {
    expect(new Set(of('relationship').map((r) => r.properties.category))).toEqual(new Set(['elevator', 'escalator', 'stairs', 'traversal']))
    for (const { properties: { category, origin, destination } } of of('relationship').filter((r) => r.properties.category !== 'traversal')) {
      const [low, high] = [the(origin.id), the(destination.id)]
      expect([low.properties.category, high.properties.category]).toEqual([category, category])
      expect(low.geometry).toEqual(high.geometry)
      expect(low.properties.level_id).not.toBe(high.properties.level_id)
    }
  })

  it('says of each door that is passed one way alone from which room to which, and both are beside it', () => {
    const oneWay = of('relationship').filter((r) => r.properties.category === 'traversal')
    expect(oneWay.length).toBe(16)
    for (const { properties: { direction, origin, intermediary, destination } } of oneWay) {
      expect(direction).toBe('directed')
      expect(joins.find((j) => j.opening.id === intermediary?.[0]?.id)?.units.toSorted()).toEqual([origin.id, destination.id].toSorted())
    }
  })

  it('has the gates that the site speaks of, each in the unit of that gate', () => {
    const gates = of('amenity').filter((a) => a.properties.category.startsWith('boardinggate')).map((a) => a.properties.name.en)
    const wanted = [...Array.from({ length: 20 }, (_, i) => `C${i + 1}`), ...Array.from({ length: 8 }, (_, i) => `D${i + 1}`)]
    expect(gates.toSorted()).toEqual(wanted.toSorted())
    for (const a of of('amenity')) {
      const room = the(sure(a.properties.unit_ids[0]))
      expect(inside(spot(a), rings(room)), a.properties.name.en).toBe(true)
    }
  })

  it('has a feature for every zone and every standing device, with the same outline and place', () => {
    const links = json<Record<'zones' | 'devices', Record<string, string>>>('venue-links.json')
    for (const zone of site.zones) {
      const drawn = the(sure(links.zones[zone.id]))
      expect(drawn.feature_type).toBe(zone.kind === null ? 'geofence' : 'section')
      expect(drawn.properties.name).toEqual(zone.name)
      expect(sure(rings(drawn)[0]).map(([x, y]) => [Math.round(x), Math.round(y)])).toEqual(zone.outline)
    }
    expect(Object.keys(links.devices).toSorted()).toEqual(site.devices.filter((d) => d.role !== 'robot').map((d) => d.id).toSorted())
    for (const device of site.devices.filter((d) => d.role !== 'robot')) {
      const [x, y] = metres(the(sure(links.devices[device.id])).properties.display_point.coordinates)
      expect(Math.hypot(x - device.position[0], y - device.position[1]), device.id).toBeLessThan(CENTIMETRE)
    }
  })
})

describe('check-in points', () => {
  it('have a genuine contact among the questions of every playlist of their zone, so that no exercise teaches suspicion alone', () => {
    const { site, schedule } = readSite()
    const { playlists, items } = readLibrary()
    const genuine = new Set(items.filter((item) => item.kind === 'quiz' && item.genuine).map((item) => item.id))
    const quizzes = new Set(items.filter((item) => item.kind === 'quiz').map((item) => item.id))
    const zones = new Set(site.devices.filter((d) => d.role === 'kiosk' && d.zone !== null).map((d) => d.zone ?? ''))
    for (const entry of schedule.filter((e) => e.level === 'default' && leavesOf(site.zones, e.zones.filter((z) => z !== 'neutral')).some((z) => zones.has(z)))) {
      const list = playlists.find((p) => p.id === entry.playlist)?.items ?? []
      if (list.some((id) => quizzes.has(id))) expect(list.some((id) => genuine.has(id)), entry.playlist).toBe(true)
    }
  })
})
