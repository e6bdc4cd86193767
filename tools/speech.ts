/**
 * Renders what screens say into playlists/speech: what is missing or stale, and takes away what nothing says any more.
 * `--list` prints every line with its key; `--recordings FOLDER` uses people's voices, `--sherpa LANGUAGE=FOLDER` a model of sherpa-onnx,
 * `--check` says what is to be done and does nothing.
 */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { encode } from '../controller/speech/encode.ts'
import { espeak } from '../controller/speech/espeak.ts'
import { clipKey } from '../controller/speech/key.ts'
import { linesOf } from '../controller/speech/lines.ts'
import { CLIP_ENDING, clipsIn, MANIFEST, readManifest, sha256Of, writtenManifest, type Manifest } from '../controller/speech/manifest.ts'
import { choose, type Provider } from '../controller/speech/provider.ts'
import { createRecordings } from '../controller/speech/recording.ts'
import { createSherpa } from '../controller/speech/sherpa.ts'
import { readLibrary } from '../playlists/read.ts'
import { lineKey, type Line } from '../protocol/speech.ts'

const folder = new URL('../playlists/speech/', import.meta.url).pathname
const { values: wanted } = parseArgs({ options: { list: { type: 'boolean' }, check: { type: 'boolean' }, recordings: { type: 'string' }, sherpa: { type: 'string', multiple: true } } })

type Keyed = { key: string; line: Line }

function fail(message: string): never {
  console.error(message)
  process.exit(1)
}

function providers(lines: readonly Keyed[]): Provider[] {
  const models = Object.fromEntries((wanted.sherpa ?? []).map((pair) => {
    const [language, path] = pair.split('=')
    return language && path ? [language, path] : fail(`--sherpa takes LANGUAGE=FOLDER, for example --sherpa zh-CN=/srv/voices/zh, not "${pair}".`)
  }))
  return [
    ...(wanted.recordings === undefined ? [] : [createRecordings(wanted.recordings, new Map(lines.map(({ key, line }) => [`${line.language}\n${line.text}`, key])))]),
    ...(Object.keys(models).length === 0 ? [] : [createSherpa(models)]),
    espeak,
  ]
}

const lines: Keyed[] = await Promise.all(linesOf(readLibrary()).map(async (line) => ({ key: await lineKey(line), line })))
if (wanted.list) {
  for (const { key, line } of lines) console.log(`${key}\t${line.language}\t${line.text}`)
  process.exit(0)
}

const ways = providers(lines)
for (const way of wanted.check ? [] : ways) {
  const able = await way.check()
  if (!able.ok) fail(able.error.message)
}
mkdirSync(folder, { recursive: true })
const before = new Set(clipsIn(folder))
const held = before.size > 0 ? readManifest(folder) : {}
const manifest: Manifest = {}
const work = mkdtempSync(join(tmpdir(), 'anxing-speech-'))
let made = 0
let mute = 0
for (const { key, line } of lines) {
  const chosen = choose(ways, line)
  if (!chosen) {
    mute += 1
    continue
  }
  const { provider, voice, says } = chosen
  const from = clipKey(provider.name, { voice, says, language: line.language })
  const old = held[key]
  // What a person spoke stays where their recordings are not at hand this time.
  if (old && before.has(key) && (old.made === from || (old.by === 'recording' && wanted.recordings === undefined))) {
    manifest[key] = old
    continue
  }
  made += 1
  if (wanted.check) continue
  const raw = await provider.render(line, join(work, key))
  if (!raw.ok) fail(raw.error.message)
  const path = join(folder, key + CLIP_ENDING)
  const done = await encode(raw.value, path)
  if (!done.ok) fail(done.error.message)
  const bytes = readFileSync(path)
  manifest[key] = { ...line, by: provider.name, voice, made: from, sha256: sha256Of(bytes), bytes: bytes.length, ...done.value }
}
rmSync(work, { recursive: true })
const orphans = [...before].filter((key) => !lines.some((one) => one.key === key))
if (!wanted.check) {
  for (const key of orphans) rmSync(join(folder, key + CLIP_ENDING))
  writeFileSync(join(folder, MANIFEST), writtenManifest(manifest))
}
const all = Object.values(manifest)
console.log(`${lines.length} lines: ${made} ${wanted.check ? 'to render' : 'rendered'}, ${orphans.length} ${wanted.check ? 'to remove' : 'removed'}, ${mute} without a voice. ${all.length} clips, ${Math.round(all.reduce((sum, { seconds }) => sum + seconds, 0))} s, ${Math.round(all.reduce((sum, { bytes }) => sum + bytes, 0) / 1024)} KiB.`)
if (wanted.check && made + orphans.length > 0) process.exit(1)
