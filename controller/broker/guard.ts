import type { Duplex } from 'node:stream'
import { matchTopic } from '../../protocol/topics.ts'
import type { Rights } from '../../link/rights.ts'
import { count, type BrokerMetrics } from './metrics.ts'
import type { QuietLog } from './quiet.ts'

/** One open connection. `device` is null until it has been let in. */
export type Entry = { stream: Duplex; address: string; device: string | null; rights: Rights | null; filters: Set<string> }

export type PublishRefusal = 'not-allowed' | 'too-large' | 'not-retained'

const MOST_FILTERS = 500

/** Why a device may not publish this, or null. Sizes and retention come from the topic table, where it names the topic. */
export function publishRefusal(site: string, rights: Rights | null, message: { path: string; bytes: number; retain: boolean }): PublishRefusal | null {
  if (!rights?.mayPublish(message.path)) return 'not-allowed'
  const found = matchTopic(site, message.path)
  if (!found) return null
  if (message.bytes > found.topic.maxBytes) return 'too-large'
  // What is retained by mistake would come back to every later subscriber.
  return message.retain && !found.topic.retain ? 'not-retained' : null
}

/** Why a device may not subscribe this, or null. */
export function subscribeRefusal(entry: Entry, filter: string): 'not-allowed' | 'too-many-filters' | null {
  if (!entry.rights?.maySubscribe(filter)) return 'not-allowed'
  return entry.filters.size >= MOST_FILTERS && !entry.filters.has(filter) ? 'too-many-filters' : null
}

/** Counts a refusal by reason and device, and says it, at most once a minute for each device. */
export function createRefuser({ metrics, quietly }: { metrics: BrokerMetrics; quietly: QuietLog }) {
  return (entry: Entry | undefined, reason: string, path: string): void => {
    const device = entry?.device ?? 'unknown'
    count(metrics.refused, reason)
    count((metrics.refusedByDevice[device] ??= {}), reason)
    quietly(`refused ${device}`, { device, reason, path, address: entry?.address }, 'The broker refused what a device sent.')
  }
}
