/**
 * Renders what screens say into playlists/speech: what is missing or read otherwise today, and takes away what nothing says any more.
 * `--list` prints every line with its key; `--recordings FOLDER` uses people's voices, `--sherpa LANGUAGE=FOLDER` a model of sherpa-onnx,
 * `--check` says what is to be done and does nothing.
 */
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { espeak } from '../controller/speech/espeak.ts'
import { CLIP_ENDING, clipsIn, MANIFEST, readManifest, SHIPPED, writtenManifest } from '../controller/speech/manifest.ts'
import type { Provider } from '../controller/speech/provider.ts'
import { createRecordings } from '../controller/speech/recording.ts'
import { keyed, planRender, renderClip } from '../controller/speech/render.ts'
import { createSherpa } from '../controller/speech/sherpa.ts'
import { shippedLines } from '../controller/speech/shipped.ts'

const { values: wanted } = parseArgs({ options: { list: { type: 'boolean' }, check: { type: 'boolean' }, recordings: { type: 'string' }, sherpa: { type: 'string', multiple: true } } })
/** Rendering waits for other programs most of the time. */
const AT_ONCE = 4

function fail(message: string): never {
  console.error(message)
  process.exit(1)
}

const lines = await keyed(shippedLines())
if (wanted.list) {
  for (const { key, line } of lines) console.log(`${key}\t${line.language}\t${line.text}`)
  process.exit(0)
}

const models = Object.fromEntries((wanted.sherpa ?? []).map((pair) => {
  const [language, path] = pair.split('=')
  return language && path ? [language, path] : fail(`--sherpa takes LANGUAGE=FOLDER, for example --sherpa zh-CN=/srv/voices/zh, not "${pair}".`)
}))
const providers: Provider[] = [
  ...(wanted.recordings === undefined ? [] : [createRecordings(wanted.recordings, lines)]),
  ...(Object.keys(models).length === 0 ? [] : [createSherpa(models)]),
  espeak,
]

mkdirSync(SHIPPED, { recursive: true })
const there = new Set(clipsIn(SHIPPED))
const held = Object.fromEntries(Object.entries(there.size > 0 ? readManifest(SHIPPED) : {}).filter(([key]) => there.has(key)))
const { kept, todo, mute } = planRender(lines, held, providers)
const orphans = [...there].filter((key) => !lines.some((one) => one.key === key))
if (!wanted.check) {
  for (const provider of todo.length > 0 ? providers : []) {
    const able = await provider.check()
    if (!able.ok) fail(able.error.message)
  }
  const left = todo.values()
  await Promise.all(Array.from({ length: AT_ONCE }, async () => {
    for (const one of left) {
      const clip = await renderClip(one, SHIPPED)
      if (!clip.ok) fail(clip.error.message)
      kept[one.key] = clip.value
    }
  }))
  for (const key of orphans) rmSync(join(SHIPPED, key + CLIP_ENDING))
  writeFileSync(join(SHIPPED, MANIFEST), writtenManifest(kept))
}
const all = Object.values(kept)
const sum = (of: (clip: (typeof all)[number]) => number): number => Math.round(all.reduce((total, clip) => total + of(clip), 0))
console.log(`${lines.length} lines: ${todo.length} ${wanted.check ? 'to render' : 'rendered'}, ${orphans.length} ${wanted.check ? 'to remove' : 'removed'}, ${mute.length} without a voice. ${all.length} clips, ${sum(({ seconds }) => seconds)} s, ${sum(({ bytes }) => bytes / 1024)} KiB.`)
if (wanted.check && todo.length + orphans.length > 0) process.exit(1)
