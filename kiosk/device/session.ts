import type { AnswerStage } from '../../protocol/event.ts'
import type { Engagement } from './device.ts'
import { pickQuiz, type CaseRun, type Offer, type QuizRun } from './quiz.ts'

/** A passenger's touch session as a machine. Nothing in it says who; it lives in memory and dies with the session. Pure. */
export type TouchLanguage = 'zh-CN' | 'en'

export type Page =
  | { name: 'menu' }
  /** `chosen` is the option's index in the item; null until answered. */
  | { name: 'quiz'; runs: readonly QuizRun[]; at: number; chosen: number | null; right: number }
  | { name: 'cases' }
  /** Steps 0 to 2 are the beats, 3 is what to do. */
  | { name: 'case'; run: CaseRun; step: number }
  | { name: 'paid'; back: Page }
  | { name: 'finish'; after: 'quiz' | 'case'; right: number; of: number; last: QuizRun | CaseRun }

export type Session =
  | { name: 'attract' }
  | { name: 'on'; id: string; seed: number; sinceMs: number; lastTouchMs: number; language: TouchLanguage; elder: boolean; page: Page; seen: readonly string[]; rounds: number }

export type TouchInput =
  | { do: 'start'; id: string; seed: number; language: TouchLanguage; page: 'menu' | 'quiz' | 'paid' }
  | { do: 'touch' }
  | { do: 'language'; language: TouchLanguage }
  | { do: 'elder'; on: boolean }
  | { do: 'open'; page: 'menu' | 'quiz' | 'cases' | 'paid' }
  | { do: 'case'; run: CaseRun }
  | { do: 'answer'; choice: number }
  | { do: 'next' }
  | { do: 'back' }
  | { do: 'leave' }
  | { do: 'tick' }

export type Step = { session: Session; events: Engagement[] }

const IDLE_MS = 60_000
const WARN_MS = 20_000
/** The last page has nothing to lose, so it goes without a warning. */
const FINISHED_IDLE_MS = 30_000
export const CASE_STEPS = 4

export const attract: Session = { name: 'attract' }

/** Whole seconds until the session ends by itself, during its last 20 s; null before. */
export function secondsLeft(session: Session, nowMs: number): number | null {
  if (session.name !== 'on' || session.page.name === 'finish') return null
  const left = session.lastTouchMs + IDLE_MS - nowMs
  return left > WARN_MS ? null : Math.max(0, Math.ceil(left / 1000))
}

/** One input. `offer` is what the zone's programme has at hand. An input that does not fit the page changes nothing. */
export function step(session: Session, input: TouchInput, offer: Offer, nowMs: number): Step {
  if (session.name === 'attract') return input.do === 'start' ? start(input, offer, nowMs) : { session, events: [] }
  const say = (action: Engagement['action'], rest: Partial<Engagement> = {}): Engagement => ({ session: session.id, action, ...rest })
  const end = (action: 'leave' | 'timeout'): Step => ({ session: attract, events: [say(action, { value: session.page.name })] })
  if (input.do === 'leave') return end('leave')
  if (input.do === 'tick') {
    const finished = session.page.name === 'finish'
    if (nowMs - session.lastTouchMs < (finished ? FINISHED_IDLE_MS : IDLE_MS)) return { session, events: [] }
    return end(finished ? 'leave' : 'timeout')
  }
  const on = { ...session, lastTouchMs: nowMs }
  if (input.do === 'language') return { session: { ...on, language: input.language }, events: [say('language', { value: input.language })] }
  if (input.do === 'elder') return { session: { ...on, elder: input.on }, events: [say('elder', { value: input.on ? 'on' : 'off' })] }
  const turn = turnPage(on, input, offer, say)
  return turn ? { session: { ...on, ...turn.change }, events: turn.events } : { session: on, events: [] }
}

type On = Extract<Session, { name: 'on' }>
type Turn = { change: Partial<Pick<On, 'page' | 'seen' | 'rounds'>>; events: Engagement[] } | null
type Say = (action: Engagement['action'], rest?: Partial<Engagement>) => Engagement

function start(input: Extract<TouchInput, { do: 'start' }>, offer: Offer, nowMs: number): Step {
  const { id, seed, language } = input
  const fresh: On = { name: 'on', id, seed, sinceMs: nowMs, lastTouchMs: nowMs, language, elder: false, page: { name: 'menu' }, seen: [], rounds: 0 }
  const began: Engagement = { session: id, action: 'session_start', value: language }
  if (input.page === 'menu') return { session: fresh, events: [began] }
  const { session, events } = step(fresh, { do: 'open', page: input.page }, offer, nowMs)
  return { session, events: [began, ...events] }
}

function turnPage(on: On, input: TouchInput, offer: Offer, say: Say): Turn {
  const { page } = on
  switch (input.do) {
    case 'open': return openPage(on, input.page, offer, say)
    case 'case': return page.name === 'cases' ? { change: { page: { name: 'case', run: input.run, step: 0 } }, events: [say('case_step', { item: input.run.item.id, value: '1' })] } : null
    case 'answer': return answer(on, input.choice, say)
    case 'next': return next(on, say)
    case 'back': return { change: { page: backFrom(page) }, events: [] }
    default: return null
  }
}

function openPage(on: On, name: 'menu' | 'quiz' | 'cases' | 'paid', offer: Offer, say: Say): Turn {
  const events = [say('page', { value: name })]
  if (name === 'paid') return on.page.name === 'paid' ? null : { change: { page: { name, back: on.page } }, events }
  if (name !== 'quiz') return { change: { page: { name } }, events }
  const runs = pickQuiz(offer, new Set(on.seen), on.seed + on.rounds)
  if (runs.length === 0) return null
  return { change: { page: { name, runs, at: 0, chosen: null, right: 0 }, rounds: on.rounds + 1, seen: [...new Set([...on.seen, ...runs.map((r) => r.item.id)])] }, events }
}

/** Where an answer stands: the session's first comes before anything was explained, a round's last after all of it. */
function stageOf(rounds: number, at: number, of: number): AnswerStage {
  if (rounds === 1 && at === 0) return 'before'
  return at === of - 1 ? 'after' : 'between'
}

function answer({ page, rounds }: On, choice: number, say: Say): Turn {
  const run = page.name === 'quiz' ? page.runs[page.at] : undefined
  if (page.name !== 'quiz' || !run || page.chosen !== null || !run.order.includes(choice)) return null
  const correct = choice === run.item.answer
  return {
    change: { page: { ...page, chosen: choice, right: page.right + (correct ? 1 : 0) } },
    events: [say('answer', { item: run.item.id, choice, correct, genuine: run.item.genuine, value: stageOf(rounds, page.at, page.runs.length) })],
  }
}

function next({ page }: On, say: Say): Turn {
  if (page.name === 'quiz' && page.chosen !== null) {
    const last = page.runs[page.at]
    if (page.at + 1 < page.runs.length) return { change: { page: { ...page, at: page.at + 1, chosen: null } }, events: [] }
    return last ? { change: { page: { name: 'finish', after: 'quiz', right: page.right, of: page.runs.length, last } }, events: [say('finish', { value: 'quiz' })] } : null
  }
  if (page.name === 'case') {
    if (page.step + 1 < CASE_STEPS) return { change: { page: { ...page, step: page.step + 1 } }, events: [say('case_step', { item: page.run.item.id, value: String(page.step + 2) })] }
    return { change: { page: { name: 'finish', after: 'case', right: 0, of: 0, last: page.run } }, events: [say('finish', { item: page.run.item.id, value: 'case' })] }
  }
  return null
}

function backFrom(page: Page): Page {
  if (page.name === 'paid') return page.back
  if (page.name === 'case') return page.step > 0 ? { ...page, step: page.step - 1 } : { name: 'cases' }
  return { name: 'menu' }
}
