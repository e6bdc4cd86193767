import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { accepted, refused, type Outcome } from '../../protocol/errors.ts'
import { run } from '../media/run.ts'
import type { Provider } from './provider.ts'

const PROGRAM = 'sherpa-onnx-offline-tts'
const RENDER_MS = 120_000

/** What a folder with a VITS model of sherpa-onnx holds, as arguments for its program; or what is missing in it. Pure. */
export function argumentsFor(folder: string, files: readonly string[]): Outcome<string[]> {
  const model = files.includes('model.onnx') ? 'model.onnx' : files.filter((name) => name.endsWith('.onnx')).sort()[0]
  const missing = [...(model ? [] : ['a model (*.onnx)']), ...(files.includes('tokens.txt') ? [] : ['tokens.txt']), ...(files.includes('lexicon.txt') || files.includes('espeak-ng-data') ? [] : ['lexicon.txt or espeak-ng-data'])]
  if (missing.length > 0 || !model) return refused('speech/no-model', `${folder} is no voice of sherpa-onnx: it lacks ${missing.join(', ')}. Unpack one of its "vits" models there (github.com/k2-fsa/sherpa-onnx, releases, tts-models) and name the folder again.`, folder)
  const rules = files.filter((name) => name.endsWith('.fst')).sort().map((name) => join(folder, name))
  return accepted([
    `--vits-model=${join(folder, model)}`, `--vits-tokens=${join(folder, 'tokens.txt')}`,
    files.includes('espeak-ng-data') ? `--vits-data-dir=${join(folder, 'espeak-ng-data')}` : `--vits-lexicon=${join(folder, 'lexicon.txt')}`,
    ...(rules.length > 0 ? [`--tts-rule-fsts=${rules.join(',')}`] : []),
  ])
}

/**
 * Voices of sherpa-onnx, a program of its own beside a folder with a model for each language: `zh-CN` and `en` to folder. Its models
 * come with their own licences and are too large to ship, so a site that wants a better voice names them.
 */
export function createSherpa(folders: Readonly<Record<string, string>>): Provider {
  const folderOf = (language: string): string | undefined => folders[language] ?? folders[language.split('-')[0] ?? '']
  const listed = async (folder: string): Promise<Outcome<string[]>> => {
    try {
      return argumentsFor(folder, await readdir(folder))
    } catch (error) {
      return refused('speech/no-model', `The folder ${folder} cannot be read (${error instanceof Error ? error.message : String(error)}). Name a folder with a "vits" model of sherpa-onnx, for example --sherpa zh-CN=/srv/voices/zh.`, folder)
    }
  }
  return {
    name: 'sherpa',
    voice({ text, language }) {
      const name = folderOf(language)?.split('/').filter(Boolean).at(-1)
      return name === undefined ? null : { voice: name, says: text }
    },
    async check() {
      if (Object.keys(folders).length === 0) return refused('speech/no-model', 'No voice of sherpa-onnx is named. Set ANXING_SPEECH_MODELS to a folder with a "vits" model for each language: zh-CN=/srv/voices/zh.')
      for (const folder of Object.values(folders)) {
        const found = await listed(folder)
        if (!found.ok) return found
      }
      const there = await run(PROGRAM, ['--help'], { timeoutMs: RENDER_MS }).then(() => true, () => false)
      return there ? accepted(null) : refused('speech/no-sherpa', `${PROGRAM} is not on the path. Install sherpa-onnx (github.com/k2-fsa/sherpa-onnx, releases), or leave --sherpa out.`)
    },
    async render({ text, language }, path) {
      const folder = folderOf(language)
      if (folder === undefined) return refused('speech/no-voice', `No model of sherpa-onnx is named for "${language}".`)
      const found = await listed(folder)
      if (!found.ok) return found
      const ran = await run(PROGRAM, [...found.value, `--output-filename=${path}.wav`, text], { timeoutMs: RENDER_MS })
      return ran.ok ? accepted(`${path}.wav`) : refused('speech/failed', `${PROGRAM} could not say "${text}": ${ran.said.trim().split('\n').at(-1) ?? ''}`)
    },
  }
}
