import type { Desired, SiteKey } from '../../protocol/device.ts'
import type { DeviceRecord, Site } from '../../protocol/venue.ts'
import { voiceIn } from './voice.ts'

export type DesiredFacts = { record: DeviceRecord; zone: string | null; publicAddress: boolean }
/** What other parts of the house let a screen know. */
export type Told = Pick<Desired, 'desk' | 'wordCode' | 'kit' | 'call' | 'wall'>

/** What the controller wants a device to be. A robot that has moved is where its zone is, between zones in the terminal; a wall stays where it hangs. */
export function desiredOf({ record, zone, publicAddress }: DesiredFacts, site: Site, keys: readonly SiteKey[], told: Told = {}): Desired {
  const moved = record.role === 'robot' && zone !== record.zone
  return {
    role: record.role,
    zone,
    zoneKind: site.zones.find(({ id }) => id === zone)?.kind ?? null,
    place: (moved ? site.zones.find((z) => (zone === null ? z.parent === null : z.id === zone))?.name : undefined) ?? record.place,
    deskWay: record.deskWay,
    languages: record.languages,
    volume: record.volume,
    quietHours: site.quietHours,
    ...voiceIn(site, zone),
    publicAddress,
    timeZone: site.timeZone,
    ...told,
    keys: [...keys],
  }
}
