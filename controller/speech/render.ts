import { readFileSync } from 'node:fs'
import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { accepted, type Outcome } from '../../protocol/errors.ts'
import { lineKey, type Line } from '../../protocol/speech.ts'
import { encode } from './encode.ts'
import { clipKey } from './key.ts'
import { CLIP_ENDING, sha256Of, type Manifest, type ManifestClip } from './manifest.ts'
import { choose, type Provider } from './provider.ts'

export type Keyed = { key: string; line: Line }
export const keyed = (lines: readonly Line[]): Promise<Keyed[]> => Promise.all(lines.map(async (line) => ({ key: await lineKey(line), line })))

/** What is to be done for a line: nothing while its clip was made from the same, or where no provider has a voice. Pure. */
export type Todo = Keyed & { provider: Provider; voice: string; made: string }
export type Plan = { kept: Manifest; todo: Todo[]; mute: Keyed[] }

/** Which clips of `held` stay and which lines have to be rendered. A recording by a person stays where no recordings are at hand this time. */
export function planRender(lines: readonly Keyed[], held: Manifest, providers: readonly Provider[]): Plan {
  const plan: Plan = { kept: {}, todo: [], mute: [] }
  const hasRecordings = providers.some(({ name }) => name === 'recording')
  for (const { key, line } of lines) {
    const old = held[key]
    const chosen = choose(providers, line)
    const made = chosen && clipKey(chosen.provider.name, { ...chosen, language: line.language })
    if (old && (!chosen || old.made === made || (old.by === 'recording' && !hasRecordings))) plan.kept[key] = old
    else if (chosen && made) plan.todo.push({ key, line, provider: chosen.provider, voice: chosen.voice, made })
    else plan.mute.push({ key, line })
  }
  return plan
}

/** Renders one line into `folder`: its voice, then the common loudness and coding. */
export async function renderClip({ key, line, provider, voice, made }: Todo, folder: string): Promise<Outcome<ManifestClip>> {
  await mkdir(folder, { recursive: true })
  const work = await mkdtemp(join(tmpdir(), 'anxing-speech-'))
  try {
    const raw = await provider.render(line, join(work, key))
    if (!raw.ok) return raw
    const path = join(folder, key + CLIP_ENDING)
    const done = await encode(raw.value, path)
    if (!done.ok) return done
    const bytes = readFileSync(path)
    return accepted({ ...line, by: provider.name, voice, made, sha256: sha256Of(bytes), bytes: bytes.length, ...done.value })
  } finally {
    await rm(work, { recursive: true, force: true })
  }
}
