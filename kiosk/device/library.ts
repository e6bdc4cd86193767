import { bytesToText, check } from '../../protocol/codec.ts'
import { Bundle, mediaOf, type Item, type Phone } from '../../protocol/content.ts'
import type { Programme } from '../../protocol/programme.ts'
import { dedupeBy } from './lists.ts'
import { bundlesWanted, type Shelf } from './player.ts'
import type { Log, MediaCache, Timers } from './ports.ts'

const RETRY_FIRST_MS = 2_000
const RETRY_LONGEST_MS = 60_000
const AT_ONCE = 4

export type LibraryOptions = {
  media: MediaCache
  timers: Timers
  log: Log
  /** Bundles already read; devices simulated in one process share theirs. */
  parsed?: Map<string, Bundle>
  /** Files that others keep in the same cache; null while they cannot be named yet, and then nothing is forgotten. */
  beside?: () => readonly string[] | null
  onChange(): void
}

/** Bundles and media that the programmes name: from the cache, else from the controller, verified by hash, in the order in which they are due. */
export function createLibrary({ media, timers, log, parsed, beside = () => [], onChange }: LibraryOptions) {
  const bundles = parsed ?? new Map<string, Bundle>()
  const files = new Set<string>()
  /** Files that are there but no bundle: fetching them again would not help. */
  const bad = new Set<string>()
  let wanted: string[] = []
  let working = 0
  const busy = new Set<string>()
  let retryMs = RETRY_FIRST_MS
  let cancelRetry: (() => void) | null = null

  async function load(sha256: string, fromNet: boolean): Promise<void> {
    const bytes = (await media.get(sha256)) ?? (fromNet ? await media.fetch(sha256) : null)
    if (!bytes) return
    const bundle = parseBundle(bytes)
    if (bundle) bundles.set(sha256, bundle)
    else {
      bad.add(sha256)
      log('error', 'a bundle cannot be read', { sha256 })
    }
    for (const file of filesOf(bundle?.items ?? [])) {
      if ((await media.get(file)) ?? (fromNet ? await media.fetch(file) : null)) files.add(file)
    }
  }

  const missing = (): string[] => wanted.filter((sha) => !bad.has(sha) && !busy.has(sha) && !complete(sha))
  const isWhole = (item: Item): boolean => filesOf([item]).every((file) => files.has(file))
  const complete = (sha: string): boolean => bundles.get(sha)?.items.every(isWhole) ?? false

  function pump(): void {
    for (const sha of missing()) {
      if (working >= AT_ONCE || cancelRetry) return
      working += 1
      busy.add(sha)
      load(sha, true).then(() => { retryMs = RETRY_FIRST_MS }, (error: unknown) => {
        log('warn', 'a file could not be fetched', { sha256: sha, error: String(error) })
        cancelRetry ??= timers.after(retryMs, () => {
          cancelRetry = null
          retryMs = Math.min(retryMs * 2, RETRY_LONGEST_MS)
          pump()
        })
      }).finally(() => {
        working -= 1
        busy.delete(sha)
        onChange()
        pump()
      })
    }
  }

  const shelf: Shelf & { items(programme: Programme | null): { item: Item; phones: readonly Phone[] }[] } = {
    find(sha, id) {
      const bundle = bundles.get(sha)
      const item = bundle?.items.find((i) => i.id === id)
      if (!bundle || !item || !isWhole(item)) return null
      return { item, phones: bundle.phones }
    },
    items: (programme) => (programme?.items ?? []).flatMap(({ bundle, id }) => shelf.find(bundle, id) ?? []),
  }

  return {
    shelf,
    /** From the cache alone: for the first item of a cold start, before any network. */
    restore: async (programme: Programme, now: Temporal.Instant): Promise<void> => {
      const [first, second, ...rest] = bundlesWanted(programme, now)
      for (const sha of [first, second]) if (sha && !bundles.has(sha)) await load(sha, false)
      void Promise.all(rest.map((sha) => load(sha, false))).then(onChange, (error: unknown) => log('warn', 'the cache cannot be read', { error: String(error) }))
    },
    /** What the programmes want, the one on screen first. Everything else is forgotten. */
    want(programmes: readonly Programme[], now: Temporal.Instant): void {
      wanted = dedupeBy(programmes.flatMap((p) => bundlesWanted(p, now)), (sha) => sha)
      if (!parsed) for (const sha of bundles.keys()) if (!wanted.includes(sha)) bundles.delete(sha)
      if (missing().length > 0) return pump()
      const others = beside()
      if (others === null) return
      const media256 = [...bundles.values()].flatMap((b) => filesOf(b.items))
      media.keepOnly(new Set([...wanted, ...media256, ...others])).catch((error: unknown) => log('warn', 'the cache cannot be tidied', { error: String(error) }))
    },
    get wanted(): number {
      return wanted.length
    },
    get held(): number {
      return wanted.filter(complete).length
    },
  }
}

const filesOf = (items: readonly Item[]): string[] => items.flatMap((item) => mediaOf(item).map(({ media: { sha256 } }) => sha256))

function parseBundle(bytes: Uint8Array): Bundle | null {
  const text = bytesToText(bytes)
  if (!text.ok) return null
  try {
    const checked = check(Bundle, JSON.parse(text.value), 'bundle')
    return checked.ok ? checked.value : null
  } catch {
    return null
  }
}
