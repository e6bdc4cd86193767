import type { Text } from '../../protocol/basics.ts'
import type { Desired, SiteKey } from '../../protocol/device.ts'
import type { DeviceRecord, Site } from '../../protocol/venue.ts'
import { voiceIn } from './voice.ts'

export type DesiredFacts = { record: DeviceRecord; zone: string | null; publicAddress: boolean; /** Degrees to the right of where its screen looks; null: unknown. */ heading?: number | null }
/** What other parts of the house let a screen know. */
export type Told = Pick<Desired, 'desk' | 'wordCode' | 'kit' | 'call' | 'wall'>

/** Words for where a device is. A robot that has moved is where its zone is, between zones in the terminal; a wall stays where it hangs. */
export function placeOf({ record, zone }: Pick<DesiredFacts, 'record' | 'zone'>, site: Pick<Site, 'zones'>): Text {
  const moved = record.role === 'robot' && zone !== record.zone
  return (moved ? site.zones.find((z) => (zone === null ? z.parent === null : z.id === zone))?.name : undefined) ?? record.place
}

/** What the controller wants a device to be. */
export function desiredOf({ record, zone, publicAddress, heading = null }: DesiredFacts, site: Site, keys: readonly SiteKey[], told: Told = {}): Desired {
  return {
    role: record.role,
    zone,
    zoneKind: site.zones.find(({ id }) => id === zone)?.kind ?? null,
    ...(heading === null ? {} : { heading }),
    place: placeOf({ record, zone }, site),
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
