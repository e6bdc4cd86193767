import type { Finding } from '../protocol/api-review.ts'
import { checkAnswer } from '../protocol/checks/answer.ts'
import { checkBoard } from '../protocol/checks/board.ts'
import { checkClass } from '../protocol/checks/item.ts'
import { checkSimulation, checkSimulationSet } from '../protocol/checks/simulation.ts'
import type { Item, Phone } from '../protocol/content.ts'
import { checkPairs } from '../protocol/checks/pair.ts'
import { AnxingError } from '../protocol/errors.ts'
import { fewGenuine } from '../protocol/share.ts'
import type { Library } from './schema.ts'

const longestHeadline = 14
const mark = /\{tel:([^}]*)\}/g
const notRead = /[\s|，。、：；？！“”‘’《》（）…·,.:;?!'"()-]/g

/** How many characters of a Chinese text are read aloud: no punctuation, no `|`. */
export function spokenLength(text: string): number {
  return [...text.replace(notRead, '')].length
}

/** Every string anywhere inside `value`, with its path. */
export function* strings(value: unknown, path = ''): Generator<{ path: string; text: string }> {
  if (typeof value === 'string') yield { path, text: value }
  else if (Array.isArray(value)) for (const [i, v] of value.entries()) yield* strings(v, `${path}[${i}]`)
  else if (value !== null && typeof value === 'object') {
    for (const [k, v] of Object.entries(value)) yield* strings(v, path ? `${path}.${k}` : k)
  }
}

/** The phone ids that `value` refers to as `{tel:ID}`. */
function phonesIn(value: unknown): Set<string> {
  const found = new Set<string>()
  for (const { text } of strings(value)) for (const m of text.matchAll(mark)) found.add(m[1] ?? '')
  return found
}

/** A headline is at most 14 characters, and no line of it is a single character. */
function checkHeadline(headline: string, path: string): void {
  const length = spokenLength(headline)
  if (length > longestHeadline) throw new AnxingError('content/headline', `“${headline}” has ${length} characters, ${longestHeadline} at most`, path)
  if (headline.split('|').some((line) => spokenLength(line) < 2)) throw new AnxingError('content/headline', `“${headline}” leaves a character alone on a line`, path)
}

function unique(things: readonly { id: string }[], what: string): Set<string> {
  const ids = new Set<string>()
  for (const { id } of things) {
    if (ids.has(id)) throw new AnxingError('content/twice', `two ${what} have the id “${id}”`, what)
    ids.add(id)
  }
  return ids
}

function checkPhones(value: unknown, known: Set<string>, path: string): Set<string> {
  const used = phonesIn(value)
  for (const id of used) if (!known.has(id)) throw new AnxingError('content/phone', `{tel:${id}} is not in the phone registry`, path)
  return used
}

function checkItem(item: Item, phones: Set<string>, items: ReadonlyMap<string, Item>): void {
  const path = `items/${item.id}`
  checkHeadline(item.headline['zh-CN'], `${path}.headline`)
  const used = checkPhones({ ...item, phones: [] }, phones, path)
  if (used.size !== item.phones.length || item.phones.some((id) => !used.has(id))) {
    throw new AnxingError('content/phone', `phones must list exactly what its text refers to: ${[...used].join(', ') || 'none'}`, `${path}.phones`)
  }
  if (item.kind === 'quiz' && item.answer >= item.options.length) {
    throw new AnxingError('content/answer', `answer ${item.answer} is not one of ${item.options.length} options`, `${path}.answer`)
  }
  if (item.kind === 'class' || item.kind === 'video') {
    const [long] = checkClass(item)
    if (long) throw new AnxingError('content/seconds', long.message, `${path}.${long.path}`)
    const [first] = checkPairs(item, (id) => { const found = items.get(id); return found ? { item: found, live: true } : null })
    if (first) throw new AnxingError('content/pair', first.message, `${path}.${first.path}`)
  }
}

/** What the screens can draw is checked where their typeface is known. */
const anyGlyph = [[0, 0x10ffff]] as const

/** Refuses a game or an answer by the first thing that speaks against it. */
function refuseFor(found: readonly Finding[], path: string): void {
  const [first] = found
  if (first) throw new AnxingError('content/unfit', `${first.code}: ${first.message}`, `${path}.${first.path}`)
}

/** Refuses a library whose parts do not fit together, naming the part and why. */
export function checkLibrary(library: Library): void {
  const campaigns = unique(library.campaigns, 'campaigns')
  const items = unique(library.items, 'items')
  const phones = unique(library.phones satisfies Phone[], 'phones')
  const playlists = unique(library.playlists, 'playlists')
  unique(library.presets, 'presets')
  unique(library.alertTemplates, 'alert-templates')
  unique(library.robotLines, 'robot-lines')
  unique(library.simulations, 'simulations')
  unique(library.answers, 'answers')
  unique([library.guide, ...library.courses], 'guides')
  const byId = new Map(library.items.map((item) => [item.id, item]))
  for (const item of library.items) checkItem(item, phones, byId)
  for (const list of library.playlists) {
    const path = `playlists/${list.id}`
    if (list.campaign !== null && !campaigns.has(list.campaign)) throw new AnxingError('content/campaign', `there is no campaign “${list.campaign}”`, path)
    const missing = list.items.find((id) => !items.has(id))
    if (missing !== undefined) throw new AnxingError('content/item', `there is no item “${missing}”`, path)
    const quizzes = list.items.map((id) => byId.get(id)).filter((item) => item?.kind === 'quiz')
    if (fewGenuine(quizzes.filter((quiz) => quiz.genuine).length, quizzes.length)) throw new AnxingError('content/genuine', 'under a fifth of its questions are about genuine contacts', path)
  }
  for (const preset of library.presets) {
    const missing = preset.entries.find((entry) => !playlists.has(entry.playlist))
    if (missing) throw new AnxingError('content/playlist', `there is no playlist “${missing.playlist}”`, `presets/${preset.id}`)
  }
  for (const template of library.alertTemplates) {
    for (const info of template.info) {
      if (info.language.startsWith('zh')) checkHeadline(info.headline, `alert-templates/${template.id}.headline`)
    }
    if (phonesIn(template).size > 0) throw new AnxingError('content/phone', 'an alert carries no registry, so it cannot use {tel:ID}', `alert-templates/${template.id}`)
  }
  for (const simulation of library.simulations) refuseFor(checkSimulation(simulation, { glyphs: anyGlyph, phones }), `simulations/${simulation.id}`)
  refuseFor(checkSimulationSet(library.simulations), 'simulations')
  refuseFor(checkBoard(library.board, { glyphs: anyGlyph, phones }), 'board')
  for (const answer of library.answers) refuseFor(checkAnswer(answer, { glyphs: anyGlyph, phones }).filter(({ level }) => level === 'block'), `answers/${answer.id}`)
  checkPhones(library.guide, phones, 'guide')
  checkPhones(library.courses, phones, 'staff-course')
}
