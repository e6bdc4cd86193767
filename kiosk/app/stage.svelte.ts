import { casePart, classPart, quizPart, SCENE_MOVES_MS, tickerPart } from '../../faces/timeline.ts'
import type { Text } from '../../protocol/basics.ts'
import type { Item } from '../../protocol/content.ts'
import type { Desired } from '../../protocol/device.ts'
import type { Device, View } from '../device/device.ts'
import { painted } from './painted.ts'
import type { Speaker } from './speaker.svelte.ts'

/** Something moves for this long after an item, or a part of it, began; then only the slow drift is left. */
const LIVELY_MS = 2_000
const CALM_FRAME_MS = 200
/** A face lives all the time, unless motion is not wanted; with the wait for the frame after it, every second frame. */
const FACE_FRAME_MS = 20
const calm = matchMedia('(prefers-reduced-motion: reduce)')
const IDENTIFY_MS = 15_000
const SPOKEN_MS = 12_000

/**
 * The device as the components see it. While something moves it asks at every frame what is on by the corrected clock; a calm
 * picture draws no frames that nobody would see, and the device itself says when it changes.
 */
export class Stage {
  readonly device: Device
  view = $state.raw<View | null>(null)
  desired = $state.raw<Desired | null>(null)
  previous = $state.raw<View['main'] | undefined>(undefined)
  nowMs = $state(0)
  identifying = $state(false)
  said = $state.raw<Text | null>(null)
  /** What says things aloud; null on screens that never do, and until its code has come. */
  speaker = $state.raw<Speaker | null>(null)
  readonly #leave: (() => void)[] = []
  #frame = 0
  #calm: ReturnType<typeof setTimeout> | undefined

  constructor(device: Device) {
    this.device = device
    this.nowMs = device.now().epochMilliseconds
    this.#leave.push(
      device.onView((view) => this.#show(view)),
      device.onCommand(({ action }) => {
        if (action.do === 'identify') {
          this.identifying = true
          setTimeout(() => { this.identifying = false }, IDENTIFY_MS)
        }
        if (action.do === 'say') {
          this.said = action.text
          setTimeout(() => { this.said = null }, SPOKEN_MS)
        }
      }),
    )
    this.#next(0)
  }

  /** Milliseconds since what is on began, by the clock that all screens share. */
  get elapsedMs(): number {
    return this.view ? Math.max(0, this.nowMs - this.view.main.startedAt.epochMilliseconds) : 0
  }

  get now(): Temporal.Instant {
    return Temporal.Instant.fromEpochMilliseconds(this.nowMs)
  }

  stop(): void {
    cancelAnimationFrame(this.#frame)
    clearTimeout(this.#calm)
    for (const leave of this.#leave) leave()
  }

  #each(): void {
    this.device.tick()
    this.nowMs = this.device.now().epochMilliseconds
    // Before the next part begins, too: its first frame is not missed.
    this.#next(this.#lively(this.nowMs) || this.#lively(this.nowMs + CALM_FRAME_MS) ? 0 : this.desired?.role === 'robot' && !calm.matches ? FACE_FRAME_MS : CALM_FRAME_MS)
  }

  #next(afterMs: number): void {
    cancelAnimationFrame(this.#frame)
    clearTimeout(this.#calm)
    const each = (): void => { this.#frame = requestAnimationFrame(() => this.#each()) }
    if (afterMs > 0) this.#calm = setTimeout(each, afterMs)
    else each()
  }

  #show(view: View): void {
    if (this.view && this.view.main.startedAt.epochMilliseconds !== view.main.startedAt.epochMilliseconds) this.previous = this.view.main
    this.view = view
    this.desired = this.device.desired
    this.nowMs = this.device.now().epochMilliseconds
    this.#next(0)
    const takeover = view.main.kind === 'alert' ? view.main.alert : null
    if (!takeover && view.banners.length === 0) return
    void painted().then(() => {
      if (this.view !== view) return
      if (takeover) this.device.alertVisible(takeover, 'takeover')
      for (const alert of view.banners) this.device.alertVisible(alert, 'banner')
    })
  }

  #lively(nowMs: number): boolean {
    const main = this.view?.main
    if (main?.kind !== 'item') return false
    const elapsed = nowMs - main.startedAt.epochMilliseconds
    return elapsed < LIVELY_MS || partSince(main.item, elapsed) < (isDrawn(main.item, elapsed) ? SCENE_MOVES_MS : LIVELY_MS)
  }
}

/** A scene with a drawing moves for longer. */
const isDrawn = (item: Item, elapsedMs: number): boolean => item.kind === 'class' && item.scenes[classPart(item, elapsedMs).index]?.scene !== undefined

function partSince(item: Item, elapsedMs: number): number {
  if (item.kind === 'case') return casePart(item, elapsedMs).sinceMs
  if (item.kind === 'quiz') return quizPart(item, elapsedMs).sinceMs
  if (item.kind === 'class') return classPart(item, elapsedMs).sinceMs
  return item.kind === 'ticker' ? tickerPart(item, elapsedMs).sinceMs : elapsedMs
}
