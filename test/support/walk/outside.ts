import { fileURLToPath } from 'node:url'
import { build } from 'vite'
import type { BrowserContextOptions, Page } from 'playwright'
import { exercisesOf } from '../../../controller/kit/make.ts'
import { readLibrary } from '../../../playlists/read.ts'
import { spell } from '../../../protocol/spell.ts'
import { destinationsOf } from '../../../protocol/way/destinations.ts'
import { readSite } from '../../../site/read.ts'
import { readWayMap } from '../../../site/way.ts'
import { holdsAll, ready, type KioskHouse } from '../chromium.ts'
import type { RoomName } from './inside.ts'
import type { Plan } from './plan.ts'
import type { Mode, Walked } from './walker.ts'

const library = readLibrary()
const wayMap = readWayMap(fileURLToPath(new URL('../../../site/', import.meta.url)), readSite().site) ?? { places: [] }

/** Everything that can be met, by the kit's own content, so that what is new is walked by itself. */
export function planOf(pass: number, { language }: Mode): Plan {
  const lessons = library.items.flatMap((item) => ((item.kind === 'class' || item.kind === 'video') && item.pairs !== undefined ? [item] : []))
  return {
    pass,
    questions: exercisesOf(library.items).flatMap(({ kind, id }) => (kind === 'quiz' ? [id] : [])),
    cases: exercisesOf(library.items).flatMap(({ kind, id }) => (kind === 'case' ? [id] : [])),
    lessons: lessons.map(({ id }) => id),
    simulations: library.simulations.map(({ id }) => id),
    answers: library.answers.map(({ id, question }) => ({ id, asked: spell(question, language, library.phones).replaceAll('|', '') })),
  }
}

/** What must have been come to in a room, by the same content, and was not. */
export const missing = (room: RoomName, plan: Plan, states: readonly string[]): string[] =>
  expected(room, plan).filter((wanted) => !states.some((state) => (wanted.endsWith('…') ? state.startsWith(wanted.slice(0, -1)) : state === wanted)))

/** States by their names, or by how they begin where that ends in `…`. */
function expected(room: RoomName, { pass, questions, answers, lessons }: Plan): string[] {
  switch (room) {
    case 'quiz': return questions.flatMap((id) => [`quiz question ${id}`, `quiz answer ${id}`])
    case 'cases': return exercisesOf(library.items).flatMap((item) => (item.kind === 'case' ? [...item.beats.map((_, i) => `case-${item.id} case-${i}`), `case-${item.id} case-end`] : []))
    case 'lessons': return [
      ...lessons.flatMap((id) => [`lesson ${id} question …`, `lesson ${id} end`, `lesson ${id} finish`]),
      ...library.items.flatMap((item) => (item.kind === 'class' && item.pairs ? item.scenes.map((_, i) => `lesson ${item.id} scene ${i}`) : [])),
    ]
    case 'simulations': return library.simulations.flatMap(({ id, nodes, endings }) => nodes.flatMap((node) => node.choices.map(({ to }, i) => `${id} run-${node.id} choose-${i} ${endings.some((one) => one.id === to) ? 'ending' : 'run'}-${to}`)))
    case 'ask': return answers.map(({ id }) => `ask answer ${id}`)
    case 'guide': return [...library.guide.sections.map((_, i) => `guide-${i}`), 'guide finish']
    case 'interests': return ['menu', 'scam-…']
    case 'board': return [...(pass % 2 === 0 ? [1, 4] : [2, 3]).flatMap((n) => [`players-${n} board-ask…`, `players-${n} board-over`, `players-${n} finish`]), 'board-over by the clock']
    case 'paid': return ['paid', 'paid help']
    case 'help': return ['none', 'calling', 'failed', 'told', 'coming', 'done'].map((stands) => `help-${stands}`).concat('help withdrawn')
    case 'ways': return destinationsOf(wayMap, null).flatMap(({ kind, all }) => (all.length > 1 ? all.map(({ place }) => `way place-${place.name.en} …`) : [`way kind-${kind} …`]))
    case 'timeouts': return ['menu', 'quiz-0', 'cases', 'lessons', 'simulations', 'board', 'ask', 'guide', 'way', 'paid', 'help-none'].map((page) => `finish after ${page}`).concat('finish after a class', 'finish after a call')
  }
}

let source: Promise<string> | null = null
/** The walk as one script for a page. */
async function bundled(): Promise<string> {
  const made = await build({
    configFile: false, logLevel: 'silent',
    build: { write: false, minify: false, lib: { entry: new URL('inside.ts', import.meta.url).pathname, formats: ['iife'], name: 'walked' } },
  })
  const [output] = Array.isArray(made) ? made : [made]
  const chunk = output && 'output' in output ? output.output[0] : undefined
  if (!chunk) throw new Error('the walk could not be bundled')
  return chunk.code
}

/** A screen with the walk in it. Its ticks come often, so that nobody waits for them long. */
export async function openWalk(house: KioskHouse, id: string, options: BrowserContextOptions): Promise<Page> {
  const context = await house.context({ hasTouch: true, ...options })
  const { client } = house.controller
  await context.exposeFunction('staffDo', async (what: 'accept' | 'done') => {
    const calls = (await client.ask('GET', '/api/calls')).body as { id: string; device: string; state: string }[]
    const call = calls.find(({ device, state }) => device === id && (state === 'waiting' || state === 'accepted'))
    if (!call) throw new Error('nobody has called')
    const { status } = await client.ask('POST', `/api/calls/${call.id}/${what}`, {})
    if (status !== 200) throw new Error(`${what}: ${status}`)
  })
  await context.addInitScript(() => {
    // The plan under the way is drawn everywhere; the building in 3-D costs much without a graphics card and has tests of its own.
    const context = Reflect.get(HTMLCanvasElement.prototype, 'getContext') as (...given: unknown[]) => unknown
    HTMLCanvasElement.prototype.getContext = function (this: HTMLCanvasElement, ...given: unknown[]) { return String(given[0]).startsWith('webgl') ? null : context.apply(this, given) } as HTMLCanvasElement['getContext']
    let held: (() => void)[] | null = null
    const send = Reflect.get(WebSocket.prototype, 'send') as WebSocket['send']
    WebSocket.prototype.send = function (this: WebSocket, data: Parameters<WebSocket['send']>[0]) {
      const now = (): void => send.call(this, data)
      if (held) held.push(now)
      else now()
    }
    window.holdBack = (on) => {
      const waiting = held
      held = on ? [] : null
      for (const one of waiting ?? []) one()
    }
    const every = window.setInterval.bind(window)
    window.setInterval = ((task: () => void, ms = 0, ...rest: unknown[]) => every(task, ms <= 1000 ? Math.min(ms, 60) : ms, ...rest)) as typeof window.setInterval
  })
  const page = await context.newPage()
  await page.goto(`${house.controller.origin}/kiosk/?device=${id}`)
  await ready(page)
  await holdsAll(page)
  // What is measured is measured in its own letters.
  await page.evaluate(() => Promise.all([...document.fonts].map((face) => face.load())).then(() => undefined))
  source ??= bundled()
  await page.evaluate(await source)
  return page
}

export const walkRoom = (page: Page, name: RoomName, mode: Mode, plan: Plan): Promise<Walked> => page.evaluate(async ([one, how, what]) => await window.walk.room(one, how, what), [name, mode, plan] as const)
