import type { Alarm, AlarmsView } from '../../protocol/api-alarms.ts'
import type { Changes } from '../changes.ts'
import type { Clock } from '../clock.ts'
import type { Jobs } from '../jobs.ts'
import type { Log } from '../log.ts'
import type { Store } from '../store/store.ts'
import { alarms } from './causes.ts'
import type { AlarmFacts } from './facts.ts'
import { nextAlarms, shownAlarms, type Held } from './hold.ts'
import { countSince, forgetBefore, readOpen, readPast, viewOf, writeAlarms } from './rows.ts'

export type AlarmsDeps = { store: Store; gather(): Promise<AlarmFacts>; clock: Clock; log: Log; changes: Changes; jobs: Pick<Jobs, 'add'> }

const TICK_MS = 5_000
const DAY = 86_400_000
const KEPT_MS = 90 * DAY

/** Alarms: looked for every few seconds, kept while their cause lasts, acknowledged by people, remembered for 90 days. */
export function createAlarms({ store, gather, clock, log, changes, jobs }: AlarmsDeps) {
  let held = new Map<string, Held>()
  const unsaved = new Map<string, Held>()
  let inDay = 0
  let failure: string | null = null
  let timer: ReturnType<typeof setInterval> | null = null
  let looking: Promise<void> = Promise.resolve()
  const nowMs = () => clock.now().epochMilliseconds

  /** What cannot be stored now (the store may be what the alarm is about) is kept and written later. */
  async function save(): Promise<void> {
    const batch = [...unsaved]
    try {
      await writeAlarms(store, batch.map(([, one]) => one))
      for (const [key, one] of batch) if (unsaved.get(key) === one) unsaved.delete(key)
      inDay = await countSince(store, nowMs() - DAY)
    } catch (error) {
      log.warn({ err: error, alarms: unsaved.size }, 'Alarms could not be stored; they are kept and tried again.')
    }
  }
  const keep = (one: Held) => unsaved.set(`${one.id} ${one.raisedMs}`, one)

  async function lookOnce(): Promise<void> {
    try {
      const now = nowMs()
      const found = alarms(await gather(), now)
      // Only now: somebody may have taken note meanwhile.
      const { held: next, raised, ended, changed } = nextAlarms(held, found, now)
      held = next
      failure = null
      for (const one of raised) log.warn({ alarm: one.id, severity: one.severity, count: one.count, detail: one.detail }, 'Alarm')
      for (const one of ended) log.info({ alarm: one.id }, 'An alarm is over.')
      for (const one of [...raised, ...ended, ...changed]) keep(one)
      if (unsaved.size > 0) await save()
      for (const { id } of [...raised, ...ended, ...changed]) changes.tell('alarm', id)
    } catch (error) {
      failure = error instanceof Error ? error.message : String(error)
      log.error({ err: error }, 'Alarms could not be looked for; it is tried again.')
    }
  }
  /** Looks now; the timer does so every few seconds. */
  const look = (): Promise<void> => (looking = looking.then(lookOnce))

  jobs.add({ name: 'forget-alarms', cron: '40 3 * * *', trace: true, run: async () => `${await forgetBefore(store, nowMs() - KEPT_MS)} alarms forgotten` })

  return {
    /** Goes on with the alarms that were open, so that who acknowledged one is not asked again after a restart. */
    async start(): Promise<void> {
      // Whatever was seen before the restart counts as seen just now: its cause is given time to show again.
      for (const one of await readOpen(store)) held.set(one.id, { ...one, lastMs: nowMs() })
      inDay = await countSince(store, nowMs() - DAY)
      timer ??= setInterval(() => void look(), TICK_MS)
    },
    async stop(): Promise<void> {
      if (timer) clearInterval(timer)
      timer = null
      await looking
    },
    health: () => ({ ok: failure === null, detail: failure ?? `${shownAlarms(held.values()).length} alarms` }),
    look,
    view: (): AlarmsView => ({ alarms: shownAlarms(held.values()).map(viewOf), inDay }),
    past: async (limit: number): Promise<Alarm[]> => (await readPast(store, limit)).map(viewOf),
    /** Somebody takes note; null where there is no such alarm. It is theirs until it worsens or ends. */
    async acknowledge(id: string, user: string, note: string): Promise<Alarm | null> {
      const one = held.get(id)
      if (!one || one.raisedMs === null) return null
      const next: Held = { ...one, acknowledged: { by: user, atMs: nowMs(), note, count: one.count, severity: one.severity } }
      held.set(id, next)
      keep(next)
      await save()
      changes.tell('alarm', id)
      return viewOf(next)
    },
  }
}
export type Alarms = ReturnType<typeof createAlarms>
