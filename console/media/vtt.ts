import type { Text } from '../../protocol/basics.ts'
import type { Cue } from '../../protocol/content.ts'

export type Half = { from: number; until: number; text: string }
export type CueLanguage = 'zh-CN' | 'en'
const times = /^(?:(\d{1,3}):)?([0-5]?\d):([0-5]\d)[.,](\d{1,3})\s+-->\s+(?:(\d{1,3}):)?([0-5]?\d):([0-5]\d)[.,](\d{1,3})/

const seconds = (h = '0', m = '0', s = '0', ms = '0'): number => Number(h) * 3600 + Number(m) * 60 + Number(s) + Number(ms.padEnd(3, '0')) / 1000

/** Captions of a WebVTT file (SubRip too, whose times have commas), plain: styles and speakers' names are left out. Empty where there are none. */
export function readVtt(file: string): Half[] {
  return file.replace(/^\ufeff/, '').replace(/\r\n?/g, '\n').split(/\n{2,}/).flatMap((block) => {
    const lines = block.split('\n')
    const at = lines.findIndex((line) => times.test(line))
    const [, ...said] = times.exec(lines[at] ?? '') ?? []
    const text = lines.slice(at + 1).join(' ').replace(/<[^>]*>/g, '').replace(/&amp;/g, '&').replace(/&lt;/g, '<').replace(/&gt;/g, '>').replace(/&nbsp;/g, ' ').replace(/\s+/g, ' ').trim()
    return at < 0 || text === '' ? [] : [{ from: seconds(said[0], said[1], said[2], said[3]), until: seconds(said[4], said[5], said[6], said[7]), text }]
  })
}

/** Two times that belong to the same sentence, spoken in either language. */
const NEAR_SECONDS = 0.75

/** The captions with one language taken from a file: where one begins at about the same time it gets the words, the others are new. */
export function mergeHalf(cues: readonly Cue[], half: readonly Half[], language: CueLanguage): Cue[] {
  const merged = cues.map((cue) => ({ ...cue }))
  for (const { from, until, text } of half) {
    const near = merged.find((cue) => Math.abs(cue.from - from) <= NEAR_SECONDS)
    if (near) near.text = { ...near.text, [language]: text }
    else merged.push({ from, until, text: { 'zh-CN': '', en: '', [language]: text } satisfies Text })
  }
  return merged.sort((a, b) => a.from - b.from)
}

const SECONDS_EACH = 3
const tenth = (seconds: number): number => Math.round(seconds * 10) / 10

/** The captions with a new one at `at`: it ends what stood there, and itself before the next begins. Answers with its place, too. */
export function addCue(cues: readonly Cue[], at: number, filmSeconds: number): { cues: Cue[]; index: number } {
  const from = tenth(at)
  const index = cues.filter((cue) => cue.from <= from).length
  const until = tenth(Math.min(filmSeconds > 0 ? Math.max(filmSeconds, from + 1) : from + SECONDS_EACH, cues[index]?.from ?? Infinity, from + SECONDS_EACH))
  const before = cues.slice(0, index).map((cue) => (cue.until > from && cue.from < from ? { ...cue, until: from } : cue))
  return { cues: [...before, { from, until, text: { 'zh-CN': '', en: '' } }, ...cues.slice(index)], index }
}
