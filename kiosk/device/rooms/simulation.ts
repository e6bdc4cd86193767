import type { Text } from '../../../protocol/basics.ts'
import { goodPhones, type Phone } from '../../../protocol/content.ts'
import type { Kit } from '../../../protocol/kit.ts'
import { lessonOf, placeIn, type Place, type Simulation, type SimulationEnding } from '../../../protocol/simulation.ts'
import { balanced } from '../../../protocol/share.ts'
import { randomFrom, shuffled } from './pick.ts'
import type { Room, Takeaway } from './room.ts'

export type Playable = { simulation: Simulation; phones: readonly Phone[] }
/** `path`: the places come to, the last is where one stands; `replies`: what was said at each but the last. */
export type SimulationRun = Playable & { path: readonly string[]; replies: readonly Text[] }

/** Without a run: the list, in an order of this session, so that nothing in it tells genuine contacts from scams; no more scams than leave a fifth genuine. */
export type SimulationPage = { name: 'simulation'; list: readonly Playable[]; run: SimulationRun | null }
export type SimulationOpen = { page: 'simulation' }
export type SimulationInput = { do: 'meet'; id: string } | { do: 'choose'; choice: number } | { do: 'next' }

/** Events have room for so many characters of a place's id. */
const MOST_VALUE = 40

/** What may be played today: all numbers that it names count. */
export function playable(kit: Kit | null, today: string): Playable[] {
  const good = new Map(goodPhones(kit?.phones ?? [], today).map((phone) => [phone.id, phone]))
  return (kit?.simulations ?? []).filter(({ phones }) => phones.every((id) => good.has(id))).map((simulation) => ({ simulation, phones: simulation.phones.flatMap((id) => good.get(id) ?? []) }))
}

/** Where a run stands; null only in a simulation that no validator has passed. */
export const placeOf = ({ simulation, path }: SimulationRun): Place | null => placeIn(simulation, path.at(-1) ?? '')

function takeaway({ simulation, phones }: SimulationRun, ending: SimulationEnding): Takeaway {
  const { move, action } = lessonOf(simulation, ending)
  return { move, action, phones }
}

/** A contact that one lives through, choice by choice, to one of its endings. */
export const simulation: Room<SimulationPage, SimulationOpen, SimulationInput> = {
  open(_, { kit, today, seed, say }) {
    const list = balanced(shuffled(playable(kit, today), randomFrom(seed)), ({ simulation }) => simulation.genuine)
    return list.length === 0 ? null : { page: { name: 'simulation', list, run: null }, events: [say('page', { value: 'simulation' })] }
  },
  act(page, input, { say }) {
    const { list, run } = page
    if (input.do === 'meet') {
      const found = list.find((one) => one.simulation.id === input.id)
      const start = found?.simulation.nodes[0]?.id
      if (run || !found || start === undefined) return null
      return { page: { ...page, run: { ...found, path: [start], replies: [] } }, events: [say('step', { item: input.id, value: start.slice(0, MOST_VALUE) })], seen: [input.id], round: true }
    }
    const place = run && placeOf(run)
    if (!run || !place) return null
    if (input.do === 'choose') {
      const choice = place.kind === 'node' ? place.node.choices[input.choice] : undefined
      const next = choice && placeIn(run.simulation, choice.to)
      if (!next) return null
      // Whoever leaves at an ending takes its one action along.
      const taken = next.kind === 'ending' ? { taken: takeaway(run, next.ending) } : {}
      return { ...taken, page: { ...page, run: { ...run, path: [...run.path, choice.to], replies: [...run.replies, choice.text] } }, events: [say('step', { item: run.simulation.id, value: choice.to.slice(0, MOST_VALUE) })] }
    }
    if (place.kind !== 'ending') return null
    return { page: { name: 'finish', after: 'simulation', right: 0, of: 0, end: takeaway(run, place.ending) }, events: [say('finish', { item: run.simulation.id, value: 'simulation' })] }
  },
  /** To the choice before: what would have happened otherwise? */
  back(page) {
    const { run } = page
    if (!run) return null
    return { ...page, run: run.path.length > 1 ? { ...run, path: run.path.slice(0, -1), replies: run.replies.slice(0, -1) } : null }
  },
}
