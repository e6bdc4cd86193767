/** Bodies as they are being written: reading and changing one value by its path, `beats.1.zh-CN`. */
import * as z from 'zod/mini'
import { AlertTemplate } from '../../protocol/alert.ts'
import type { Alert } from '../../protocol/alert.ts'
import type { DraftBody, RevisionKind } from '../../protocol/api-review.ts'
import { Text } from '../../protocol/basics.ts'
import { marked } from '../../protocol/checks/words.ts'
import { Item } from '../../protocol/content.ts'
import type { Phone } from '../../protocol/content.ts'
import type { Library } from '../../protocol/api.ts'
import { Simulation } from '../../protocol/simulation.ts'

export const bodyLanguages = ['zh-CN', 'en'] as const
export type BodyLanguage = (typeof bodyLanguages)[number]

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null

/** What stands at a path; undefined where nothing does. */
export function at(body: unknown, path: string): unknown {
  return path.split('.').reduce<unknown>((value, key) => (isObject(value) ? value[key] : undefined), body)
}
export const textAt = (body: unknown, path: string): string => {
  const value = at(body, path)
  return typeof value === 'string' ? value : ''
}
export const listAt = (body: unknown, path: string): unknown[] => {
  const value = at(body, path)
  return Array.isArray(value) ? value : []
}
export const idsAt = (body: unknown, path: string): string[] => listAt(body, path).filter((one) => typeof one === 'string')
export const numberAt = (body: unknown, path: string): number | null => {
  const value = at(body, path)
  return typeof value === 'number' ? value : null
}

function changed(value: unknown, [key, ...rest]: readonly string[], to: unknown): unknown {
  if (key === undefined) return to
  if (Array.isArray(value)) return value.map((one: unknown, i) => (String(i) === key ? changed(one, rest, to) : one))
  const before = isObject(value) ? value : {}
  if (rest.length === 0 && to === undefined) return Object.fromEntries(Object.entries(before).filter(([name]) => name !== key))
  return { ...before, [key]: changed(before[key], rest, to) }
}
/** The body with another value at the path; undefined takes it out. */
export const withAt = (body: DraftBody, path: string, to: unknown): DraftBody => ({ ...Object(changed(body, path.split('.'), to)), id: body.id })

const blank = { 'zh-CN': '', en: '' }
const commonItem = { scam: 'general', move: 'ask', headline: blank, zoneKinds: [], moments: [], audiences: ['everyone'], phones: [], action: blank }

/** A thing with nothing written yet. `seconds` is what its length usually takes. */
export const skeletons: Record<string, (id: string) => DraftBody> = {
  poster: (id) => ({ ...commonItem, id, kind: 'poster', seconds: 10, line: blank }),
  case: (id) => ({ ...commonItem, id, kind: 'case', seconds: 32, beats: [blank, blank, blank], turn: blank }),
  quiz: (id) => ({ ...commonItem, id, kind: 'quiz', seconds: 24, channel: 'sms', sender: blank, message: blank, question: blank, genuine: false, options: [blank, blank], answer: 0, why: blank, say: blank }),
  class: (id) => ({ ...commonItem, id, kind: 'class', seconds: 24, scenes: [{ text: blank, seconds: 8 }, { text: blank, seconds: 8 }, { text: blank, seconds: 8 }] }),
  ticker: (id) => ({ ...commonItem, id, kind: 'ticker', seconds: 12, lines: [blank, blank] }),
  video: (id) => ({ ...commonItem, id, kind: 'video', seconds: 20, captions: [] }),
  playlist: (id) => ({ id, campaign: null, name: blank, items: [] }),
  phone: (id) => ({ id, number: '', name: blank, verifiedBy: '', verifiedOn: '', expires: '' }),
  line: (id) => ({ id, zoneKinds: [], moments: [], audiences: ['everyone'], text: blank }),
  answer: (id) => ({ id, question: blank, asked: [], answer: [blank, blank], move: 'ask', action: blank, phones: [], zoneKinds: [], moments: [] }),
  guide: (id) => ({ id, version: '1', title: blank, sections: [{ title: blank, points: [blank] }] }),
  simulation: (id) => ({
    id, scam: 'general', move: 'hang_up', genuine: false, channel: 'chat', headline: blank, lead: blank, sender: blank, phones: [], say: blank, action: blank,
    nodes: [{ id: 'step-1', says: [blank], choices: [{ text: blank, to: 'safe' }, { text: blank, to: 'lost' }] }],
    endings: [{ id: 'safe', kind: 'safe', what: blank }, { id: 'lost', kind: 'lost', what: blank }], signs: [{ node: 'step-1', text: blank }],
  }),
  template: (id) => ({
    id, severity: 'orange', presentation: 'takeover', scam: 'general', move: 'ask', zoneKinds: ['gate'], roles: [], expiresInSeconds: 1800, trigger: blank,
    info: bodyLanguages.map((language) => ({ language, headline: '', description: '', instruction: '' })),
  }),
}

/** What goes with a thing from one life to the next: not its state on the shelf, nor its count. */
export function wordsOf(kind: RevisionKind, body: object, id?: string): DraftBody {
  const { version: _version, state: _state, ...rest } = { version: 0, state: '', ...body }
  const words = kind === 'playlist' ? rest : body
  return { ...words, id: id ?? ('id' in body ? String(body.id) : '') }
}

/** The item as screens would draw it now; null while that cannot be said (a film without its file). */
export function itemFrom(body: object): Item | null {
  const parsed = z.safeParse(Item, marked(body, '…'))
  return parsed.success ? parsed.data : null
}

/** The simulation as it could be played now; null while its steps are not whole. */
export function simulationFrom(body: object): Simulation | null {
  const parsed = z.safeParse(Simulation, marked(body, '…'))
  return parsed.success ? parsed.data : null
}

/** What a robot says, marked where words are missing; null where nothing is said at all. */
export function lineFrom(body: object): Text | null {
  const parsed = z.safeParse(Text, marked(at(body, 'text'), '…'))
  return parsed.success ? parsed.data : null
}

/** The alert that a template makes, from `now` (milliseconds); null while something but words is missing. */
export function alertFrom(body: object, now: number): Alert | null {
  const written = { ...body, info: listAt(body, 'info').map((one) => ({ ...Object(one), headline: textAt(one, 'headline') || '…' })), trigger: marked(at(body, 'trigger'), '…') }
  const parsed = z.safeParse(AlertTemplate, written)
  if (!parsed.success) return null
  const { id, severity, presentation, scam, move, roles, expiresInSeconds, info } = parsed.data
  const iso = (ms: number) => new Date(ms).toISOString()
  const said = info.map(({ instruction, ...one }) => ({ ...one, ...(instruction ? { instruction } : {}) }))
  return { id, version: 1, status: 'actual', msgType: 'alert', level: 'alert', severity, presentation, scam, move, sent: iso(now), effective: iso(now), expires: iso(now + expiresInSeconds * 1000), roles, scope: 'zone', info: said }
}

/** Where a thing says what it is called. */
const titled = { item: 'headline', playlist: 'name', phone: 'name', line: 'text', answer: 'question', guide: 'title', simulation: 'headline', board: 'name' } as const

/** What a thing is called in that language, else in the other, else by its id; a number with its digits. */
export function titleIn(body: DraftBody, kind: RevisionKind, language: string): string {
  const infos = listAt(body, 'info')
  const said = (tag: string) => (kind === 'template' ? textAt(infos.find((info) => textAt(info, 'language') === tag), 'headline') : textAt(body, `${titled[kind]}.${tag}`))
  const title = ([language, ...bodyLanguages].map(said).find((text) => text.trim() !== '') ?? body.id).replaceAll('|', '')
  return kind === 'phone' ? `${title} ${textAt(body, 'number')}`.trim() : title
}

/** Everything of a kind that is on the shelf. */
export const shelfOf = (library: Library | null | undefined, kind: RevisionKind): readonly { id: string }[] =>
  (!library ? [] : { item: library.items, playlist: library.playlists, template: library.templates, phone: library.phones, line: library.robotLines, answer: library.answers, guide: library.guides, simulation: library.simulations, board: library.boards }[kind])

/** The thing on the shelf, as words for a draft; null where there is none. */
export function shelvedIn(library: Library | null | undefined, kind: RevisionKind, id: string): DraftBody | null {
  const found = shelfOf(library, kind).find((one) => one.id === id)
  return found ? wordsOf(kind, found) : null
}

/** Numbers as screens would have them if this draft were published. */
export const phonesWith = (phones: readonly Phone[], body: DraftBody): Phone[] =>
  [...phones.filter(({ id }) => id !== body.id), { id: body.id, number: textAt(body, 'number') || '…', name: { 'zh-CN': '', en: '' }, verifiedBy: '', verifiedOn: '', expires: '' }]

/** Items that name a number, those whose words write it out first. */
export const naming = (items: readonly Item[], id: string): Item[] => {
  const writes = (item: Item) => Number(JSON.stringify(item).includes(`{tel:${id}}`))
  return items.filter((item) => item.phones.includes(id)).sort((a, b) => writes(b) - writes(a))
}
