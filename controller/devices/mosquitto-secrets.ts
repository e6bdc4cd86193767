import { mkdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { passwordLine, writeMosquittoFiles } from '../broker/mosquitto.ts'
import type { Log } from '../log.ts'

export type MosquittoSecretsDeps = {
  /** Where `acl` and `passwords` go; Mosquitto's configuration names them. */
  folder: string
  site: string
  /** The controller's own name and secret at the broker, from ANXING_MQTT_URL; null where it has none. */
  controller: { name: string; password: string } | null
  log: Log
}

const nameOf = (line: string) => line.slice(0, line.indexOf(':'))

/**
 * The files by which Mosquitto knows the screens that were paired here. Only a hash is kept, so a line is written when a
 * screen is paired, the one moment its secret is known. Mosquitto takes the files up on SIGHUP.
 */
export function createMosquittoSecrets({ folder, site, controller, log }: MosquittoSecretsDeps) {
  const lines = new Map<string, string>()
  let writing: Promise<void> = Promise.resolve()

  function write(): Promise<void> {
    const run = writing.then(() => writeMosquittoFiles({ folder, site, controllers: controller ? [controller.name] : [], lines: [...lines.values()] }))
    writing = run.catch(() => undefined)
    return run
  }

  return {
    async start(): Promise<void> {
      mkdirSync(folder, { recursive: true })
      try {
        for (const line of readFileSync(join(folder, 'passwords'), 'utf8').split('\n')) if (line.includes(':')) lines.set(nameOf(line), line)
      } catch {
        log.info({ folder }, 'Mosquitto\'s files are written here for the first time.')
      }
      if (controller) lines.set(controller.name, await passwordLine(controller.name, controller.password))
      await write()
    },
    async put(device: string, secret: string): Promise<void> {
      lines.set(device, await passwordLine(device, secret))
      await write()
      log.info({ device, folder }, 'Mosquitto\'s password file has changed: send it SIGHUP.')
    },
  }
}
