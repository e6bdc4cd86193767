import type { Finding } from '../api-review.ts'
import type { Text } from '../basics.ts'
import { heaviest, onCycles, reached, reversed, type Edges } from '../graph.ts'
import { aloudSeconds, readLength } from '../reading.ts'
import { fewGenuine } from '../share.ts'
import { metAt, Simulation, type SimulationEnding, type SimulationNode } from '../simulation.ts'
import { MOST_HEADLINE, worstFirst } from './item.ts'
import { shapes } from './playlist.ts'
import { checkWords, finding, marked, type WordFacts } from './words.ts'

/** A run from its first word to its last, read at the speed of speech, on any way through it. */
export const MOST_RUN_SECONDS = 90
export const CHOICES = { least: 2, most: 3 } as const
const languages = ['zh-CN', 'en'] as const
/** A step's words have one phone-sized screen: characters for one bubble, and for all that stands there. */
export const MOST_BUBBLE = { 'zh-CN': 40, en: 110 } as const
const MOST_STEP = { 'zh-CN': 84, en: 240 } as const
export const MOST_CHOICE = { 'zh-CN': 16, en: 44 } as const
export const MOST_SIGN = { 'zh-CN': 22, en: 60 } as const

const spoken = ({ 'zh-CN': zh, en }: Text, language: 'zh-CN' | 'en'): string => (language === 'en' ? en : zh).replace(/\{tel:([^}]*)\}/g, '$1')
const cardTexts = ({ card }: SimulationNode): Text[] => (card ? [card.title, ...(card.figure ? [card.figure] : []), ...card.rows.flatMap(({ label, value }) => [label, value])] : [])
/** All that a passenger reads at a step before the choice is made. */
const shownAt = (node: SimulationNode): Text[] => [...node.says, ...cardTexts(node)]

const edgesOf = ({ nodes }: Simulation): Edges => new Map(nodes.map(({ id, choices }) => [id, choices.map(({ to }) => to)]))
/** Steps without their ways to nowhere. */
function knownEdges(simulation: Simulation): Edges {
  const known = new Set([...simulation.nodes, ...simulation.endings].map(({ id }) => id))
  return new Map([...edgesOf(simulation)].map(([id, list]) => [id, list.filter((to) => known.has(to))]))
}

/** Seconds that the longest way through it takes to read, with all choices, what gave it away and the lesson. Needs a graph without cycles. */
export function longestSeconds(simulation: Simulation, language: 'zh-CN' | 'en'): number {
  const { nodes, endings, signs, lead, say, action } = simulation
  const seconds = (texts: readonly Text[]) => aloudSeconds(texts.map((text) => spoken(text, language)), language)
  const nodeCost = (node: SimulationNode) => seconds([...shownAt(node), ...node.choices.map(({ text }) => text), ...signs.filter((sign) => sign.node === node.id).map(({ text }) => text)])
  const endingCost = (ending: SimulationEnding) => seconds([ending.what, ending.say ?? say, ending.action ?? action])
  const costs = new Map<string, number>([...nodes.map((node) => [node.id, nodeCost(node)] as const), ...endings.map((ending) => [ending.id, endingCost(ending)] as const)])
  return seconds([lead]) + heaviest(knownEdges(simulation), nodes[0]?.id ?? '', (id) => costs.get(id) ?? 0)
}

function checkPlaces(simulation: Simulation): Finding[] {
  const { nodes, endings, signs } = simulation
  const all = [...nodes.map(({ id }, i) => ({ id, path: `nodes.${i}` })), ...endings.map(({ id }, i) => ({ id, path: `endings.${i}` }))]
  const ids = all.map(({ id }) => id)
  const found = all.flatMap(({ id, path }, i) => (ids.indexOf(id) === i ? [] : [finding('check/sim-twice', 'block', `${path}.id`, `Two places are called "${id}".`, { id })]))
  for (const [i, { choices }] of nodes.entries()) {
    for (const [j, { to }] of choices.entries()) if (!ids.includes(to)) found.push(finding('check/sim-unknown', 'block', `nodes.${i}.choices.${j}.to`, `There is no step and no ending "${to}".`, { id: to }))
  }
  for (const [i, { node }] of signs.entries()) if (!nodes.some(({ id }) => id === node)) found.push(finding('check/sim-unknown', 'block', `signs.${i}.node`, `There is no step "${node}".`, { id: node }))
  return found
}

/** What a passenger could get caught in: places nobody comes to, steps that lead nowhere or round and round, ways without a turning. */
export function checkGraph(simulation: Simulation): Finding[] {
  const { nodes, endings, signs } = simulation
  const start = nodes[0]?.id ?? ''
  const edges = knownEdges(simulation)
  const found = checkPlaces(simulation)
  const met = reached(edges, [start])
  const round = onCycles(edges)
  const turning = reached(reversed(edges), endings.filter(({ kind }) => kind !== 'lost').map(({ id }) => id))
  /** Places that some way comes to without having shown any sign. */
  const unwarned = reached(new Map([...edges].filter(([id]) => !signs.some(({ node }) => node === id))), [start])
  for (const [i, { id, choices }] of nodes.entries()) {
    const path = `nodes.${i}`
    if (!met.has(id)) found.push(finding('check/sim-unreachable', 'block', path, `Nothing leads to the step "${id}".`, { id }))
    if ((edges.get(id) ?? []).length === 0) found.push(finding('check/sim-dead-end', 'block', `${path}.choices`, `The step "${id}" leads nowhere.`, { id }))
    else if (choices.length < CHOICES.least || choices.length > CHOICES.most) found.push(finding('check/sim-choices', 'block', `${path}.choices`, `The step "${id}" has ${choices.length} choices; two or three can be weighed.`, { id, choices: choices.length, ...CHOICES }))
    if (round.has(id)) found.push(finding('check/sim-cycle', 'block', path, `One can come back to the step "${id}" for ever.`, { id }))
    if (!turning.has(id)) found.push(finding('check/sim-no-way-back', 'block', path, `From the step "${id}" nobody can turn back any more. Until the money is gone one always can.`, { id }))
  }
  for (const [i, { id }] of endings.entries()) {
    if (!met.has(id)) found.push(finding('check/sim-unreachable', 'block', `endings.${i}`, `Nothing leads to the ending "${id}".`, { id }))
    else if (unwarned.has(id)) found.push(finding('check/sim-no-sign', 'block', `endings.${i}`, `One can come to the ending "${id}" without having met a sign.`, { id }))
  }
  const reachable = new Set(endings.filter(({ id }) => met.has(id)).map(({ kind }) => kind))
  if (!reachable.has('safe')) found.push(finding('check/sim-no-safe', 'block', 'endings', 'No way leads to a safe ending.'))
  if (!reachable.has('almost') && !reachable.has('lost')) found.push(finding('check/sim-no-stakes', 'warn', 'endings', 'Whatever one chooses, it ends well: there is nothing to learn.'))
  return found
}

function checkReading(simulation: Simulation): Finding[] {
  if (onCycles(knownEdges(simulation)).size > 0) return []
  return languages.flatMap((language) => {
    const needed = Math.ceil(longestSeconds(simulation, language))
    return needed <= MOST_RUN_SECONDS ? [] : [finding('check/sim-too-long', 'block', 'nodes', `The longest way through it takes ${needed} s to read in ${language}; a run has ${MOST_RUN_SECONDS}.`, { needed, most: MOST_RUN_SECONDS, language })]
  })
}

function checkLengths({ headline, nodes, signs }: Simulation): Finding[] {
  const long = (texts: readonly Text[], most: Record<'zh-CN' | 'en', number>, path: string) => languages.flatMap((language) => {
    const length = texts.reduce((sum, text) => sum + readLength(spoken(text, language), language), 0)
    return length <= most[language] ? [] : [finding('check/sim-words-long', 'block', `${path}.${language}`, `There are ${length} characters; ${most[language]} have room.`, { length, most: most[language] })]
  })
  return [
    ...long([headline], MOST_HEADLINE, 'headline'),
    ...nodes.flatMap((node, i) => [
      ...node.says.flatMap((text, j) => long([text], MOST_BUBBLE, `nodes.${i}.says.${j}`)),
      ...long(shownAt(node), MOST_STEP, `nodes.${i}.says`),
      ...node.choices.flatMap(({ text }, j) => long([text], MOST_CHOICE, `nodes.${i}.choices.${j}.text`)),
      ...(shownAt(node).length === 0 ? [finding('check/sim-silent', 'block', `nodes.${i}.says`, `Nobody says anything at the step "${node.id}".`, { id: node.id })] : []),
    ]),
    ...signs.flatMap(({ text }, i) => long([text], MOST_SIGN, `signs.${i}.text`)),
  ]
}

/** A face that a computer could have made says so, in both languages, as long as it is seen. */
function checkLabel(simulation: Simulation): Finding[] {
  const { label, nodes } = simulation
  if (!nodes.some((node) => metAt(simulation, node).channel === 'video')) return []
  return label && languages.every((language) => /\bAI\b/.test(label[language].replace(/[^\x00-\x7f]/g, ' '))) ? [] : [finding('check/sim-no-label', 'block', 'label', 'A face is shown: say on it, in both languages, that it is AI-generated.')]
}

/** Words of the other side: they may hold what we never say ourselves. */
const quoted = (path: string): boolean => /^(sender|nodes\.\d+\.(says|card|sender))\b/.test(path)

export type SimulationFacts = Pick<WordFacts, 'glyphs' | 'phones'>

/** Everything that speaks against showing a simulation, the worst first. `body` need not be whole. */
export function checkSimulation(body: Record<string, unknown>, { glyphs, phones }: SimulationFacts): Finding[] {
  const named = Array.isArray(body['phones']) ? body['phones'].filter((id) => typeof id === 'string') : []
  const found = checkWords(body, { glyphs, phones, named, quoted })
  for (const id of named) if (!phones.has(id)) found.push(finding('check/phone-expired', 'block', 'phones', `The number "${id}" is unknown or has run out: have it checked anew.`, { phone: id }))
  if (!body['action']) found.push(finding('check/sim-no-action', 'block', 'action', 'It has to end in one thing to do.'))
  if (!Array.isArray(body['signs']) || body['signs'].length === 0) found.push(finding('check/sim-no-signs', 'block', 'signs', 'Say what gave it away, step by step.'))
  const parsed = Simulation.safeParse(marked(body, ' '))
  if (!parsed.success) return worstFirst([...found, ...shapes(parsed.error.issues, found)])
  const simulation = parsed.data
  return worstFirst([...found, ...checkGraph(simulation), ...checkReading(simulation), ...checkLengths(simulation), ...checkLabel(simulation)])
}

/** What speaks against a set of them: with under a fifth genuine, people learn to suspect everything. */
export function checkSimulationSet(set: readonly Pick<Simulation, 'genuine'>[]): Finding[] {
  const genuine = set.filter((one) => one.genuine).length
  return !fewGenuine(genuine, set.length) ? [] : [finding('check/few-genuine', 'warn', 'genuine', `${genuine} of ${set.length} simulations are genuine; with under a fifth people learn to suspect everything.`, { genuine, quizzes: set.length })]
}
