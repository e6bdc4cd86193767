import type { Text } from '../../protocol/basics.ts'
import type { Move } from '../../protocol/words.ts'
import type { Device } from '../device/device.ts'
import type { Opening, Session, TouchInput, TouchLanguage } from '../device/session.ts'

const TICK_MS = 250
/** Nobody touches a screen before its first picture: the machine and its rooms come after it (from the cache where there is no network). */
const machine = import('../device/session.ts')
let loaded: Awaited<typeof machine> | null = null
void machine.then((it) => { loaded = it })

/** What a passenger takes to the desk. */
export type Given = { words: Text; stamp: Move }

/** The touch session as the components see it: the machine, the device's clock, and where its events go. */
export class Touch {
  session = $state.raw<Session>({ name: 'attract' })
  /** Seconds until it ends by itself, in its last twenty; else null. */
  left = $state<number | null>(null)
  /** Four words for the desk and this point's stamp, once a session is finished; they go with it. */
  code = $state.raw<Given | null>(null)
  readonly #device: Device
  readonly #ended: (how: 'timeout' | 'left') => void
  #timer: ReturnType<typeof setInterval> | null = null

  /** `ended`: a session is over; `timeout` where whoever was there has gone without a word. */
  constructor(device: Device, ended: (how: 'timeout' | 'left') => void = () => undefined) {
    this.#device = device
    this.#ended = ended
  }

  begin(open: Opening, language: TouchLanguage): void {
    const random = crypto.getRandomValues(new Uint32Array(3))
    const start = (): void => this.send({ do: 'start', id: [...random].map((n) => n.toString(36)).join('-'), seed: random[0] ?? 0, language, open })
    if (loaded) start()
    else void machine.then(start)
  }

  send(input: TouchInput): void {
    if (!loaded) return
    const { hasEarned, offerOf, presentMs, secondsLeft, step } = loaded
    const [kit, today] = [this.#device.kit, this.#device.today()]
    const nowMs = this.#nowMs
    const was = this.session
    const { session, events } = step(was, input, { offer: offerOf(this.#device.items(), kit, today), kit, today, told: this.#device.desired?.call, online: this.#device.online }, nowMs)
    for (const event of events) void this.#device.engage(event)
    this.session = session
    this.left = secondsLeft(session, nowMs)
    if (session.name !== 'on') this.code = null
    else if (hasEarned(session.page) && (was.name !== 'on' || was.page.name !== 'finish')) void this.#mint(session.id)
    if (session.name === 'on') {
      this.#timer ??= setInterval(() => this.send({ do: 'tick' }), TICK_MS)
      // Whoever watches what plays is there until it ends.
      const present = presentMs(session)
      if (was.name !== 'on' || presentMs(was) !== present) {
        this.#device.setSession({ since: Temporal.Instant.fromEpochMilliseconds(session.sinceMs), lastTouch: Temporal.Instant.fromEpochMilliseconds(present) })
      }
    } else if (was.name === 'on') {
      this.stop()
      this.#ended(was.page.name === 'finish' && was.page.after === 'timeout' ? 'timeout' : 'left')
    }
  }

  /** One code a session, however many rounds it has. Loaded when first needed: nobody waits for it. */
  async #mint(session: string): Promise<void> {
    const { wordCode } = this.#device.desired ?? {}
    if (this.code !== null || !wordCode) return
    const { nextCode } = await import('./word-code.ts')
    const code = await nextCode(wordCode, this.#device.today(), localStorage)
    if (this.session.name === 'on' && this.session.id === session) this.code ??= { words: code, stamp: wordCode.stamp }
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
