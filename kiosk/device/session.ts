import type { Engagement } from './device.ts'
import { isAwaited, standing, type CallReason, type MadeCall, type Standing } from './help.ts'
import { ask, type AskInput, type AskOpen, type AskPage } from './rooms/ask.ts'
import { board, type BoardInput, type BoardOpen, type BoardPage } from './rooms/board.ts'
import { cases, type CasesInput, type CasesOpen, type CasesPage } from './rooms/cases.ts'
import { guide, type GuideInput, type GuideOpen, type GuidePage } from './rooms/guide.ts'
import { lesson, type LessonInput, type LessonOpen, type LessonPage } from './rooms/lesson.ts'
import { quiz, type QuizInput, type QuizOpen, type QuizPage } from './rooms/quiz.ts'
import { way, type WayInput, type WayOpen, type WayPage } from './rooms/way.ts'
import { finishedRooms, WHEN_IN_DOUBT, type Finish, type Here, type Menu, type Rating, type Room, type Say, type Takeaway, type Turn, type World } from './rooms/room.ts'
import { simulation, type SimulationInput, type SimulationOpen, type SimulationPage } from './rooms/simulation.ts'

export { offerOf } from './rooms/pick.ts'

/** A passenger's touch session as a machine. Nothing in it says who; it lives in memory and dies with the session. Pure. */
export type TouchLanguage = 'zh-CN' | 'en'

/** Pages that lie over any other and give it back, each once. `stands`: as it was when looked at last. */
export type HelpPage = { name: 'help'; reason: CallReason; stands: Standing; back: Page }
type Over = { name: 'paid'; back: Page } | HelpPage
type RoomPage = QuizPage | CasesPage | AskPage | GuidePage | LessonPage | WayPage | SimulationPage | BoardPage
export type Page = Menu | RoomPage | Over | Finish
/** What a page is opened with. */
export type Opening = { page: 'menu' } | { page: 'paid' } | { page: 'help'; reason: CallReason } | QuizOpen | CasesOpen | AskOpen | GuideOpen | LessonOpen | WayOpen | SimulationOpen | BoardOpen
type RoomInput = QuizInput | CasesInput | AskInput | GuideInput | LessonInput | WayInput | SimulationInput | BoardInput
type HelpInput = { do: 'call'; id: string } | { do: 'withdraw' }
type RateInput = { do: 'rate'; rating: Rating }

/** Every room by the name of its page. */
const rooms = { quiz, cases, ask, guide, lesson, way, simulation, board }

export type Session =
  | { name: 'attract' }
  /** `taken`: the last thing that was worth taking along. `call`: the last call for an officer, on whichever page it was made. */
  | { name: 'on'; id: string; seed: number; sinceMs: number; lastTouchMs: number; language: TouchLanguage; elder: boolean; page: Page; seen: readonly string[]; rounds: number; taken: Takeaway | null; call: MadeCall | null }

export type TouchInput =
  | { do: 'start'; id: string; seed: number; language: TouchLanguage; open: Opening }
  | { do: 'touch' }
  | { do: 'language'; language: TouchLanguage }
  | { do: 'elder'; on: boolean }
  | { do: 'open'; open: Opening }
  | RoomInput
  | HelpInput
  | RateInput
  | { do: 'back' }
  | { do: 'leave' }
  | { do: 'tick' }

export type Step = { session: Session; events: Engagement[] }

const IDLE_MS = 60_000
const WARN_MS = 20_000
/** Whoever waits for somebody does not touch the screen meanwhile. */
const WAITING_IDLE_MS = 5 * 60_000
/** The last page has nothing to lose, so it goes without a warning; the sooner where nothing was finished. */
const FINISHED_IDLE_MS = 30_000
const LEFT_IDLE_MS = 12_000

export const attract: Session = { name: 'attract' }

const isOver = (page: Finish): boolean => page.after === 'leave' || page.after === 'timeout'

const idleMs = (page: Page): number => (page.name === 'help' && isAwaited(page.stands) ? WAITING_IDLE_MS : IDLE_MS)

/** Whether this last page ends an exercise, which earns four words for the desk. */
export const hasEarned = (page: Page): boolean => page.name === 'finish' && finishedRooms.some((room) => room === page.after)

/** When somebody was last there, milliseconds: the last touch, or the end of what plays for them. */
export const presentMs = ({ lastTouchMs, page }: Extract<Session, { name: 'on' }>): number => Math.max(lastTouchMs, (isRoom(page) ? roomOf(page.name).busyUntil?.(page) : null) ?? lastTouchMs)

/** Whole seconds until the session ends by itself, during its last 20 s; null before. */
export function secondsLeft(session: Session, nowMs: number): number | null {
  if (session.name !== 'on' || session.page.name === 'finish') return null
  const left = presentMs(session) + idleMs(session.page) - nowMs
  return left > WARN_MS ? null : Math.max(0, Math.ceil(left / 1000))
}

/** One input. An input that does not fit the page changes nothing. */
export function step(session: Session, input: TouchInput, world: World, nowMs: number): Step {
  if (session.name === 'attract') return input.do === 'start' ? start(input, world, nowMs) : { session, events: [] }
  const say: Say = (action, rest = {}) => ({ session: session.id, action, ...rest })
  if (input.do === 'leave') return leave(session, 'leave', say, nowMs)
  if (input.do === 'tick') return tick(session, { ...world, seed: session.seed, rounds: session.rounds, seen: session.seen, nowMs, say })
  const on = { ...session, lastTouchMs: nowMs }
  if (input.do === 'rate') return rate(on, input.rating, say)
  if (input.do === 'language') return { session: { ...on, language: input.language }, events: [say('language', { value: input.language })] }
  if (input.do === 'elder') return { session: { ...on, elder: input.on }, events: [say('elder', { value: input.on ? 'on' : 'off' })] }
  if (input.do === 'back') return { session: { ...on, page: backFrom(on.page) }, events: [] }
  const here: Here = { ...world, seed: on.seed, rounds: on.rounds, seen: on.seen, nowMs, say }
  if (input.do === 'call' || input.do === 'withdraw') return on.page.name === 'help' ? help(on, on.page, input, here) : { session: on, events: [] }
  const turn = input.do === 'open' ? open(on, input.open, here) : input.do === 'touch' || input.do === 'start' ? null : act(on.page, input, here)
  return gone(on, turn)
}

/** The session where a turn leads; as it was where it leads nowhere. */
function gone(on: On, turn: Turn<Page>): Step {
  if (!turn) return { session: on, events: [] }
  const taken = turn.page.name === 'finish' ? turn.page.end : turn.taken ?? on.taken
  return { session: { ...on, page: turn.page, taken, seen: [...new Set([...on.seen, ...turn.seen ?? []])], rounds: on.rounds + (turn.round ? 1 : 0) }, events: turn.events }
}

type On = Extract<Session, { name: 'on' }>

function start({ id, seed, language, open: opening }: Extract<TouchInput, { do: 'start' }>, world: World, nowMs: number): Step {
  const fresh: On = { name: 'on', id, seed, sinceMs: nowMs, lastTouchMs: nowMs, language, elder: false, page: { name: 'menu' }, seen: [], rounds: 0, taken: null, call: null }
  const began: Engagement = { session: id, action: 'session_start', value: language }
  if (opening.page === 'menu') return { session: fresh, events: [began] }
  const { session, events } = step(fresh, { do: 'open', open: opening }, world, nowMs)
  return { session, events: [began, ...events] }
}

/** A session ends once; whoever had finished something has seen its last page already, all others see one thing to take along. */
function leave(on: On, after: 'leave' | 'timeout', say: Say, nowMs: number): Step {
  if (on.page.name === 'finish') return { session: attract, events: isOver(on.page) ? [] : [say('leave', { value: 'finish' })] }
  return { session: { ...on, lastTouchMs: nowMs, page: { name: 'finish', after, right: 0, of: 0, end: on.taken ?? WHEN_IN_DOUBT } }, events: [say(after, { value: on.page.name })] }
}

/** Once a session's end, by one tap. */
function rate(on: On, rating: Rating, say: Say): Step {
  if (on.page.name !== 'finish' || on.page.rated) return { session: on, events: [] }
  return { session: { ...on, page: { ...on.page, rated: rating } }, events: [say('rate', { value: String(rating) })] }
}

function tick(was: On, here: Here): Step {
  const on = looked(was, here)
  const { session, events } = gone(on, isRoom(on.page) ? roomOf(on.page.name).tick?.(on.page, here) ?? null : null)
  if (session.name !== 'on') return { session, events }
  const patience = session.page.name !== 'finish' ? idleMs(session.page) : isOver(session.page) ? LEFT_IDLE_MS : FINISHED_IDLE_MS
  if (here.nowMs - presentMs(session) < patience) return { session, events }
  const left = leave(session, 'timeout', here.say, here.nowMs)
  return { session: left.session, events: [...events, ...left.events] }
}

function open(on: On, opening: Opening, here: Here): Turn<Page> {
  const { page } = on
  // What was left is over: only a new start begins again.
  if (page.name === 'finish' && isOver(page)) return null
  switch (opening.page) {
    case 'menu': return { page: { name: 'menu' }, events: [here.say('page', { value: 'menu' })] }
    case 'paid': return page.name === 'paid' ? null : { page: lies(page, 'paid') ?? { name: 'paid', back: held(page, here.nowMs) }, events: [here.say('page', { value: 'paid' })] }
    case 'help': {
      if (page.name === 'help') return null
      const stands = standing(on.call, here.told, here.online !== false, here.nowMs)
      return { page: { name: 'help', reason: opening.reason, stands, back: lies(page, 'help')?.back ?? held(page, here.nowMs) }, events: [here.say('page', { value: 'help' })] }
    }
    default: return roomOf(opening.page).open(opening, here)
  }
}

/** That page where it lies under this one already: it comes up again, so that the way back stays short. */
function lies<N extends Over['name']>(page: Page, name: N): Extract<Over, { name: N }> | null {
  for (let at = page; at.name === 'paid' || at.name === 'help'; at = at.back) if (at.name === name) return at as Extract<Over, { name: N }>
  return null
}

/** Whether it leads anywhere here and now: a room may have nothing to show. */
export const opens = (opening: Opening, world: World): boolean =>
  opening.page === 'menu' || opening.page === 'paid' || opening.page === 'help'
  || roomOf(opening.page).open(opening, { ...world, seed: 0, rounds: 0, seen: [], nowMs: 0, say: (action) => ({ session: '', action }) }) !== null

/** One call at a time: while somebody is wanted here, another press calls nobody else. */
function help(on: On, page: HelpPage, input: HelpInput, { told, online, nowMs, say }: Here): Step {
  const stands = standing(on.call, told, online !== false, nowMs)
  if (input.do === 'call' && (stands === 'none' || stands === 'done')) {
    const call: MadeCall = { id: input.id, askedMs: nowMs, ended: null }
    return { session: { ...on, call, page: { ...page, stands: standing(call, told, online !== false, nowMs) } }, events: [say('call', { item: input.id, value: `${page.reason} ${on.language}` })] }
  }
  if (input.do !== 'withdraw' || !on.call || on.call.ended) return { session: on, events: [] }
  const call: MadeCall = { ...on.call, ended: 'withdrawn' }
  return { session: { ...on, call, page: { ...page, stands: standing(call, told, online !== false, nowMs) } }, events: [say('call', { item: call.id, value: 'withdrawn' })] }
}

/** What has become of the call since. Whoever waited for somebody was there until then: from now on they have the time that all have. */
function looked(on: On, { told, online, nowMs }: Here): On {
  const call = on.call && !on.call.ended && told?.id === on.call.id && told.state === 'done' ? { ...on.call, ended: 'done' as const } : on.call
  if (on.page.name !== 'help') return call === on.call ? on : { ...on, call }
  const stands = standing(call, told, online !== false, nowMs)
  if (stands === on.page.stands) return call === on.call ? on : { ...on, call }
  return { ...on, call, page: { ...on.page, stands }, ...isAwaited(on.page.stands) && !isAwaited(stands) ? { lastTouchMs: nowMs } : {} }
}

/** Each room takes its own pages and inputs only, by name: that is what the table stands for. */
const roomOf = (name: keyof typeof rooms): Room<Page, Opening, TouchInput> => rooms[name] as unknown as Room<Page, Opening, TouchInput>
const isRoom = (page: Page): page is RoomPage => page.name in rooms

const act = (page: Page, input: TouchInput, here: Here): Turn<Page> => (isRoom(page) ? roomOf(page.name).act(page, input, here) : null)

/** A page as it waits beneath another. */
const held = (page: Page, nowMs: number): Page => (isRoom(page) ? roomOf(page.name).hold?.(page, nowMs) ?? page : page)

function backFrom(page: Page): Page {
  if (page.name === 'paid' || page.name === 'help') return page.back
  if (page.name === 'finish' && isOver(page)) return page
  return (isRoom(page) ? roomOf(page.name).back(page) : null) ?? { name: 'menu' }
}
