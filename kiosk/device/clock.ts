/**
 * A screen's clock: the operating system's time at page start, carried on by the monotonic clock and corrected by
 * an offset learnt from the controller. All times in milliseconds; `mono` is the monotonic clock. Pure.
 */

/** One question to the controller: what it said, and when by the monotonic clock it was asked and answered. */
export type ClockSample = { serverMs: number; sentMono: number; receivedMono: number }

type Measured = { offsetMs: number; roundTripMs: number; mono: number }

export type ClockState = Readonly<{
  originWallMs: number
  originMono: number
  /** Correction in force at `asOf`, on its way to `targetMs`. */
  offsetMs: number
  targetMs: number
  asOf: number
  floorMs: number
  samples: readonly Measured[]
  steps: number
}>

/** Milliseconds of correction per millisecond: a 10 s item then runs at most 0.2 s long, which nobody sees. */
const SLEW = 0.02
/** Above this a clock is wrong, not adrift. */
const STEP_ABOVE_MS = 2000
const SAMPLES_KEPT = 8
/** Crystals drift by about this share: samples this far apart may rightly disagree. */
const DRIFT = 0.0002

/** `offsetMs`: the correction that was in force when this device last ran, so that it starts where it left off. */
export function startClock(wallMs: number, mono: number, offsetMs = 0): ClockState {
  return { originWallMs: wallMs, originMono: mono, offsetMs, targetMs: offsetMs, asOf: mono, floorMs: 0, samples: [], steps: 0 }
}

export function offsetAt(clock: ClockState, mono: number): number {
  const most = Math.max(0, mono - clock.asOf) * SLEW
  const wanted = clock.targetMs - clock.offsetMs
  return clock.offsetMs + Math.max(-most, Math.min(most, wanted))
}

/** Milliseconds since the epoch, whole; never below the greatest time a verified fact has vouched for. */
export function nowMs(clock: ClockState, mono: number): number {
  const raw = clock.originWallMs + (mono - clock.originMono) + offsetAt(clock, mono)
  return Math.floor(Math.max(raw, clock.floorMs))
}

export function roundTripMs(clock: ClockState): number | null {
  return best(clock.samples)?.roundTripMs ?? null
}

function best(samples: readonly Measured[]): Measured | undefined {
  return samples.toSorted((a, b) => a.roundTripMs - b.roundTripMs)[0]
}

/** Two measurements contradict each other when their error bars, drift included, do not touch: the machine slept, or its time was set. */
function contradicts(a: Measured, b: Measured): boolean {
  const allowed = (a.roundTripMs + b.roundTripMs) / 2 + Math.abs(a.mono - b.mono) * DRIFT + 1
  return Math.abs(a.offsetMs - b.offsetMs) > allowed
}

/** Takes a sample in. The one with the least round trip counts; up to 2 s is made good slowly, more at once and counted in `steps`. */
export function addSample(clock: ClockState, sample: ClockSample): ClockState {
  const roundTrip = sample.receivedMono - sample.sentMono
  if (!(roundTrip >= 0) || !Number.isFinite(sample.serverMs)) return clock
  const middle = (sample.sentMono + sample.receivedMono) / 2
  const taken = { offsetMs: sample.serverMs - (clock.originWallMs + middle - clock.originMono), roundTripMs: roundTrip, mono: middle }
  const samples = [...clock.samples.filter((s) => !contradicts(s, taken)), taken].slice(-SAMPLES_KEPT)
  const targetMs = (best(samples) ?? taken).offsetMs
  const offsetMs = offsetAt(clock, sample.receivedMono)
  const step = Math.abs(targetMs - offsetMs) > STEP_ABOVE_MS
  return { ...clock, samples, targetMs, offsetMs: step ? targetMs : offsetMs, asOf: sample.receivedMono, steps: clock.steps + (step ? 1 : 0) }
}

/** A verified fact was issued at `issuedMs`, so it is at least that late. Time then runs on from there. */
export function atLeast(clock: ClockState, mono: number, issuedMs: number): ClockState {
  if (issuedMs <= clock.floorMs) return clock
  const behind = issuedMs - nowMs(clock, mono)
  if (behind <= 0) return { ...clock, floorMs: issuedMs }
  const offsetMs = offsetAt(clock, mono) + behind
  return { ...clock, floorMs: issuedMs, offsetMs, targetMs: Math.max(clock.targetMs, offsetMs), asOf: mono, steps: clock.steps + (behind > STEP_ABOVE_MS ? 1 : 0) }
}
