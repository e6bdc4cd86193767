import type { Prompt } from '../../../protocol/board.ts'
import { shuffled } from './pick.ts'

/** So many contacts in a row hold one genuine one: of however many a game meets, at least a fifth are. */
const GROUP = 3

/** `places`: which of each three contacts is the genuine one, from 0. */
export type Deck = { genuine: readonly Prompt[]; scams: readonly Prompt[]; places: readonly number[] }

export function deckOf(prompts: readonly Prompt[], random: () => number): Deck {
  return {
    genuine: shuffled(prompts.filter((one) => one.genuine), random), scams: shuffled(prompts.filter((one) => !one.genuine), random),
    places: Array.from({ length: Math.ceil(prompts.length / GROUP) }, () => Math.floor(random() * GROUP)),
  }
}

/**
 * The next contact, after those that were dealt: none twice while there are others. `last`: the game may meet no further one, so that a
 * genuine one has its turn now if there was none before. Null only from an empty deck.
 */
export function deal({ genuine, scams, places }: Deck, dealt: readonly Prompt[], last: boolean): Prompt | null {
  const group = Math.floor(dealt.length / GROUP)
  const had = dealt.slice(group * GROUP).some((one) => one.genuine)
  const due = !had && (dealt.length % GROUP === places[group % places.length] || (last && group === 0))
  const used = dealt.filter((one) => one.genuine).length
  const [next, other] = [genuine[used], scams[dealt.length - used]]
  return (due ? next ?? other : other ?? next) ?? [...genuine, ...scams][dealt.length % (genuine.length + scams.length)] ?? null
}
