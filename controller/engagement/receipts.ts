import { topics } from '../../protocol/topics.ts'
import type { Facts } from '../facts/service.ts'
import type { Log } from '../log.ts'
import type { Streams } from './streams.ts'

const AT_ONCE = 32

/**
 * Answers devices with how far their streams are settled. A device that is to be answered again before its turn comes gets
 * one answer, the latest: so signing never falls behind storing.
 */
export function createReceipts({ facts, streams, log }: { facts: Pick<Facts, 'publish'>; streams: Pick<Streams, 'receipt'>; log: Log }) {
  const due = new Set<string>()
  let working = 0

  async function work(): Promise<void> {
    for (let next = due.values().next(); !next.done; next = due.values().next()) {
      const device = next.value
      due.delete(device)
      try {
        await (await facts.publish(topics.receipt, device, { streams: streams.receipt(device) })).sent
      } catch (error) {
        log.warn({ err: error, device }, 'A receipt could not be said; the device sends again and is answered then.')
      }
    }
  }

  return {
    answer(devices: Iterable<string>): void {
      for (const device of devices) due.add(device)
      while (working < Math.min(AT_ONCE, due.size)) {
        working += 1
        void work().finally(() => { working -= 1 })
      }
    },
  }
}
