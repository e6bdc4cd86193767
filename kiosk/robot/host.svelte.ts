import { towards, type Look } from '../../faces/robot.ts'
import type { Text } from '../../protocol/basics.ts'
import { parting } from '../../protocol/hosting.ts'
import { isQuiet } from '../../protocol/show-audio.ts'
import { linesIn } from '../../protocol/speech.ts'
import { audible } from '../app/audible.ts'
import type { Stage } from '../app/stage.svelte.ts'
import { fresh, greet, part, type Manners } from '../device/manners.ts'
import { greetingOf } from './words.ts'

const GREETING_MS = 2_600
const PARTING_MS = 8_000
/** It looks at where it was touched for so long. */
const LOOK_MS = 4_000
/** A robot that has come to another zone is still on its way for so long. */
const MOVING_MS = 30_000

/** 小安 among people: greets whoever touches it, takes its leave of nobody twice, looks at hands. A shell over the manners. */
export class Host {
  readonly #stage: Stage
  #manners: Manners = fresh
  #greeting = $state.raw<{ text: Text; untilMs: number } | null>(null)
  #parting = $state.raw<{ text: Text; untilMs: number } | null>(null)
  #look = $state.raw<{ at: Look; untilMs: number } | null>(null)
  #zone: string | null | undefined
  #movingUntilMs = $state(0)

  constructor(stage: Stage) {
    this.#stage = stage
  }

  get greeting(): Text | null {
    return this.#greeting && this.#stage.nowMs < this.#greeting.untilMs ? this.#greeting.text : null
  }
  get parting(): Text | null {
    return this.#parting && this.#stage.nowMs < this.#parting.untilMs ? this.#parting.text : null
  }
  /** At a hand, else on its way to where it goes. */
  get look(): Look | null {
    if (this.#look && this.#stage.nowMs < this.#look.untilMs) return this.#look.at
    const heading = this.#stage.desired?.heading
    return this.moving && heading !== undefined ? towards(heading) : null
  }
  get moving(): boolean {
    return this.#stage.desired?.zone === null || this.#stage.nowMs < this.#movingUntilMs
  }

  /** Somebody has touched the face, and is spoken to in the language that was chosen. */
  greet(language: string): void {
    const { manners, greeting } = greet(this.#manners, this.#stage.nowMs)
    this.#manners = manners
    this.#parting = null
    this.#greeting = greeting === null ? null : { text: greetingOf(greeting), untilMs: this.#stage.nowMs + GREETING_MS }
    if (this.#greeting) this.#say(this.#greeting.text, [language])
  }
  /** Whoever was greeted does not want to wait for the end of it. */
  enough(): void {
    this.#greeting = null
    if (this.#stage.speaker?.by === 'host') this.#stage.speaker.stop()
  }
  /** Nobody has answered. A robot that is held goes nowhere, and at night and under a public address it says nothing. */
  part(): void {
    const { desired, view, nowMs, now } = this.#stage
    const mayTalk = desired !== null && !desired.publicAddress && !isQuiet(desired.quietHours, desired.timeZone, now) && view?.main.kind !== 'hold'
    const { manners, line } = part(this.#manners, desired?.zone ?? '', mayTalk, nowMs)
    this.#manners = manners
    this.#parting = line ? { text: parting, untilMs: nowMs + PARTING_MS } : null
    if (line) this.#say(parting, desired?.languages ?? [])
  }
  /** Said where there is sound for it; it stands on the screen in any case. */
  #say(text: Text, languages: readonly string[]): void {
    if (audible(this.#stage).may.host) void this.#stage.speaker?.say(linesIn(text, languages), 'host')
  }
  /** Where a hand is, in shares of the screen from its middle, -1 to 1. */
  sees(at: Look): void {
    this.#look = { at, untilMs: this.#stage.nowMs + LOOK_MS }
  }
  /** The zone as it is told; the first one is where it stands. */
  isIn(zone: string | null | undefined): void {
    if (zone === undefined || zone === this.#zone) return
    if (this.#zone !== undefined) this.#movingUntilMs = this.#stage.nowMs + MOVING_MS
    this.#zone = zone
  }
}
