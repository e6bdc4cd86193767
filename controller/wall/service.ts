import type { AlertView } from '../../protocol/api.ts'
import type { Desired, WallAlert } from '../../protocol/device.ts'
import type { Site } from '../../protocol/venue.ts'
import type { Role } from '../../protocol/words.ts'
import type { Changes } from '../changes.ts'
import type { Clock } from '../clock.ts'
import type { Log } from '../log.ts'
import { wallAlerts } from './alerts.ts'

export type WallDeps = {
  site: Site
  clock: Clock
  log: Log
  changes: Changes
  list(): Promise<AlertView[]>
  /** What a wall mints its codes with. */
  key(wall: string): string
  /** Staff walls have to learn something new. */
  told(): Promise<void>
}

/** What staff walls are told: today's alerts of the whole site, and what they mint their codes with. */
export function createWall({ site, clock, log, changes, list, key, told }: WallDeps) {
  let alerts: WallAlert[] = []
  let stopListening: (() => void) | null = null
  let reading: Promise<void> = Promise.resolve()

  async function read(): Promise<boolean> {
    const next = wallAlerts(await list(), site, clock.now())
    const isSame = JSON.stringify(next) === JSON.stringify(alerts)
    alerts = next
    return !isSame
  }
  function reread(): void {
    reading = reading.then(async () => {
      if (await read()) await told()
    }).catch((error: unknown) => log.warn({ err: error }, 'Staff walls could not be told of today\'s alerts; the next change tells them.'))
  }

  return {
    async start(): Promise<void> {
      if (await read()) await told()
      stopListening ??= changes.on(({ kind }) => { if (kind === 'alert') reread() })
    },
    async stop(): Promise<void> {
      stopListening?.()
      stopListening = null
      await reading
    },
    toldTo: ({ id, role }: { id: string; role: Role }): Pick<Desired, 'wall'> => (role === 'staff_wall' ? { wall: { key: key(id), alerts } } : {}),
  }
}
