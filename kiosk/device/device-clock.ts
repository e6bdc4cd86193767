import { addSample, atLeast, nowMs, offsetAt, roundTripMs, startClock } from './clock.ts'
import type { Ports } from './ports.ts'

const SAMPLE_EVERY_MS = 300_000
const FIRST_SAMPLES = 4
/** Going online does not wait longer than this for the first word about the time. */
const SETTLE_MS = 3_000
/** Where the last correction is kept, among the facts. */
const KEPT_AT = 'clock'

/** Keeps the clock machine supplied: samples at start, every five minutes and on every connect. */
export function createDeviceClock({ clock: os, timers, time, store, log }: Pick<Ports, 'clock' | 'timers' | 'time' | 'store' | 'log'>, { onStep }: { onStep(): void }) {
  let state = startClock(os.wallMs(), os.monotonicMs())
  let cancel: (() => void) | null = null
  let stopped = false
  let sampling: Promise<void> | null = null

  function change(next: typeof state): void {
    const stepped = next.steps > state.steps
    state = next
    if (!stepped) return
    log('warn', 'the clock was stepped', { offsetMs: Math.round(state.offsetMs) })
    onStep()
  }

  async function once(): Promise<void> {
    const sentMono = os.monotonicMs()
    const serverMs = await time()
    change(addSample(state, { serverMs, sentMono, receivedMono: os.monotonicMs() }))
  }

  /** A few questions in a row: the quickest answer counts. */
  async function sample(): Promise<void> {
    cancel?.()
    try {
      for (let i = 0; i < FIRST_SAMPLES; i++) await once()
      await store.facts.put({ path: KEPT_AT, version: 0, issuedAt: 0, body: state.targetMs })
    } catch (error) {
      log('info', 'the time could not be asked for', { error: String(error) })
    }
    if (!stopped) cancel = timers.after(SAMPLE_EVERY_MS, () => void run())
  }

  function run(): Promise<void> {
    sampling ??= sample().finally(() => { sampling = null })
    return sampling
  }

  return {
    nowMs: (): number => nowMs(state, os.monotonicMs()),
    offsetMs: (): number => offsetAt(state, os.monotonicMs()),
    roundTripMs: (): number | null => roundTripMs(state),
    get steps(): number {
      return state.steps
    },
    /** A verified fact was issued then. */
    atLeast: (issuedMs: number): void => change(atLeast(state, os.monotonicMs(), issuedMs)),
    /** Starts from the correction of the last page. */
    async restore(): Promise<void> {
      const kept = (await store.facts.load()).find((fact) => fact.path === KEPT_AT)?.body
      if (typeof kept === 'number' && Number.isFinite(kept)) state = startClock(state.originWallMs, state.originMono, kept)
    },
    sample: run,
    /** The first samples, or three seconds. */
    settle: (): Promise<void> => new Promise((done) => {
      const giveUp = timers.after(SETTLE_MS, done)
      void run().then(() => {
        giveUp()
        done()
      })
    }),
    stop(): void {
      stopped = true
      cancel?.()
    },
  }
}
