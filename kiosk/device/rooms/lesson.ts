import type { Class, Phone, Quiz, Video } from '../../../protocol/content.ts'
import { goodPhones, type Kit } from '../../../protocol/kit.ts'
import { balanced } from '../../../protocol/share.ts'
import { runOf, randomFrom, shuffled, type QuizRun } from './pick.ts'
import type { Here, Room, Takeaway, Turn } from './room.ts'

/** A class or a film that may be shown today, with the pairs of questions that may. */
export type Offered = { item: Class | Video; phones: readonly Phone[]; pairs: readonly (readonly [Asked, Asked])[] }
type Asked = { item: Quiz; phones: readonly Phone[] }
/** As one passenger meets it: the two questions of one pair, in an order that was drawn; null where there is none. */
export type LessonRun = { item: Class | Video; phones: readonly Phone[]; before: QuizRun | null; after: QuizRun | null }

type Playing = {
  name: 'lesson'; at: 'play'; run: LessonRun
  /** It stood here, milliseconds into the class, at `sinceMs`; since then it has run by the clock. Null: it stands still. */
  positionMs: number; sinceMs: number | null
  /** The farthest part that has begun, from 0. */
  reached: number
  answers: Answers
}
/** How many of the questions so far were answered, and how many of them right. */
type Answers = { right: number; of: number }
export type LessonPage =
  | { name: 'lesson'; at: 'list' }
  /** `first`: nothing was explained in this session before. */
  | { name: 'lesson'; at: 'before'; run: LessonRun; first: boolean }
  | Playing
  /** `firstRight`: whether the question before was answered rightly; null where there was none. */
  | { name: 'lesson'; at: 'after'; run: LessonRun; chosen: number | null; answers: Answers; firstRight: boolean | null }
export type LessonOpen = { page: 'lesson' }
export type LessonInput = { do: 'lesson'; id: string } | { do: 'answer'; choice: number } | { do: 'pause' } | { do: 'play' } | { do: 'rewind' } | { do: 'skip' } | { do: 'next' }

const REWIND_MS = 5_000

/** All lessons whose telephone numbers count today, each with as many pairs as leave enough of them genuine. `today`: the site's day. */
export function lessonsOf(kit: Kit | null, today: string): Offered[] {
  const good = new Map(goodPhones(kit?.phones ?? [], today).map((phone) => [phone.id, phone]))
  const named = ({ phones }: { phones: readonly string[] }): Phone[] | null => {
    const found = phones.flatMap((id) => good.get(id) ?? [])
    return found.length === phones.length ? found : null
  }
  const asked = (item: Quiz): Asked | null => { const phones = named(item); return phones && { item, phones } }
  return (kit?.lessons ?? []).flatMap(({ item, pairs }): Offered[] => {
    const phones = named(item)
    if (phones === null) return []
    const may = pairs.flatMap(([a, b]) => { const [one, other] = [asked(a), asked(b)]; return one && other ? [[one, other] as const] : [] })
    return [{ item, phones, pairs: balanced(may, (pair) => pair.every((one) => one.item.genuine)) }]
  })
}

/** Where each part begins, milliseconds: a class's scenes; a film's captions, the first with the film. */
export function partsOf(item: Class | Video): number[] {
  if (item.kind === 'class') return item.scenes.map((_, i) => item.scenes.slice(0, i).reduce((sum, { seconds }) => sum + seconds, 0) * 1000)
  if (item.cues && item.cues.length > 0) return item.cues.map(({ from }, i) => (i === 0 ? 0 : from * 1000))
  return item.captions.length > 0 ? item.captions.map((_, i) => (i / item.captions.length) * item.seconds * 1000) : [0]
}
export const lengthMs = ({ seconds }: Class | Video): number => seconds * 1000
/** The part that stands at a moment of the class. */
export const partAt = (item: Class | Video, positionMs: number): number => partsOf(item).findLastIndex((from) => from <= positionMs)

/** How far into the class it is at `nowMs`; never beyond its end. */
export function positionAt({ run, positionMs, sinceMs }: Pick<Playing, 'run' | 'positionMs' | 'sinceMs'>, nowMs: number): number {
  return Math.min(lengthMs(run.item), sinceMs === null ? positionMs : positionMs + Math.max(0, nowMs - sinceMs))
}
export const hasEnded = (page: Pick<Playing, 'run' | 'positionMs' | 'sinceMs'>, nowMs: number): boolean => positionAt(page, nowMs) >= lengthMs(page.run.item)

/** One pair of the lesson's, such as this session has not met where there is one; which of the two comes first is drawn. */
function draw({ item, phones, pairs }: Offered, { seed, rounds, seen }: Here): LessonRun {
  const random = randomFrom(seed + rounds)
  const met = (pair: readonly [Asked, Asked]): number => pair.filter((one) => seen.includes(one.item.id)).length
  const [pair] = shuffled(pairs, random).sort((a, b) => met(a) - met(b))
  const [before, after] = pair ? shuffled(pair, random).map((one) => runOf(one, random)) : []
  return { item, phones, before: before ?? null, after: after ?? null }
}

/** The class begins; from here on something has been explained. */
function begin(run: LessonRun, answers: Answers, { nowMs, say }: Here, events: ReturnType<Here['say']>[] = []): Turn<LessonPage> {
  return { page: { name: 'lesson', at: 'play', run, positionMs: 0, sinceMs: nowMs, reached: 0, answers }, events: [...events, say('step', { item: run.item.id, value: '1' })], seen: [run.item.id], round: true, taken: takeaway(run) }
}
const takeaway = ({ item, phones }: LessonRun): Takeaway => ({ move: item.move, action: item.action, phones })
const finish = (run: LessonRun, { right, of }: Answers, { say }: Here): Turn<LessonPage> =>
  ({ page: { name: 'finish', after: 'lesson', right, of, end: takeaway(run) }, events: [say('finish', { item: run.item.id, value: 'lesson' })] })

/** It stands at another moment from now on, running or not. Parts that it enters for the first time are told. */
function moved(page: Playing, positionMs: number, running: boolean, { nowMs, say }: Here): Turn<LessonPage> {
  const part = partAt(page.run.item, positionMs)
  return {
    page: { ...page, positionMs, sinceMs: running ? nowMs : null, reached: Math.max(page.reached, part) },
    events: part > page.reached ? [say('step', { item: page.run.item.id, value: String(part + 1) })] : [],
  }
}

function play(page: Playing, input: LessonInput, here: Here): Turn<LessonPage> {
  const { item } = page.run
  const at = positionAt(page, here.nowMs)
  const ended = at >= lengthMs(item)
  const running = page.sinceMs !== null && !ended
  switch (input.do) {
    case 'pause': return running ? moved(page, at, false, here) : null
    case 'play': return running ? null : moved(page, ended ? 0 : at, true, here)
    case 'rewind': return at === 0 ? null : moved(page, Math.max(0, at - REWIND_MS), running || ended, here)
    case 'skip': return ended ? null : moved(page, partsOf(item)[partAt(item, at) + 1] ?? lengthMs(item), running, here)
    case 'next': {
      if (!ended) return null
      const { after } = page.run
      return after ? { page: { name: 'lesson', at: 'after', run: page.run, chosen: null, answers: page.answers, firstRight: page.answers.of > 0 ? page.answers.right > 0 : null }, events: [], seen: [after.item.id] } : finish(page.run, page.answers, here)
    }
    default: return null
  }
}

/** 反诈小课堂: a question, a class that may be paused, a question like the first. Only the second is explained: the first is a measure. */
export const lesson: Room<LessonPage, LessonOpen, LessonInput> = {
  open: (_, { kit, today, say }) => (lessonsOf(kit, today).length === 0 ? null : { page: { name: 'lesson', at: 'list' }, events: [say('page', { value: 'lesson' })] }),
  act(page, input, here) {
    switch (page.at) {
      case 'list': {
        const found = input.do === 'lesson' ? lessonsOf(here.kit, here.today).find(({ item }) => item.id === input.id) : undefined
        if (!found) return null
        const run = draw(found, here)
        if (!run.before) return begin(run, { right: 0, of: 0 }, here)
        return { page: { name: 'lesson', at: 'before', run, first: here.rounds === 0 && here.seen.length === 0 }, events: [], seen: [run.before.item.id] }
      }
      case 'before': {
        const { before } = page.run
        if (input.do !== 'answer' || !before?.order.includes(input.choice)) return null
        const correct = input.choice === before.item.answer
        return begin(page.run, { right: correct ? 1 : 0, of: 1 }, here, [here.say('answer', { item: before.item.id, choice: input.choice, correct, genuine: before.item.genuine, value: page.first ? 'before' : 'between' })])
      }
      case 'play': return play(page, input, here)
      case 'after': {
        const { after } = page.run
        if (!after) return null
        if (input.do === 'next') return page.chosen === null ? null : finish(page.run, page.answers, here)
        if (input.do !== 'answer' || page.chosen !== null || !after.order.includes(input.choice)) return null
        const correct = input.choice === after.item.answer
        return {
          page: { ...page, chosen: input.choice, answers: { right: page.answers.right + (correct ? 1 : 0), of: page.answers.of + 1 } },
          events: [here.say('answer', { item: after.item.id, choice: input.choice, correct, genuine: after.item.genuine, value: 'after' })],
        }
      }
    }
  },
  back: (page) => (page.at === 'list' ? null : { name: 'lesson', at: 'list' }),
  /** Parts that begin by themselves are told as they begin. */
  tick(page, here) {
    if (page.at !== 'play' || page.sinceMs === null) return null
    const part = partAt(page.run.item, positionAt(page, here.nowMs))
    return part > page.reached ? { page: { ...page, reached: part }, events: [here.say('step', { item: page.run.item.id, value: String(part + 1) })] } : null
  },
  busyUntil: (page) => (page.at === 'play' && page.sinceMs !== null ? page.sinceMs + lengthMs(page.run.item) - page.positionMs : null),
  hold: (page, nowMs) => (page.at === 'play' ? { ...page, positionMs: positionAt(page, nowMs), sinceMs: null } : page),
}
