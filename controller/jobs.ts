import { createTask, type ScheduledTask } from 'node-cron'
import type { JobView } from '../protocol/api.ts'
import type { Log } from './log.ts'

export type Job = {
  name: string
  /** Five or six fields, by the site's wall clock. */
  cron: string
  /** A sentence on what was done. */
  run(): Promise<string>
  /** It changes or forgets something that people may ask for later: each run is written into the audit log. */
  trace?: true
}

type Entry = { job: Job; task: ScheduledTask; lastRun: string | null; lastResult: string | null; ok: boolean | null; running: Promise<void> | null }

export type JobsDeps = { timeZone: string; now: () => Temporal.Instant; log: Log; ran?: (job: string, ok: boolean) => void; /** Writes down what a job that leaves a trace has done. */ trace?: (job: string, ok: boolean, result: string) => Promise<unknown> }

/** What happens on a clock. A job that fails says so and runs again at its next time; it never overlaps itself. */
export function createJobs({ timeZone, now, log, ran, trace }: JobsDeps) {
  const entries = new Map<string, Entry>()

  async function work(entry: Entry): Promise<void> {
    entry.lastRun = now().toString()
    try {
      entry.lastResult = await entry.job.run()
      entry.ok = true
    } catch (error) {
      entry.lastResult = error instanceof Error ? error.message : String(error)
      entry.ok = false
      log.error({ err: error, job: entry.job.name }, 'A timed job failed; it runs again at its next time.')
    }
    if (entry.job.trace) await trace?.(entry.job.name, entry.ok, entry.lastResult).catch((error: unknown) => log.error({ err: error, job: entry.job.name }, 'What a timed job did could not be written down.'))
    ran?.(entry.job.name, entry.ok)
  }

  /** A run under way serves whoever asks meanwhile. */
  const run = (entry: Entry): Promise<void> => entry.running ??= work(entry).finally(() => { entry.running = null })

  return {
    add(job: Job): void {
      const entry: Entry = {
        job, lastRun: null, lastResult: null, ok: null, running: null,
        task: createTask(job.cron, () => run(entry), { name: job.name, timezone: timeZone, noOverlap: true, suppressMissedWarning: true }),
      }
      entries.set(job.name, entry)
    },
    start(): void {
      for (const { task } of entries.values()) void task.start()
    },
    async stop(): Promise<void> {
      for (const { task } of entries.values()) await task.destroy()
    },
    /** Runs a job now, out of its turn; one that runs already is waited for. */
    async runNow(name: string): Promise<boolean> {
      const entry = entries.get(name)
      if (entry) await run(entry)
      return entry !== undefined
    },
    view: (): JobView[] => [...entries.values()].map(({ job, task, lastRun, lastResult, ok }) => ({
      name: job.name, cron: job.cron, lastRun, lastResult, ok,
      nextRun: task.getNextRun()?.toISOString() ?? null,
    })),
    health: () => {
      const failed = [...entries.values()].filter((entry) => entry.ok === false).map((entry) => entry.job.name)
      return { ok: failed.length === 0, detail: failed.length === 0 ? `${entries.size} jobs` : `failed last time: ${failed.join(', ')}` }
    },
  }
}
export type Jobs = ReturnType<typeof createJobs>
