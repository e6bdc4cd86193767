import { orderEnds, type Order } from './order.ts'
import type { Programme } from './programme.ts'
import { playAt, type PlayAt } from './show-loop.ts'

const earlier = (a: Temporal.Instant, b: Temporal.Instant): Temporal.Instant => (Temporal.Instant.compare(a, b) <= 0 ? a : b)

/**
 * What the programme has on at `now` for a device under an order that is in force (or none). A device that runs ahead has what its
 * zone will have later, until the order ends; then it is in step again. Under a hold the programme is as it would be.
 */
export function playUnder(programme: Programme, order: Order | null, now: Temporal.Instant): PlayAt | null {
  if (order?.do !== 'ahead') return playAt(programme, now)
  const by = { milliseconds: order.byMs }
  const playing = playAt(programme, now.add(by))
  if (!playing) return null
  const { turn, next, slotUntil } = playing
  const ends = orderEnds(order)
  const until = earlier(turn.until.subtract(by), ends)
  const inStep = Temporal.Instant.compare(until, ends) >= 0 ? playAt(programme, until)?.turn : null
  return {
    turn: { ...turn, startedAt: turn.startedAt.subtract(by), until },
    next: inStep ? { item: inStep.item.id, bundle: inStep.item.bundle, at: until } : next && { ...next, at: until },
    slotUntil: slotUntil.subtract(by),
  }
}
