/**
 * Writes the demo airport's IMDF archive (`venue/`) and the table that ties our zone and device ids to its features
 * (`venue-links.json`). Rooms, doors and furniture are described in `make/`; zones and screens come from `site.json`.
 * The same input gives the same bytes. Run: `node site/make-venue.ts`
 */
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { DeviceRecord, Zone } from '../protocol/venue.ts'
import type { ZoneKind } from '../protocol/words.ts'
import { arrivals } from './make/arrivals.ts'
import { arrivalsCore, busCore, intlCore, landsideCore } from './make/cores.ts'
import { departures } from './make/departures.ts'
import { labelPoint, rect, uuid } from './make/geometry.ts'
import { amenityId, feature, floorFeatures, kiosk, labels, levelId, point, polygon, relationship, screen, type Feature } from './make/imdf.ts'
import { coreLinks, type Floor, type Label } from './make/plan.ts'
import { readSite } from './read.ts'

const here = import.meta.dirname
const floors = [arrivals(), departures()]
const { site } = readSite(here)
const buildingId = uuid('building/terminal')
const airport: Label = ['安行示范机场', 'Anxing Demonstration Airport']
const grounds = rect(-190, -40, 464, 330)

function floorOf(ordinal: number): Floor {
  const floor = floors.find((f) => f.ordinal === ordinal)
  if (!floor) throw new RangeError(`no floor has ordinal ${ordinal}`)
  return floor
}

/** Sections have no category for every kind of ours; these are the nearest. */
const sectionOf: Record<ZoneKind, string> = {
  landside_hall: 'presecurity', checkin: 'checkin', id_desk: 'servicearea', security_queue: 'security', airside_seats: 'seating',
  gate: 'gatearea', intl_checkin: 'checkin', intl_gate: 'gatearea', baggage: 'baggageclaim', arrivals: 'presecurity',
  taxi: 'servicearea', atm_shop: 'concessions', staff_corridor: 'private',
}
const geofenceOf: Record<string, string> = {
  terminal: 'terminal', landside: 'presecurity', airside: 'postsecurity', 'airside-gates': 'concourse', international: 'concourse',
}

/** A leaf zone is a section of its level, an inner one a geofence. */
function zoneFeature(zone: Zone): Feature {
  const level = levelId(floorOf(zone.ordinal))
  const shared = { name: labels([zone.name['zh-CN'], zone.name.en]), alt_name: null, correlation_id: null, display_point: point(labelPoint([zone.outline])) }
  if (zone.kind === null)
    return feature('geofence', zone.id, polygon([zone.outline]), {
      category: geofenceOf[zone.id] ?? 'geofence', restriction: null, ...shared, building_ids: [buildingId],
      level_ids: zone.id === 'terminal' ? floors.map(levelId) : [level], parents: zone.parent ? [uuid(`geofence/${zone.parent}`)] : null,
    })
  return feature('section', zone.id, polygon([zone.outline]), {
    category: sectionOf[zone.kind], restriction: zone.kind === 'staff_corridor' ? 'employeesonly' : null, accessibility: null, ...shared,
    level_id: level, address_id: null, parents: null,
  })
}

const ordinals = new Map(site.zones.map((z) => [z.id, z.ordinal]))
/** Robots move, so the venue has only what stands still. */
function deviceFeatures(device: DeviceRecord): Feature[] {
  const { id, role, zone, position, panel } = device
  if (role === 'robot' || zone === null) return []
  const floor = floorOf(ordinals.get(zone) ?? NaN)
  const label: Label = [device.name['zh-CN'], device.name.en]
  return role === 'kiosk' ? kiosk(floor, id, position, label) : screen(floor, id, position, (panel.widthPx * panel.pitchMm) / 1000, label)
}

const links = [
  ...coreLinks(landsideCore, 'arrivals', 'departures'), ...coreLinks(arrivalsCore, 'arrivals', 'departures'),
  ...coreLinks(busCore, 'arrivals', 'departures'), ...coreLinks(intlCore, 'arrivals', 'departures'),
]

const features: Feature[] = [
  feature('address', 'terminal', null, {
    // ZZ is a user-assigned ISO 3166 code: no real country is named.
    address: '安行路 1 号', unit: null, locality: '安行', province: null, country: 'ZZ', postal_code: null, postal_code_ext: null, postal_code_vanity: null,
  }),
  feature('venue', 'airport', polygon([grounds]), {
    category: 'airport.intl', restriction: null, name: labels(airport), alt_name: labels(['ZZA', 'ZZA']), hours: '24/7', phone: null, website: null,
    display_point: point([92, 60]), address_id: uuid('address/terminal'),
  }),
  feature('building', 'terminal', null, {
    category: 'unspecified', restriction: null, name: labels(['航站楼', 'Terminal']), alt_name: null, display_point: point([92, 60]),
    address_id: uuid('address/terminal'),
  }),
  ...floors.map((f) => feature('footprint', f.key, polygon([f.outline]), {
    category: f.ordinal === 0 ? 'ground' : 'aerial', name: labels(f.label), building_ids: [buildingId],
  })),
  ...floors.flatMap((f) => floorFeatures(f, buildingId)),
  ...links.map(relationship),
  ...site.zones.map(zoneFeature),
  ...site.devices.flatMap(deviceFeatures),
]

/** Places that IMDF has no category for, by what they are to a passenger: the ids of their amenities. */
const places = {
  desk: ['departures/anti-fraud', 'departures/airside-anti-fraud', 'departures/intl-anti-fraud', 'arrivals/anti-fraud'].map(amenityId),
  id_desk: ['departures/id-service'].map(amenityId),
}

const lines = (list: readonly unknown[]): string => list.map((item) => JSON.stringify(item)).join(',\n')
const pretty = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`

/** Every file by its path under `site/`. */
export function venueFiles(): Map<string, string> {
  const files = new Map<string, string>()
  for (const [type, group] of Map.groupBy(features, (f) => f.feature_type))
    files.set(`venue/${type}.geojson`, `{"type":"FeatureCollection","name":"${type}","features":[\n${lines(group)}\n]}\n`)
  files.set('venue/manifest.json', pretty({
    version: '1.0.0', created: '2026-01-01T00:00:00Z', generated_by: 'anxing site/make-venue.ts', language: 'zh-CN', extensions: null,
  }))
  const zones = site.zones.map((z) => [z.id, zoneFeature(z).id])
  const devices = site.devices.flatMap((d) => deviceFeatures(d).filter((f) => f.feature_type !== 'anchor').map((f) => [d.id, f.id]))
  return files.set('venue-links.json', pretty({ zones: Object.fromEntries(zones), devices: Object.fromEntries(devices), places }))
}

if (import.meta.main) {
  mkdirSync(join(here, 'venue'), { recursive: true })
  for (const [path, text] of venueFiles()) writeFileSync(join(here, path), text)
}
