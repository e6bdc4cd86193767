import type { Text } from '../../protocol/basics.ts'
import type { Device } from '../device/device.ts'
import { attract, secondsLeft, step, type Session, type TouchInput, type TouchLanguage } from '../device/session.ts'

const TICK_MS = 250

/** The touch session as the components see it: the machine, the device's clock, and where its events go. */
export class Touch {
  session = $state.raw<Session>(attract)
  /** Seconds until it ends by itself, in its last twenty; else null. */
  left = $state<number | null>(null)
  /** Four words for the desk, once a session is finished; they go with it. */
  code = $state.raw<Text | null>(null)
  readonly #device: Device
  #timer: ReturnType<typeof setInterval> | null = null

  constructor(device: Device) {
    this.#device = device
  }

  begin(page: 'menu' | 'quiz' | 'paid', language: TouchLanguage): void {
    const random = crypto.getRandomValues(new Uint32Array(3))
    this.send({ do: 'start', id: [...random].map((n) => n.toString(36)).join('-'), seed: random[0] ?? 0, language, page })
  }

  send(input: TouchInput): void {
    const nowMs = this.#nowMs
    const was = this.session
    const { session, events } = step(was, input, this.#device.items(), nowMs)
    for (const event of events) void this.#device.engage(event)
    this.session = session
    this.left = secondsLeft(session, nowMs)
    if (session.name !== 'on') this.code = null
    else if (session.page.name === 'finish' && (was.name !== 'on' || was.page.name !== 'finish')) void this.#mint(session.id)
    if (session.name === 'on') {
      this.#timer ??= setInterval(() => this.send({ do: 'tick' }), TICK_MS)
      if (was.name !== 'on' || was.lastTouchMs !== session.lastTouchMs) {
        this.#device.setSession({ since: Temporal.Instant.fromEpochMilliseconds(session.sinceMs), lastTouch: Temporal.Instant.fromEpochMilliseconds(session.lastTouchMs) })
      }
    } else if (was.name === 'on') this.stop()
  }

  /** One code a session, however many rounds it has. Loaded when first needed: nobody waits for it. */
  async #mint(session: string): Promise<void> {
    const { wordCode, timeZone } = this.#device.desired ?? {}
    if (this.code !== null || !wordCode || timeZone === undefined) return
    const { nextCode } = await import('./word-code.ts')
    const code = await nextCode(wordCode, this.#device.now().toZonedDateTimeISO(timeZone).toPlainDate().toString(), localStorage)
    if (this.session.name === 'on' && this.session.id === session) this.code ??= code
  }

  stop(): void {
    if (this.#timer !== null) clearInterval(this.#timer)
    this.#timer = null
    this.#device.setSession(null)
  }

  get #nowMs(): number {
    return this.#device.now().epochMilliseconds
  }
}
