import { answerStages, type AnswerStage, type DeviceEvent, type EngagementEvent } from '../../protocol/event.ts'
import { NEUTRAL_ZONE } from '../../protocol/words.ts'
import { askedSteps } from './asked.ts'

const HOUR_MS = 3_600_000
/** The beginning of the hour that holds `ms`; both since the Unix epoch. */
export const hourOf = (ms: number): number => Math.floor(ms / HOUR_MS) * HOUR_MS

export type Counted = { atMs: number; odd: boolean; receivedMs: number; event: DeviceEvent }
export type EngagementHour = { zone: string; hourMs: number; sessions: number; finished: number; answers: number; correct: number }
/** Answers to one question, by stage and by whether the contact was genuine (1) or a scam (0). */
export type AnswerHour = { zone: string; item: string; stage: AnswerStage; genuine: 0 | 1; hourMs: number; answers: number; correct: number }
/** How sessions went on: `answered` once a session, at its first answer; `timeout`, `leave`, `elder`, languages as `language:en`; what 小安 was asked as `ask:ID` and so on. */
export type StepHour = { zone: string; step: string; hourMs: number; count: number }
export type PlayHour = { zone: string; item: string; hourMs: number; plays: number; seconds: number }

const isStage = (value: string | undefined): value is AnswerStage => answerStages.some((stage) => stage === value)

/** What an answer was to; null where the event is none, or one of an older screen that does not name the question. */
function answerOf({ action, item, genuine, value }: EngagementEvent): Pick<AnswerHour, 'item' | 'stage' | 'genuine'> | null {
  if (action !== 'answer' || item === undefined || genuine === undefined) return null
  return { item, stage: isStage(value) ? value : 'between', genuine: genuine ? 1 : 0 }
}

function stepsOf(event: EngagementEvent): string[] {
  const { action, value } = event
  if (action === 'answer') return value === 'before' ? ['answered'] : []
  if (action === 'session_start') return value === 'zh-CN' || value === 'en' ? [`language:${value}`] : []
  if (action === 'elder') return value === 'on' ? ['elder'] : []
  if (action === 'ask') return askedSteps(event)
  return action === 'timeout' || action === 'leave' ? [action] : []
}

/** What newly stored events add to the hourly summaries. An event whose time is odd counts in the hour it arrived in. */
export function summarise(events: readonly Counted[]): { engagement: EngagementHour[]; plays: PlayHour[]; answers: AnswerHour[]; steps: StepHour[] } {
  const engagement = new Map<string, EngagementHour>()
  const plays = new Map<string, PlayHour>()
  const answers = new Map<string, AnswerHour>()
  const steps = new Map<string, StepHour>()
  for (const { event, atMs, odd, receivedMs } of events) {
    const zone = event.zone ?? NEUTRAL_ZONE
    const hourMs = hourOf(odd ? receivedMs : atMs)
    if (event.kind === 'play') {
      const key = `${zone} ${event.item} ${hourMs}`
      const hour = plays.get(key) ?? { zone, item: event.item, hourMs, plays: 0, seconds: 0 }
      hour.plays += event.count
      hour.seconds += event.seconds
      plays.set(key, hour)
    } else if (event.kind === 'engagement') {
      const key = `${zone} ${hourMs}`
      const hour = engagement.get(key) ?? { zone, hourMs, sessions: 0, finished: 0, answers: 0, correct: 0 }
      if (event.action === 'session_start') hour.sessions += 1
      if (event.action === 'finish') hour.finished += 1
      if (event.action === 'answer') hour.answers += 1
      if (event.action === 'answer' && event.correct === true) hour.correct += 1
      engagement.set(key, hour)
      const given = answerOf(event)
      if (given) {
        const at = `${zone} ${given.item} ${given.stage} ${given.genuine} ${hourMs}`
        const sum = answers.get(at) ?? { zone, ...given, hourMs, answers: 0, correct: 0 }
        sum.answers += 1
        sum.correct += event.correct === true ? 1 : 0
        answers.set(at, sum)
      }
      for (const step of stepsOf(event)) {
        const sum = steps.get(`${zone} ${step} ${hourMs}`) ?? { zone, step, hourMs, count: 0 }
        sum.count += 1
        steps.set(`${zone} ${step} ${hourMs}`, sum)
      }
    }
  }
  return { engagement: [...engagement.values()], plays: [...plays.values()], answers: [...answers.values()], steps: [...steps.values()] }
}
