import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { accepted, refused } from '../../protocol/errors.ts'
import type { Provider } from './provider.ts'

const taken = /^([0-9a-f]{16})\.(wav|mp3|m4a|ogg|opus|webm)$/

/**
 * Lines as people spoke them: files in `folder` named by the line's key (`npm run speech -- --list` prints them all). `keys` are those of
 * the lines that are asked for, by language and text. A person's voice comes before any machine's.
 */
export function createRecordings(folder: string, keys: ReadonlyMap<string, string>): Provider {
  const files = new Map(readdirSync(folder).flatMap((name) => {
    const key = taken.exec(name)?.[1]
    return key ? [[key, name] as const] : []
  }))
  const fileOf = ({ text, language }: { text: string; language: string }): string | undefined => files.get(keys.get(`${language}\n${text}`) ?? '')
  return {
    name: 'recording',
    voice(line) {
      const name = fileOf(line)
      return name === undefined ? null : { voice: name, says: line.text }
    },
    check: async () => accepted(null),
    async render(line) {
      const name = fileOf(line)
      return name ? accepted(join(folder, name)) : refused('speech/no-voice', `There is no recording of "${line.text}" in ${folder}.`)
    },
  }
}
