import type { AlertStep } from '../../protocol/api-alerts.ts'
import type { DryRun } from '../../protocol/api.ts'
import { checkAlert } from '../../protocol/checks/template.ts'
import type { Glyphs } from '../../protocol/checks/words.ts'
import type { Site } from '../../protocol/venue.ts'
import type { Devices } from '../devices/service.ts'
import { besideOf, type BesideFacts } from './beside.ts'
import type { Content } from './ladder.ts'
import { devicesOf, zonesOf } from './targets.ts'

export type ReachFacts = { site: Site; devices: Pick<Devices, 'all' | 'held'>; glyphs: Glyphs; now: Temporal.Instant; liveOn: BesideFacts['liveOn'] }

/** Whom an alert reaches now, what speaks against it there, and how it gets on with what is live. Nothing is said to anybody. */
export function reachOf({ alert, target }: Content, release: AlertStep, { site, devices, glyphs, now, liveOn }: ReachFacts): DryRun {
  const kinds = new Map(site.zones.map((zone) => [zone.id, zone.kind]))
  const found = devicesOf(target, site.zones, [...devices.all()].map(({ record: { id, role }, zone }) => ({ id, role, zone })))
  const held = found.flatMap(({ device, zone }) => {
    const one = devices.held(device)
    return one ? [{ id: device, panel: one.record.panel, kind: kinds.get(zone ?? '') ?? null, isOnline: one.presence.state === 'online' }] : []
  })
  return {
    screens: found.length, online: held.filter(({ isOnline }) => isOnline).length, zones: zonesOf(target, site.zones), devices: found.map(({ device }) => device), release,
    findings: checkAlert(alert.info, { glyphs, panels: held }),
    beside: besideOf(alert, found, { timeZone: site.timeZone, now, liveOn }),
  }
}
