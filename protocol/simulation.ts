import * as z from 'zod/mini'
import { Id, Text } from './basics.ts'
import { moves, scams, type Channel } from './words.ts'

/** How a simulated contact comes; each has a drawing of its own. */
export const simulationChannels = ['chat', 'phone', 'video', 'app'] as const satisfies readonly Channel[]
export type SimulationChannel = (typeof simulationChannels)[number]

/**
 * What stands on the passenger's own screen beside the words. `payment`: a page that asks for money; `payout`: money that seems to come;
 * `sharing`: somebody else sees this screen; `code`: a one-time code; `form`: asks for particulars; `notice`: anything an app says.
 */
export const cardKinds = ['payment', 'payout', 'sharing', 'code', 'form', 'notice'] as const

const Card = z.object({
  kind: z.enum(cardKinds),
  title: Text,
  /** A sum or a code, set large. */
  figure: z.optional(Text),
  rows: z.array(z.object({ label: Text, value: Text })).check(z.maxLength(3)),
})

/** `to`: the id of a step or of an ending. */
const Choice = z.object({ text: Text, to: Id })

/** One step: what the other side says, bubble by bubble, and what the passenger may do. `channel`, `sender`: where they change. */
const Node = z.object({
  id: Id,
  channel: z.optional(z.enum(simulationChannels)),
  sender: z.optional(Text),
  says: z.array(Text).check(z.maxLength(6)),
  card: z.optional(Card),
  choices: z.array(Choice).check(z.maxLength(6)),
})
export type SimulationNode = z.infer<typeof Node>

/**
 * `safe`: turned back in time, or did with a genuine contact what it was for. `almost`: turned back late, or turned a genuine contact
 * away. `lost`: the money would be gone.
 */
export const endingKinds = ['safe', 'almost', 'lost'] as const

/** `what` says kindly what happened. `move`, `say`, `action` stand in for the simulation's own where the end calls for others. */
const Ending = z.object({ id: Id, kind: z.enum(endingKinds), what: Text, move: z.optional(z.enum(moves)), say: z.optional(Text), action: z.optional(Text) })
export type SimulationEnding = z.infer<typeof Ending>

/**
 * A contact that a passenger lives through, as a graph of steps without cycles: it begins at the first. How many choices, how long and
 * whether every step leads on is judged by checks/simulation.ts.
 */
export const Simulation = z.object({
  id: Id,
  scam: z.enum(scams),
  move: z.enum(moves),
  /** True where the contact is real: turning everybody away is no answer. */
  genuine: z.boolean(),
  channel: z.enum(simulationChannels),
  /** At most 14 Chinese characters. */
  headline: Text,
  /** Where the passenger is when it begins. */
  lead: Text,
  /** Who it claims to be. */
  sender: Text,
  /** Stands on the picture of a face as long as it is seen; a video needs it. */
  label: z.optional(Text),
  nodes: z.array(Node).check(z.minLength(1), z.maxLength(24)),
  endings: z.array(Ending).check(z.minLength(1), z.maxLength(12)),
  /** What gave it away, or showed that it was genuine, each at the step where it could be seen. */
  signs: z.array(z.object({ node: Id, text: Text })).check(z.maxLength(24)),
  /** The sentence to say aloud. */
  say: Text,
  /** The one thing to do. */
  action: Text,
  /** Keys into the phone registry; text refers to them as `{tel:ID}`. */
  phones: z.array(Id),
})
export type Simulation = z.infer<typeof Simulation>

export type Place = { kind: 'node'; node: SimulationNode } | { kind: 'ending'; ending: SimulationEnding }

/** What an id stands for: a step or an ending; null for neither. */
export function placeIn({ nodes, endings }: Pick<Simulation, 'nodes' | 'endings'>, id: string): Place | null {
  const node = nodes.find((one) => one.id === id)
  if (node) return { kind: 'node', node }
  const ending = endings.find((one) => one.id === id)
  return ending ? { kind: 'ending', ending } : null
}

/** How the contact is met at a step, and from whom. */
export const metAt = ({ channel, sender }: Simulation, node: SimulationNode): { channel: SimulationChannel; sender: Text } => ({ channel: node.channel ?? channel, sender: node.sender ?? sender })

/** What to take along from an ending. */
export const lessonOf = ({ move, say, action }: Simulation, ending: SimulationEnding): Pick<Simulation, 'move' | 'say' | 'action'> => ({ move: ending.move ?? move, say: ending.say ?? say, action: ending.action ?? action })

/** What could be seen on the way, in the order in which it showed. */
export const signsOn = ({ signs }: Simulation, path: readonly string[]): Text[] => path.flatMap((id) => signs.filter(({ node }) => node === id).map(({ text }) => text))
