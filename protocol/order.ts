import * as z from 'zod/mini'
import { Count, Id, Instant, Text } from './basics.ts'
import type { Role } from './words.ts'

/** An operator's order ends by itself after this long at the latest, seconds. */
export const MOST_ORDERED_S = 900
/** No robot runs further ahead of its zone than this, milliseconds. */
const MOST_AHEAD_MS = 900_000

/**
 * What an operator has a robot's screen do for a while: stand still on a line (null: with its attentive face alone), or run ahead of
 * its zone's loop, so that the next item was on at once. One at a time. A fact of the device like a touch session: it dies with the page.
 */
export const Order = z.discriminatedUnion('do', [
  z.object({ do: z.literal('hold'), id: Id, text: z.nullable(Text), since: Instant, until: Instant }),
  z.object({ do: z.literal('ahead'), id: Id, byMs: Count, since: Instant, until: Instant }),
])
export type Order = z.infer<typeof Order>

const instant = (iso: string): Temporal.Instant => Temporal.Instant.from(iso)
const earlier = (a: Temporal.Instant, b: Temporal.Instant): Temporal.Instant => (Temporal.Instant.compare(a, b) <= 0 ? a : b)

/** When an order ends by itself, whatever it says. */
export const orderEnds = ({ since, until }: Order): Temporal.Instant => earlier(instant(until), instant(since).add({ seconds: MOST_ORDERED_S }))

/** The order, where it is in force at `now`: on robots alone, from its beginning to its end. */
export function inForce(order: Order | null, role: Role, now: Temporal.Instant): Order | null {
  if (order === null || role !== 'robot' || Temporal.Instant.compare(now, instant(order.since)) < 0 || Temporal.Instant.compare(now, orderEnds(order)) >= 0) return null
  return order.do === 'ahead' && order.byMs > MOST_AHEAD_MS ? null : order
}
