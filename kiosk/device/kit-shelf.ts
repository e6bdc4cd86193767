import { bytesToText, check } from '../../protocol/codec.ts'
import { filesOfKit, Kit } from '../../protocol/kit.ts'
import type { SpeechTable } from '../../protocol/speech.ts'
import type { Log, MediaCache, Timers } from './ports.ts'
import { createSpeechShelf } from './speech-shelf.ts'

const RETRY_FIRST_MS = 2_000
const RETRY_LONGEST_MS = 60_000

/** `speaks`: this device says things aloud, so the clips are kept, too. */
export type KitShelfOptions = { media: MediaCache; timers: Timers; log: Log; speaks: boolean; onChange(kit: Kit | null): void }
export type KitShelf = ReturnType<typeof createKitShelf>

/**
 * The kit that `desired` names: from the cache, else from the controller, verified by hash; then its files, one after another, so
 * that all of it is at hand without a network. An older kit stays in use until the newer one is there.
 */
export function createKitShelf({ media, timers, log, speaks, onChange }: KitShelfOptions) {
  let wanted: string | null = null
  let held: { sha256: string; kit: Kit } | null = null
  let files: string[] = []
  let cancelRetry: (() => void) | null = null
  let retryMs = RETRY_FIRST_MS
  let turn = Promise.resolve()
  const speech = createSpeechShelf({ media, timers, log, onChange: () => onChange(held?.kit ?? null) })

  async function load(sha256: string): Promise<void> {
    if (held?.sha256 !== sha256) {
      const kit = readKit((await media.get(sha256)) ?? (await media.fetch(sha256)))
      if (!kit) return log('error', 'the kit cannot be read', { sha256 })
      if (wanted !== sha256) return
      held = { sha256, kit }
      files = filesOfKit(kit).map((file) => file.sha256)
      if (speaks) speech.want(kit.speech)
      onChange(kit)
    }
    for (const file of files) if (wanted === sha256 && !(await media.get(file))) await media.fetch(file)
  }

  function work(sha256: string): void {
    turn = turn.then(() => load(sha256)).then(() => { retryMs = RETRY_FIRST_MS }, (error: unknown) => {
      log('warn', 'the kit could not be fetched', { sha256, error: String(error) })
      cancelRetry ??= timers.after(retryMs, () => {
        cancelRetry = null
        retryMs = Math.min(retryMs * 2, RETRY_LONGEST_MS)
        if (wanted !== null) work(wanted)
      })
    })
  }

  return {
    get kit(): Kit | null {
      return held?.kit ?? null
    },
    /** The clips by line; null until they can be named. */
    get speech(): SpeechTable | null {
      return speech.table
    },
    /** The kit, its files and its clips by hash: not to be forgotten. Null while not all of them can be named. */
    names(): string[] | null {
      const clips = speech.names()
      return clips && (held || wanted === null) ? [...new Set([...(wanted === null ? [] : [wanted]), ...(held ? [held.sha256] : []), ...files, ...clips])] : null
    },
    want(sha256: string | null): void {
      if (sha256 === wanted) return
      wanted = sha256
      if (sha256 !== null) return work(sha256)
      held = null
      files = []
      speech.want(null)
      onChange(null)
    },
    stop(): void {
      cancelRetry?.()
      wanted = null
      speech.stop()
    },
    idle: (): Promise<void> => turn,
  }
}

function readKit(bytes: Uint8Array): Kit | null {
  const text = bytesToText(bytes)
  if (!text.ok) return null
  try {
    const checked = check(Kit, JSON.parse(text.value), 'kit')
    return checked.ok ? checked.value : null
  } catch {
    return null
  }
}
