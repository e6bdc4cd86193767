import { aloudSeconds } from '../../protocol/reading.ts'
import { envelopeOf, lineKey, openingAt, syllableOpening, type SpeechTable } from '../../protocol/speech.ts'
import type { By, Saying } from '../device/announce.ts'

/** Enough to see how loud it is, twenty times a second. */
const ENVELOPE_SAMPLES = 8_000

type Sound = { sha256: string; envelope: string | null }
export type SpeakerOptions = {
  table(): SpeechTable | null
  /** 0 to 1, asked again and again while it speaks. */
  volume(): number
}

/**
 * Says lines one after another: the clip that there is of each, or a recording. One voice: whoever says something new ends what was
 * being said. The face takes `opening` for its mouth and `saying` for its caption.
 */
export class Speaker {
  saying = $state.raw<Saying | null>(null)
  by = $state.raw<By | null>(null)
  /** How far the words open the mouth, 0 to 1. */
  opening = $state(0)
  readonly #options: SpeakerOptions
  readonly #player = new Audio()
  #turn = 0
  #end: () => void = () => undefined

  constructor(options: SpeakerOptions) {
    this.#options = options
  }

  get speaking(): boolean {
    return this.saying !== null
  }

  /** Whether at least one of these would be heard, or every one of them: there is sound for it, and this screen is not turned down. */
  async has(lines: readonly Saying[], which: 'some' | 'every' = 'some'): Promise<boolean> {
    const sounds = await Promise.all(lines.map((line) => this.#soundOf(line)))
    return this.#options.volume() > 0 && sounds[which]((sound) => sound !== null)
  }

  /**
   * Says these and answers when it is done: true where all was said, false where there was nothing to hear or something came between.
   * Lines without a sound are left out, unless `mouthed`: then the mouth moves for as long as they take.
   */
  async say(lines: readonly Saying[], by: By, { mouthed = false }: { mouthed?: boolean } = {}): Promise<boolean> {
    this.stop()
    const turn = ++this.#turn
    const all = await Promise.all(lines.map(async (line) => ({ line, sound: await this.#soundOf(line) })))
    const heard = all.filter(({ sound }) => mouthed || sound !== null)
    for (const { line, sound } of heard) {
      if (turn !== this.#turn) return false
      this.saying = line
      this.by = by
      const done = await (sound ? this.#play(sound) : this.#mouth(line))
      if (turn !== this.#turn) return false
      if (!done) {
        this.stop()
        return false
      }
      this.opening = 0
      if (line.rest && line !== heard.at(-1)?.line && !(await this.#rest(line.rest))) return false
    }
    if (turn === this.#turn) this.stop()
    return heard.length > 0
  }

  /** Silent at once. */
  stop(): void {
    this.#turn += 1
    this.#player.pause()
    this.#end()
    this.saying = null
    this.by = null
    this.opening = 0
  }

  async #soundOf(line: Saying): Promise<Sound | null> {
    if (line.recording) return { sha256: line.recording.sha256, envelope: null }
    const clip = this.#options.table()?.[await lineKey(line)]
    return clip ? { sha256: clip.media.sha256, envelope: clip.envelope } : null
  }

  /** Resolves with false where the browser does not let it play: nothing more is tried then. */
  async #play({ sha256, envelope }: Sound): Promise<boolean> {
    const player = this.#player
    player.volume = this.#options.volume()
    player.src = `/media/${sha256}`
    let seen = envelope
    if (envelope === null) void heardEnvelope(sha256).then((found) => { seen = found })
    const ended = new Promise<boolean>((resolve) => {
      player.onended = () => resolve(true)
      // A clip that cannot be had costs one line, not those after it.
      player.onerror = () => resolve(true)
      this.#end = () => resolve(false)
    })
    try {
      await player.play()
    } catch (error) {
      return error instanceof DOMException && error.name === 'NotAllowedError' ? false : ended
    }
    this.#follow(ended, () => {
      player.volume = this.#options.volume()
      const ms = player.currentTime * 1000
      return seen === null ? syllableOpening(ms) : openingAt(seen, ms)
    })
    return ended
  }

  /** Silence between two lines; false where something came between. */
  #rest(ms: number): Promise<boolean> {
    return new Promise((resolve) => {
      const timer = setTimeout(() => resolve(true), ms)
      this.#end = () => {
        clearTimeout(timer)
        resolve(false)
      }
    })
  }

  #mouth({ text, language }: Saying): Promise<boolean> {
    const since = performance.now()
    const ended = new Promise<boolean>((resolve) => {
      const timer = setTimeout(() => resolve(true), aloudSeconds([text], language.startsWith('zh') ? 'zh-CN' : 'en') * 1000)
      this.#end = () => {
        clearTimeout(timer)
        resolve(false)
      }
    })
    this.#follow(ended, () => syllableOpening(performance.now() - since))
    return ended
  }

  /** The mouth, frame by frame, until the sound ends. */
  #follow(ended: Promise<unknown>, opening: () => number): void {
    let over = false
    void ended.finally(() => { over = true })
    const each = (): void => {
      if (over) return
      this.opening = opening()
      requestAnimationFrame(each)
    }
    each()
  }
}

/** The envelope of a recording, from its sound itself; null where it cannot be decoded. */
async function heardEnvelope(sha256: string): Promise<string | null> {
  try {
    const bytes = await (await fetch(`/media/${sha256}`)).arrayBuffer()
    const sound = await new OfflineAudioContext(1, 1, ENVELOPE_SAMPLES).decodeAudioData(bytes)
    return envelopeOf(sound.getChannelData(0), ENVELOPE_SAMPLES)
  } catch {
    return null
  }
}
