import type { Command } from '../../protocol/device.ts'
import { inForce, MOST_ORDERED_S, type Order } from '../../protocol/order.ts'
import type { Programme } from '../../protocol/programme.ts'
import { playAt } from '../../protocol/show-loop.ts'

/** What a command makes of the order that a robot is under, obeyed at `now`. Pure. Commands of another kind change nothing. */
export function ordered(order: Order | null, { id, action }: Command, programme: Programme | null, now: Temporal.Instant): Order | null {
  const standing = inForce(order, 'robot', now)
  const since = now.toString()
  switch (action.do) {
    case 'hold': return { do: 'hold', id, text: action.text, since, until: action.until }
    case 'release': return null
    case 'next': {
      // From a hold the loop goes on where the clock has it; who runs ahead runs further.
      const there = now.add({ milliseconds: standing?.do === 'ahead' ? standing.byMs : 0 })
      const playing = programme && playAt(programme, there)
      return playing && { do: 'ahead', id, byMs: Math.ceil(playing.turn.until.epochMilliseconds - now.epochMilliseconds), since, until: now.add({ seconds: MOST_ORDERED_S }).toString() }
    }
    default: return standing
  }
}
