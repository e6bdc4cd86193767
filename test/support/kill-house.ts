import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { OutboxStore } from '../../kiosk/device/ports.ts'
import { createSimulatedDevice, type SimulatedDevice } from '../../kiosk/device/simulate.ts'
import { createMemoryStore } from '../../kiosk/device/store-memory.ts'
import { aclFile } from '../../controller/broker/mosquitto.ts'
import { hashSecret, newSecret } from '../../controller/devices/secrets.ts'
import { openStore } from '../../controller/store/store.ts'
import type { Credentials } from '../../protocol/api-pairing.ts'
import { spawnController } from './controller.ts'
import { pairDemo } from './credentials.ts'
import { makeSite, writeSite } from './made-site.ts'
import { startMosquitto, type Mosquitto } from './mosquitto.ts'
import { freePorts } from './ports.ts'

/** Something that can be killed and started again at the same place. */
type Restartable = { kill9(): Promise<void>; restart(): Promise<void> }

export type House = {
  devices: SimulatedDevice[]
  /** How many events each device has durably in its outbox or beyond, by its id. */
  written: Map<string, number>
  answers: number
  controller: Restartable
  mosquitto: Mosquitto | null
  storeOptions: { folder: string; url?: string }
  stop(): Promise<void>
}

const CONTROLLER = 'controller'

/** Devices that are known to the store, and their secrets, before any controller has started. */
export async function seedDevices(storeOptions: House['storeOptions'], made: ReturnType<typeof makeSite>): Promise<Map<string, string>> {
  const store = await openStore({ folder: storeOptions.folder, url: storeOptions.url })
  const secrets = new Map(made.site.devices.map((d) => [d.id, newSecret()]))
  const rows = made.site.devices.map((d) => ({
    id: d.id, body: JSON.stringify(d), zone: d.zone, secret_hash: hashSecret(secrets.get(d.id) ?? ''), paired_ms: 1, public_address: 0,
    state: 'never' as const, state_ms: null, last_seen_ms: null, reported: null, events_received: 0,
  }))
  for (let i = 0; i < rows.length; i += 200) await store.db.insertInto('device').values(rows.slice(i, i + 200)).execute()
  await store.stop()
  return secrets
}

/** A controller in a process of its own, a broker (its own or Mosquitto), and devices whose outboxes outlive both. */
export async function openHouse({ broker, databaseUrl, devices: howMany }: { broker: 'aedes' | 'mosquitto'; databaseUrl?: string; devices: number }): Promise<House> {
  const folder = await mkdtemp(join(tmpdir(), 'anxing-house-'))
  const made = makeSite({ zones: 5, devices: howMany + 1 })
  const probe = `device-${howMany}`
  const storeOptions = { folder: join(folder, 'data'), ...(databaseUrl ? { url: databaseUrl } : {}) }
  const secrets = await seedDevices(storeOptions, made)
  const [httpPort = 0, mqttPort = 0] = await freePorts(2)
  const password = newSecret()
  const mosquitto = broker === 'aedes' ? null : await startMosquitto({ acl: aclFile('made', [CONTROLLER]), passwords: { ...Object.fromEntries(secrets), [CONTROLLER]: password } })
  const brokerUrl = mosquitto?.tcpUrl ?? `mqtt://127.0.0.1:${mqttPort}`
  const env = {
    ANXING_DEMO: '1', ANXING_PORT: String(httpPort), ANXING_MQTT_PORT: String(mosquitto ? 0 : mqttPort), ANXING_DATA: storeOptions.folder,
    ANXING_SITE: writeSite(join(folder, 'site'), made),
    ...(databaseUrl ? { ANXING_DATABASE_URL: databaseUrl } : {}),
    ...(mosquitto ? { ANXING_MQTT_URL: brokerUrl.replace('mqtt://', `mqtt://${CONTROLLER}:${password}@`) } : {}),
  }
  let controller = await spawnController(env)
  const { keys } = await pairDemo(controller.origin, probe)

  const written = new Map<string, number>()
  const devices = await Promise.all(made.site.devices.filter((d) => d.id !== probe).map(async ({ id }) => {
    const credentials: Credentials = { site: 'made', device: id, secret: secrets.get(id) ?? '', keys, mqttUrl: null }
    const store = createMemoryStore()
    const outbox: OutboxStore = { ...store.outbox, async append(record, events) {
      await store.outbox.append(record, events)
      written.set(id, (written.get(id) ?? 0) + events.length)
    } }
    const device = createSimulatedDevice({ credentials, mqttUrl: brokerUrl, store: { ...store, outbox } })
    await device.start()
    await device.connect()
    return device
  }))
  return {
    devices, written, answers: 0, mosquitto, storeOptions,
    controller: {
      kill9: () => controller.kill(),
      async restart() {
        controller = await spawnController(env)
      },
    },
    async stop() {
      await Promise.all(devices.map((d) => d.stop()))
      await controller.stop()
      await mosquitto?.stop()
      await rm(folder, { recursive: true, force: true })
    },
  }
}
