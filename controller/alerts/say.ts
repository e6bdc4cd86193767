import { topics } from '../../protocol/topics.ts'
import type { AlertSet } from '../../protocol/alert.ts'
import type { Zone } from '../../protocol/venue.ts'
import { NEUTRAL_ZONE } from '../../protocol/words.ts'
import type { Facts } from '../facts/service.ts'
import type { Log } from '../log.ts'
import { alertSets, changedSets, type InForce } from './sets.ts'

export type SayDeps = { facts: Pick<Facts, 'publish'>; zones: readonly Zone[]; live(): readonly InForce[]; log: Log }

/** The sets as every zone and device was told them, and the telling. */
export function createSaid({ facts, zones, live, log }: SayDeps) {
  const said = { zones: new Map<string, AlertSet>(), devices: new Map<string, AlertSet>() }
  const toldDevices = new Set<string>()
  let unsaid: string | null = null

  return {
    /** What could not be said, and why; null where all is said. */
    get unsaid() { return unsaid },
    /** These have a set of their own from now on, even if it is empty. */
    tellAlso(devices: readonly string[]): void {
      for (const device of devices) toldDevices.add(device)
    },
    /** Publishes the sets that differ from what was said. What fails is tried again by the next tick. Resolves once the broker has it. */
    async publish(): Promise<void> {
      const sets = alertSets(live(), zones, toldDevices)
      unsaid = null
      const publishTo = (map: Map<string, AlertSet>, topic: typeof topics.zoneAlerts | typeof topics.deviceAlerts) => (key: string, set: AlertSet) => {
        map.set(key, set)
        return facts.publish(topic, key, set).then(({ sent }) => sent).catch((error: unknown) => {
          map.delete(key)
          unsaid = error instanceof Error ? error.message : String(error)
          log.error({ err: error, key }, 'An alert set could not be published; it is tried again.')
        })
      }
      const zone = publishTo(said.zones, topics.zoneAlerts)
      const device = publishTo(said.devices, topics.deviceAlerts)
      await Promise.all([
        ...changedSets(said.zones, sets.zones).map(([key, set]) => zone(key, set)),
        ...changedSets(said.devices, sets.devices).map(([key, set]) => device(key, set)),
      ])
    },
    /** What reaches a device now: its zone's set, and its own. */
    of: (device: string, zone: string | null) => ({ zone: said.zones.get(zone ?? NEUTRAL_ZONE), own: said.devices.get(device) }),
  }
}
