import type * as z from 'zod/mini'
import { AlertSet } from './alert.ts'
import { Command, Desired, Reported, Status } from './device.ts'
import { EventBatch, Receipt } from './event.ts'
import { Programme } from './programme.ts'
import { ZoneInfo } from './zone-info.ts'

export type Writer = 'controller' | 'device'

/** One row of the wire. Encode and decode, subscriptions, broker rights and the AsyncAPI document all come from it. */
export type Topic<Body = unknown> = {
  name: string
  /** Path below `anxing/v1/{site}/`. */
  path: string
  schema: z.ZodMiniType<Body>
  qos: 0 | 1
  retain: boolean
  writer: Writer
  /** Signed by the site's key: accepted until this many seconds after signing. Null = not signed. */
  acceptSeconds: number | null
  /** Largest payload, bytes. */
  maxBytes: number
  summary: string
}

const topic = <Body>(name: string, path: string, schema: z.ZodMiniType<Body>, rest: Omit<Topic, 'name' | 'path' | 'schema'>): Topic<Body> => ({ name, path, schema, ...rest })

const kB = 1024
const signed = (acceptSeconds: number, maxBytes: number) => ({ qos: 1, retain: true, writer: 'controller', acceptSeconds, maxBytes }) as const
const fromDevice = (retain: boolean, maxBytes: number) => ({ qos: 1, retain, writer: 'device', acceptSeconds: null, maxBytes }) as const

export const topics = {
  programme: topic('programme', 'zone/{zone}/programme', Programme, { ...signed(48 * 3600, 512 * kB), summary: 'What a zone plays for the coming 48 hours.' }),
  zoneAlerts: topic('zoneAlerts', 'zone/{zone}/alerts', AlertSet, { ...signed(900, 256 * kB), summary: 'The complete list of alerts in force for a zone; signed anew every five minutes.' }),
  zoneInfo: topic('zoneInfo', 'zone/{zone}/info', ZoneInfo, { ...signed(86_400, 64 * kB), summary: 'Flights and weather for a zone; each part says for how long it holds. Check-in points, robots and staff walls listen.' }),
  deviceAlerts: topic('deviceAlerts', 'device/{device}/alerts', AlertSet, { ...signed(900, 256 * kB), summary: 'The complete list of alerts aimed at one device.' }),
  desired: topic('desired', 'device/{device}/desired', Desired, { ...signed(365 * 86_400, 16 * kB), summary: 'What the controller wants a device to be, and which keys it shall trust.' }),
  command: topic('command', 'device/{device}/command', Command, { ...signed(60, 16 * kB), retain: false, summary: 'A signed, short-lived order to one device.' }),
  receipt: topic('receipt', 'device/{device}/receipt', Receipt, { ...signed(365 * 86_400, 16 * kB), summary: 'For each of the last eight streams: the number up to which all is settled.' }),
  status: topic('status', 'device/{device}/status', Status, { ...fromDevice(true, kB), summary: 'Online, or offline by the last will.' }),
  reported: topic('reported', 'device/{device}/reported', Reported, { ...fromDevice(true, 32 * kB), summary: 'What a device shows and why, and its health.' }),
  event: topic('event', 'device/{device}/event', EventBatch, { ...fromDevice(false, 256 * kB), summary: 'A batch of events from the device\'s outbox.' }),
} as const


const ROOT = 'anxing/v1'

/** The MQTT topic: `topicPath(topics.programme, 'demo', 'gates')` -> `anxing/v1/demo/zone/gates/programme`. `key` may be `+`. */
export function topicPath(of: Topic<never> | Topic, site: string, key: string): string {
  const { path } = of
  return `${ROOT}/${site}/${path.slice(0, path.indexOf('{'))}${key}${path.slice(path.indexOf('}') + 1)}`
}

/** What a topic string names, or null. `key` is the zone or the device. */
export function matchTopic(site: string, path: string): { topic: Topic; key: string } | null {
  const levels = path.split('/')
  if (levels.length !== 6 || levels[0] !== 'anxing' || levels[1] !== 'v1' || levels[2] !== site) return null
  const key = levels[4] ?? ''
  if (!/^[a-z0-9][a-z0-9_-]{0,63}$/.test(key)) return null
  for (const topic of Object.values<Topic>(topics as Record<string, Topic>)) {
    const [kind, , leaf] = topic.path.split('/')
    if (kind === levels[3] && leaf === levels[5]) return { topic, key }
  }
  return null
}

/** Broker rights of a device, from the table: it writes under its own name only, and reads what the controller says. */
export function deviceMayPublish(site: string, device: string, path: string): boolean {
  const found = matchTopic(site, path)
  return found !== null && found.topic.writer === 'device' && found.key === device
}

/** Zones are public to every device of the site (a robot changes zone); device topics only to the device itself. */
export function deviceMaySubscribe(site: string, device: string, filter: string): boolean {
  const found = matchTopic(site, filter)
  if (!found || found.topic.writer !== 'controller') return false
  return found.topic.path.startsWith('zone/') || found.key === device
}
