import { accepted, refused } from '../../protocol/errors.ts'
import { run } from '../media/run.ts'
import { toPinyin } from './pinyin.ts'
import type { Provider } from './provider.ts'
import { spokenEnglish } from './spoken.ts'

const RENDER_MS = 30_000
/** Measured, as announcements are: about 3.8 syllables a second, and 2.7 words. The voice's name ends in its pace. */
const voices = { zh: { name: 'cmn-latn-pinyin', pace: 170, say: toPinyin }, en: { name: 'en', pace: 150, say: spokenEnglish } }
const of = (language: string) => (/^zh(-CN|-Hans|$)/.test(language) ? voices.zh : /^en(-|$)/.test(language) ? voices.en : null)

/** The voice of espeak-ng: plain to the ear, clear, there on every Debian. Mandarin goes in as pinyin, so that it need not guess readings. */
export const espeak: Provider = {
  name: 'espeak',
  voice({ text, language }) {
    const voice = of(language)
    return voice && { voice: `${voice.name}/${voice.pace}`, says: voice.say(text) }
  },
  async check() {
    const there = await run('espeak-ng', ['--version'], { timeoutMs: RENDER_MS }).then(({ ok }) => ok, () => false)
    return there ? accepted(null) : refused('speech/no-espeak', 'espeak-ng is not installed. Install it, e.g. with: apt-get install espeak-ng')
  },
  async render({ text, language }, path) {
    const voice = of(language)
    if (!voice) return refused('speech/no-voice', `espeak-ng has no voice here for "${language}".`)
    const ran = await run('espeak-ng', ['-v', voice.name, '-s', String(voice.pace), '-w', `${path}.wav`, '--', voice.say(text)], { timeoutMs: RENDER_MS })
    return ran.ok ? accepted(`${path}.wav`) : refused('speech/failed', `espeak-ng could not say "${text}": ${ran.said.trim() || 'it gave no reason'}`)
  },
}
