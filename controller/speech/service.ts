import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { MediaRef } from '../../protocol/content.ts'
import type { SpeechTable } from '../../protocol/speech.ts'
import type { WayMap } from '../../protocol/way/map.ts'
import { canonicalJson } from '../content/bundle.ts'
import type { Content } from '../content/service.ts'
import type { Log } from '../log.ts'
import { linesOf } from './lines.ts'
import { CLIP_ENDING, MANIFEST, readManifest, SHIPPED, writtenManifest, type Manifest } from './manifest.ts'
import { choose, isBetter, type Provider } from './provider.ts'
import { keyed, planRender, renderClip, type Keyed } from './render.ts'

/** `wayMap`: the building whose ways are told; null where none is. `folder`: where clips are kept that are rendered here. `providers`: who renders what staff write; none where nobody shall. */
export type SpeechDeps = { content: Pick<Content, 'library' | 'keepMade' | 'onChange'>; wayMap: WayMap | null; folder: string; providers: readonly Provider[]; log: Log; shipped?: string }
type File = { path: string; type: string; bytes: number }

const CLIP_TYPE = 'audio/ogg'

/**
 * The clips of what screens of this site can say: those that are shipped, and those that are rendered here for what staff have written
 * and for a building of its own. The table of all of them is a file of its own, which the kit names.
 */
export function createSpeech({ content, wayMap, folder, providers, log, shipped = SHIPPED }: SpeechDeps) {
  const own = join(folder, 'speech')
  const files = new Map<string, File>()
  const listeners = new Set<() => void>()
  let base: Manifest = {}
  let mine: Manifest = {}
  let table: MediaRef | null = null
  let mute: Keyed[] = []
  let failure: string | null = null
  let able: Provider[] = []
  let waiting = false
  let stopListening: (() => void) | null = null
  let stopped = false
  let work: Promise<void> = Promise.resolve()

  function read(place: string): Manifest {
    try {
      return readManifest(place)
    } catch (error) {
      failure = error instanceof Error ? error.message : String(error)
      log.error({ err: error }, 'Clips of what screens say cannot be read; those lines are shown and not said.')
      return {}
    }
  }

  const lines = (): Promise<Keyed[]> => keyed(linesOf(content.library(), wayMap))

  /** What is rendered here goes before what is shipped: it is there because nothing better was. What nobody here says, screens need not fetch. */
  async function lay(all: readonly Keyed[]): Promise<void> {
    const said = new Set(all.map(({ key }) => key))
    const clips: SpeechTable = {}
    files.clear()
    for (const [place, manifest] of [[shipped, base], [own, mine]] as const) {
      for (const [key, { sha256, bytes, seconds, envelope }] of Object.entries(manifest)) {
        if (!said.has(key)) continue
        clips[key] = { media: { sha256, type: CLIP_TYPE, bytes }, seconds, envelope }
        files.set(sha256, { path: join(place, key + CLIP_ENDING), type: CLIP_TYPE, bytes })
      }
    }
    const body = canonicalJson(clips)
    const sha256 = createHash('sha256').update(body).digest('hex')
    if (table?.sha256 === sha256) return
    await content.keepMade({ sha256, body })
    table = { sha256, type: 'application/json', bytes: Buffer.byteLength(body) }
    for (const listener of listeners) listener()
  }

  /** A line without a shipped clip, or that somebody better can say here. */
  function isWanting({ key, line }: Keyed): boolean {
    const held = base[key]
    const chosen = choose(able, line)
    return !held || (chosen !== null && isBetter(chosen.provider.name, held.by))
  }

  async function render(): Promise<void> {
    waiting = false
    const all = await lines()
    const plan = planRender(all.filter(isWanting), mine, able)
    const gone = Object.keys(mine).filter((key) => !(key in plan.kept))
    for (const key of gone) await rm(join(own, key + CLIP_ENDING), { force: true })
    mine = plan.kept
    mute = plan.mute
    for (const todo of plan.todo) {
      if (stopped) return
      const clip = await renderClip(todo, own)
      if (clip.ok) mine[todo.key] = clip.value
      else {
        mute.push(todo)
        log.warn({ err: clip.error, line: todo.line.text }, 'A line could not be rendered; it is shown and not said.')
      }
    }
    if (plan.todo.length + gone.length > 0) await writeFile(join(own, MANIFEST), writtenManifest(mine))
    await lay(all)
  }

  /** One after another, in the background: nobody waits for a voice. */
  function renderSoon(): void {
    if (waiting) return
    waiting = true
    work = work.then(render).catch((error: unknown) => {
      failure = error instanceof Error ? error.message : String(error)
      log.error({ err: error }, 'Lines could not be rendered.')
    })
  }

  return {
    async start(): Promise<void> {
      stopped = false
      failure = null
      base = read(shipped)
      if (existsSync(join(own, MANIFEST))) mine = read(own)
      const checked = await Promise.all(providers.map(async (provider) => ({ provider, check: await provider.check() })))
      able = checked.flatMap(({ provider, check }) => (check.ok ? [provider] : []))
      for (const { check } of checked) if (!check.ok) failure ??= check.error.message
      if (able.length > 0) await mkdir(own, { recursive: true })
      await lay(await lines())
      renderSoon()
      stopListening ??= content.onChange(renderSoon)
    },
    async stop(): Promise<void> {
      stopped = true
      stopListening?.()
      stopListening = null
      await work
    },
    health: () => ({ ok: failure === null, detail: failure ?? `${files.size} clips${mute.length > 0 ? `; ${mute.length} lines have no voice (ANXING_SPEECH)` : ''}` }),
    onChange(listener: () => void): () => void {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    /** The table of all clips, as a file that is served by its hash; null before the first start. */
    table: (): MediaRef | null => table,
    /** A clip by its hash, or null. */
    find: (sha256: string): File | null => files.get(sha256) ?? null,
    /** All that was begun is done; for tests. */
    idle: async (): Promise<void> => work,
  }
}
export type Speech = ReturnType<typeof createSpeech>
