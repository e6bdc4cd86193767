import type { DeviceWrite } from '../../protocol/api.ts'
import { accepted, refused, type Outcome } from '../../protocol/errors.ts'
import type { DeviceRecord, Site } from '../../protocol/venue.ts'

/** Whether a device may be changed so: a zone must be a leaf of the site, and only a robot may be between zones. */
export function acceptDeviceWrite(write: DeviceWrite, record: DeviceRecord, { zones }: Pick<Site, 'zones'>): Outcome<DeviceWrite> {
  if (write.zone === null && record.role !== 'robot') return refused('device/needs-zone', 'Only a robot may be between zones. Name a zone.', 'zone')
  if (write.heading != null && record.role !== 'robot') return refused('device/not-a-robot', 'Only a robot goes anywhere.', 'heading')
  if (write.zone != null) {
    const zone = zones.find((z) => z.id === write.zone)
    if (!zone) return refused('device/unknown-zone', `There is no zone "${write.zone}".`, 'zone')
    if (zone.kind === null) return refused('device/inner-zone', `"${write.zone}" only gathers other zones. Name one of those.`, 'zone')
  }
  return accepted(write)
}
