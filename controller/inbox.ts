import type { Link, Message, Unsubscribe } from '../link/link.ts'
import { decode } from '../protocol/codec.ts'
import type { AnxingError } from '../protocol/errors.ts'
import { matchTopic, topicPath, type Topic } from '../protocol/topics.ts'
import { createQuietLog } from './broker/quiet.ts'
import type { Clock } from './clock.ts'
import type { Log } from './log.ts'
import type { Metrics } from './metrics.ts'

export type InboxDeps = { link: Link; site: string; clock: Clock; log: Log; metrics: Metrics }
export type Take<Body> = (device: string, body: Body, message: Message) => void | Promise<void>

/** Where messages from devices come in: decoded or refused, counted, and said once per source and minute. */
export function createInbox({ link, site, clock, log, metrics }: InboxDeps) {
  const quietly = createQuietLog({ log, clock })

  function refuse(topic: string, device: string, { code, path, message }: Pick<AnxingError, 'code' | 'path' | 'message'>): void {
    metrics.wireRefused.inc({ topic, code })
    quietly(`${topic} ${device} ${code}`, { device, topic, code, path, reason: message }, 'A message from a device was refused.')
  }

  return {
    /** Counts and says a refusal that only the reader could find. */
    refuse: (topic: Topic<never>, device: string, error: AnxingError) => refuse(topic.name, device, error),

    /** Subscribes to `topic` of all devices. What `take` returns is waited for before the sender is told to go on. */
    take<Body>(topic: Topic<Body>, isKnown: (device: string) => boolean, take: Take<Body>): Promise<Unsubscribe> {
      return link.subscribe(topicPath(topic, site, '+'), (message) => {
        const found = matchTopic(site, message.path)
        if (!found || found.topic.name !== topic.name) return refuse(topic.name, message.path, { code: 'wire/unknown-topic', path: '', message: 'The topic is not one of ours.' })
        if (message.payload.byteLength === 0) return
        if (!isKnown(found.key)) return refuse(topic.name, found.key, { code: 'wire/wrong-writer', path: '', message: 'There is no such device.' })
        const body = decode(topic, message.payload)
        if (!body.ok) return refuse(topic.name, found.key, body.error)
        return take(found.key, body.value, message)
      })
    },
  }
}
export type Inbox = ReturnType<typeof createInbox>
