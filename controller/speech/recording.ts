import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { accepted, refused } from '../../protocol/errors.ts'
import type { Provider } from './provider.ts'
import type { Keyed } from './render.ts'

const taken = /^([0-9a-f]{16})\.(wav|mp3|m4a|ogg|opus|webm)$/

/**
 * Lines as people spoke them: files in `folder` named by the line's key (`npm run speech -- --list` prints them all). `lines`: all
 * that are asked for. A person's voice comes before any machine's.
 */
export function createRecordings(folder: string, lines: readonly Keyed[]): Provider {
  const keys = new Map(lines.map(({ key, line }) => [`${line.language}\n${line.text}`, key]))
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
