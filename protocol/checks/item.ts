import type { Finding } from '../api-review.ts'
import type { Text } from '../basics.ts'
import { Item, type Class, type Video } from '../content.ts'
import { BODY_MM_PER_M, HEADLINE_MM_PER_M, legibility, READ_UNITS } from '../legible.ts'
import { aloudSeconds, readLength } from '../reading.ts'
import type { DeviceRecord } from '../venue.ts'
import type { ZoneKind } from '../words.ts'
import { checkMedia, type MediaFacts } from './media.ts'
import { checkPairs, type FindItem } from './pair.ts'
import { checkWords, finding, marked, type WordFacts } from './words.ts'

/** A screen that may show it, with its kind of zone. */
export type Panel = Pick<DeviceRecord, 'id' | 'panel'> & { kind: ZoneKind | null }
export type ItemFacts = Pick<WordFacts, 'glyphs' | 'phones'> & { panels: readonly Panel[]; media: MediaFacts; item: FindItem }

export const MOST_HEADLINE = { 'zh-CN': 14, en: 40 } as const
/** Seconds that people stand still for a class. */
export const MOST_LESSON = 60
/** Strokes of a Chinese character run into each other below this height in pixels. */
const LEAST_PIXELS = 16
/** English may run on: whoever reads it has the Chinese next to it for the picture. */
const languages = ['zh-CN', 'en'] as const

/** What a passer-by has to take in before the item goes, part by part as it is shown. */
export function readWithin(item: Item): { path: string; texts: Text[]; seconds: number }[] {
  switch (item.kind) {
    case 'poster': return [{ path: 'line', texts: [item.headline, item.line, item.action], seconds: item.seconds }]
    case 'case': return [{ path: 'beats', texts: [...item.beats, item.turn, item.action], seconds: item.seconds }]
    case 'quiz': return [{ path: 'message', texts: [item.message, item.question, item.why], seconds: item.seconds }]
    case 'class': return item.scenes.map(({ text, seconds }, i) => ({ path: `scenes.${i}.text`, texts: [text], seconds }))
    case 'ticker': return [{ path: 'lines', texts: [...item.lines, item.action], seconds: item.seconds }]
    // Captions with times are looked at one by one, with the film.
    case 'video': return item.cues ? [] : [{ path: 'captions', texts: item.captions, seconds: item.seconds }]
  }
}

function checkLength(item: Item): Finding[] {
  const found: Finding[] = []
  for (const language of languages) {
    const length = readLength(item.headline[language], language)
    const most = MOST_HEADLINE[language]
    if (length > most) found.push(finding('check/headline-long', language === 'en' ? 'warn' : 'block', `headline.${language}`, `The headline has ${length} characters; a passer-by takes in ${most}.`, { length, most }))
  }
  for (const { path, texts, seconds } of readWithin(item)) {
    const needed = Math.ceil(aloudSeconds(texts.map((text) => text['zh-CN']), 'zh-CN'))
    if (needed > seconds) found.push(finding('check/too-short', needed > seconds * 1.5 ? 'block' : 'warn', path === 'line' ? 'seconds' : path, `Reading it aloud takes ${needed} s, it is shown for ${seconds} s.`, { needed, seconds }))
  }
  return found
}

/** A class plays as long as its scenes say, the rule at its end with it; whoever is asked around a film or a class has a minute for it. */
export function checkClass(item: Class | Video): Finding[] {
  const seconds = item.kind === 'class' ? item.scenes.reduce((sum, scene) => sum + scene.seconds, 0) : item.seconds
  const found: Finding[] = []
  if (item.kind === 'class' && seconds !== item.seconds) found.push(finding('check/class-seconds', 'block', 'seconds', `Its scenes take ${seconds} s together, it is shown for ${item.seconds} s.`, { needed: seconds, seconds: item.seconds }))
  if (seconds > MOST_LESSON && (item.kind === 'class' || item.pairs?.length)) found.push(finding('check/class-long', 'block', item.kind === 'class' ? 'scenes' : 'seconds', `It takes ${seconds} s; a class has ${MOST_LESSON}.`, { seconds, most: MOST_LESSON }))
  return found
}

const concernedBy = (panels: readonly Panel[], zoneKinds: readonly ZoneKind[]): Panel[] => panels.filter(({ kind }) => zoneKinds.length === 0 || (kind !== null && zoneKinds.includes(kind)))

/** Millimetres per metre, and pixels for a stroke, on every screen that may show it. The worst one is named. */
export function checkLegible(panels: readonly Panel[], zoneKinds: readonly ZoneKind[]): Finding[] {
  const judged = concernedBy(panels, zoneKinds).map(({ id, panel }) => ({ id, panel, ...legibility(panel), pixels: (Math.min(panel.widthPx, panel.heightPx) / 1080) * READ_UNITS }))
  const found: Finding[] = []
  const small = judged.filter(({ readable }) => !readable).sort((a, b) => a.bodyMetres / a.panel.viewingMetres - b.bodyMetres / b.panel.viewingMetres)
  const [worst] = small
  if (worst) {
    const round = (mm: number) => Math.round(mm * 10) / 10
    found.push(finding('check/too-small', 'block', 'zoneKinds', `On ${worst.id} (${small.length} in all) the smallest text is ${round(worst.body.mm)} mm high; from ${worst.panel.viewingMetres} m it needs ${round(worst.body.neededMm)} mm (${BODY_MM_PER_M} mm per metre, headlines ${HEADLINE_MM_PER_M}). Leave out its kind of zone.`,
      { device: worst.id, screens: small.length, mm: round(worst.body.mm), needed: round(worst.body.neededMm), metres: worst.panel.viewingMetres }))
  }
  const coarse = judged.filter(({ pixels }) => pixels < LEAST_PIXELS).sort((a, b) => a.pixels - b.pixels)
  if (coarse[0]) found.push(finding('check/too-coarse', 'block', 'zoneKinds', `On ${coarse[0].id} (${coarse.length} in all) the smallest text has ${Math.floor(coarse[0].pixels)} pixels; a Chinese character needs ${LEAST_PIXELS}.`, { device: coarse[0].id, screens: coarse.length, pixels: Math.floor(coarse[0].pixels), needed: LEAST_PIXELS }))
  return found
}

/** What a scammer says, in quotes: it may hold links. */
const isQuoted = (kind: unknown) => (path: string): boolean => (kind === 'quiz' && /^(message|sender|options)\b/.test(path)) || (kind === 'case' && /^beats\b/.test(path))

/** Everything that speaks against showing an item, the worst first. `body` need not be whole. */
export function checkItem(body: Record<string, unknown>, facts: ItemFacts): Finding[] {
  const named = Array.isArray(body['phones']) ? body['phones'].filter((id) => typeof id === 'string') : []
  const words = checkWords(body, { glyphs: facts.glyphs, phones: facts.phones, named, quoted: isQuoted(body['kind']) })
  const unknown = named.filter((id) => !facts.phones.has(id)).map((id) => finding('check/phone-expired', 'block', 'phones', `The number "${id}" is unknown or has run out: have it checked anew.`, { phone: id }))
  // What is missing has been said; the rest is judged as it stands.
  const parsed = Item.safeParse(marked(body, ' '))
  if (!parsed.success) {
    const said = new Set(words.map(({ path }) => path))
    const shapes = parsed.error.issues.map((issue) => ({ path: issue.path.map(String).join('.'), message: issue.message })).filter(({ path }) => !said.has(path))
    return worstFirst([...words, ...unknown, ...shapes.map(({ path, message }) => finding('check/shape', 'block', path, `This is not whole yet: ${message}.`))])
  }
  const item = parsed.data
  const quiz = item.kind === 'quiz' && item.answer >= item.options.length ? [finding('check/no-answer', 'block', 'answer', 'The right answer is none of the options.')] : []
  const asked = item.kind === 'class' || item.kind === 'video' ? [...checkClass(item), ...checkPairs(item, facts.item)] : []
  return worstFirst([...words, ...unknown, ...quiz, ...asked, ...checkLength(item), ...checkLegible(facts.panels, item.zoneKinds), ...checkMedia(item, concernedBy(facts.panels, item.zoneKinds), facts.media)])
}

export const worstFirst = (found: readonly Finding[]): Finding[] => [...found.filter(({ level }) => level === 'block'), ...found.filter(({ level }) => level === 'warn')]
export const blocks = (found: readonly Finding[]): boolean => found.some(({ level }) => level === 'block')
