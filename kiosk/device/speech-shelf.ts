import { bytesToText, check } from '../../protocol/codec.ts'
import type { MediaRef } from '../../protocol/content.ts'
import { SpeechTable } from '../../protocol/speech.ts'
import type { Log, MediaCache, Timers } from './ports.ts'

const RETRY_FIRST_MS = 5_000
const RETRY_LONGEST_MS = 120_000
/** Hundreds of small files, and nobody waits for them: one at a time, so that neither this screen nor the controller feels it. */
const PACE_MS = 250

export type SpeechShelfOptions = { media: MediaCache; timers: Timers; log: Log; onChange(): void }

/** The table of clips that the kit names, and the clips themselves, so that a screen also speaks without a network. */
export function createSpeechShelf({ media, timers, log, onChange }: SpeechShelfOptions) {
  let wanted: MediaRef | null = null
  let table: SpeechTable | null = null
  let tableOf: string | null = null
  let left: string[] = []
  const held = new Set<string>()
  let cancel: (() => void) | null = null
  let retryMs = RETRY_FIRST_MS

  const have = async (sha256: string): Promise<Uint8Array> => (await media.get(sha256)) ?? (await media.fetch(sha256))

  /** One step: the table first, then the next clip that is not held. */
  async function step(): Promise<void> {
    const ref = wanted
    if (!ref) return
    if (tableOf !== ref.sha256) {
      const read = readTable(await have(ref.sha256))
      if (wanted !== ref) return
      if (!read) return log('error', 'the table of clips cannot be read', { sha256: ref.sha256 })
      table = read
      tableOf = ref.sha256
      left = [...new Set(Object.values(read).map((clip) => clip.media.sha256))].filter((sha256) => !held.has(sha256))
      onChange()
    }
    const [next] = left
    if (next === undefined) return
    await have(next)
    held.add(next)
    left = left.filter((sha256) => sha256 !== next)
  }

  function after(milliseconds: number): void {
    cancel?.()
    cancel = timers.after(milliseconds, () => {
      cancel = null
      step().then(() => {
        retryMs = RETRY_FIRST_MS
        if (wanted && (left.length > 0 || tableOf !== wanted.sha256)) after(PACE_MS)
      }, (error: unknown) => {
        log('warn', 'a clip could not be fetched', { error: String(error) })
        after(retryMs)
        retryMs = Math.min(retryMs * 2, RETRY_LONGEST_MS)
      })
    })
  }

  return {
    get table(): SpeechTable | null {
      return table
    },
    /** How many clips are still to come. */
    get left(): number {
      return left.length
    },
    /** The table and its clips by hash, not to be forgotten; null while the table has not come. */
    names(): string[] | null {
      if (wanted && tableOf === null) return null
      return [...(wanted ? [wanted.sha256] : []), ...Object.values(table ?? {}).map((clip) => clip.media.sha256)]
    },
    want(ref: MediaRef | null): void {
      if (ref?.sha256 === wanted?.sha256) return
      wanted = ref
      if (ref) return after(0)
      cancel?.()
      cancel = null
      table = null
      tableOf = null
      left = []
      onChange()
    },
    stop(): void {
      cancel?.()
      cancel = null
      wanted = null
    },
  }
}

function readTable(bytes: Uint8Array): SpeechTable | null {
  const text = bytesToText(bytes)
  if (!text.ok) return null
  try {
    const checked = check(SpeechTable, JSON.parse(text.value), 'speech')
    return checked.ok ? checked.value : null
  } catch {
    return null
  }
}
