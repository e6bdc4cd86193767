import type { Reported } from '../../protocol/device.ts'
import type { Timers } from './ports.ts'
import { newsOf, report, type ReportFacts } from './report.ts'

const EVERY_MS = 60_000
/** Changes that come together are told together … */
const GATHER_MS = 250
/** … and screens that all learnt the same at the same time do not all tell it at once. */
const SPREAD_MS = 1_000

export type ReporterOptions = {
  timers: Timers
  /** Null until the device has looked for the first time. */
  facts(): Omit<ReportFacts, 'notes'> | null
  publish(reported: Reported): Promise<void>
  jitter: number
}

/** Tells the controller where the device stands: on every change that is news, and every minute. */
export function createReporter({ timers, facts, publish, jitter }: ReporterOptions) {
  let online = false
  let last = ''
  let notes: string[] = []
  let cancelNext: (() => void) | null = null
  let cancelGather: (() => void) | null = null

  function tell(always: boolean): void {
    const known = facts()
    if (!online || !known) return
    const reported = report({ ...known, notes })
    const news = newsOf(reported)
    if (!always && news === last) return
    last = news
    publish(reported).catch(() => { last = '' })
  }

  function each(after: number): void {
    cancelNext = timers.after(after, () => {
      tell(true)
      each(EVERY_MS)
    })
  }

  return {
    /** `laterMs`: while an alert spreads and is answered, what a screen reports can wait so long. */
    changed(laterMs = 0): void {
      cancelGather ??= timers.after(GATHER_MS + jitter * SPREAD_MS + laterMs, () => {
        cancelGather = null
        tell(false)
      })
    },
    note(text: string): void {
      notes = [...notes.filter((n) => n !== text), text].slice(-5)
      this.changed()
    },
    setOnline(now: boolean): void {
      online = now
      cancelNext?.()
      cancelNext = null
      if (!online) return
      tell(true)
      each(EVERY_MS * (0.5 + jitter / 2))
    },
    stop(): void {
      online = false
      cancelNext?.()
      cancelGather?.()
    },
  }
}
