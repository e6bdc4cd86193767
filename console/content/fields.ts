/** Which words a thing has, in the order in which they are written; each with where it stands in both languages. */
import type { DraftBody, RevisionKind } from '../../protocol/api-review.ts'
import { MOST_ANSWER } from '../../protocol/checks/answer.ts'
import { MOST_PROMPT } from '../../protocol/checks/board.ts'
import { MOST_GUIDE } from '../../protocol/checks/guide.ts'
import { MOST_HEADLINE } from '../../protocol/checks/item.ts'
import { MOST_SAID } from '../../protocol/checks/line.ts'
import { MOST_BUBBLE, MOST_CHOICE, MOST_SIGN } from '../../protocol/checks/simulation.ts'
import { ZH_PER_SECOND } from '../../protocol/reading.ts'
import { at, bodyLanguages, listAt, textAt } from './body.ts'
import type { BodyLanguage } from './body.ts'

/** `part`: at which part of the picture it is seen, from 0. `most`: characters that a passer-by takes in. */
export type TextField = { path: string; paths: Record<BodyLanguage, string>; long: boolean; part: number; most?: Record<BodyLanguage, number>; /** Left out where it is empty in every language. */ optional?: boolean; /** Where in the body stands what a choice leads to. */ leads?: string }

/** What the one action may be long: it stands on one strip. */
const MOST_ACTION = { 'zh-CN': 16, en: 40 } as const
const MOST_ALERT = { headline: MOST_HEADLINE, description: { 'zh-CN': 48, en: 110 }, instruction: MOST_ACTION } as const

/** What a robot says in its time: Chinese as it is read aloud, English as the caption holds it. */
const mostSaid = { 'zh-CN': Math.floor(ZH_PER_SECOND * MOST_SAID.seconds), en: MOST_SAID.characters } as const

const text = (path: string, part = 0, long = false, most?: Record<BodyLanguage, number>): TextField =>
  ({ path, part, long, paths: { 'zh-CN': `${path}.zh-CN`, en: `${path}.en` }, ...(most && { most }) })
const each = <T>(body: DraftBody, path: string, of: (i: number) => T): T[] => listAt(body, path).map((_, i) => of(i))
const headline = text('headline', 0, false, MOST_HEADLINE)
const action = (part: number) => text('action', part, false, MOST_ACTION)

/** A picture says in words what it shows, for those who do not see it. */
const pictured = (body: DraftBody, part: number): TextField[] => (at(body, 'picture') === undefined ? [] : [text('picture.alt', part)])

/** In a template each language has an info of its own. */
function infoField(body: DraftBody, name: keyof typeof MOST_ALERT): TextField {
  const infos = listAt(body, 'info')
  const path = (language: BodyLanguage) => `info.${Math.max(0, infos.findIndex((info) => textAt(info, 'language') === language))}.${name}`
  return { path: `info.${name}`, part: 0, long: name === 'description', most: MOST_ALERT[name], paths: { 'zh-CN': path('zh-CN'), en: path('en') } }
}

/** What a step may leave out, and does where it has no words. */
const where = (body: DraftBody, path: string, field: TextField): TextField[] => (at(body, path) === undefined ? [] : [field])

/** A simulation's words; its steps are the first parts, its endings those after them. */
function simulationFields(body: DraftBody): TextField[] {
  const steps = listAt(body, 'nodes').length
  const optional = (path: string, part = 0): TextField => ({ ...text(path, part), optional: true })
  return [
    headline, text('lead', 0, true), text('sender'), optional('label'),
    ...each(body, 'nodes', (i) => [
      optional(`nodes.${i}.sender`, i),
      ...where(body, `nodes.${i}.card`, text(`nodes.${i}.card.title`, i)), ...where(body, `nodes.${i}.card`, optional(`nodes.${i}.card.figure`, i)),
      ...each(body, `nodes.${i}.card.rows`, (row) => [text(`nodes.${i}.card.rows.${row}.label`, i), text(`nodes.${i}.card.rows.${row}.value`, i)]).flat(),
      ...each(body, `nodes.${i}.says`, (nth) => text(`nodes.${i}.says.${nth}`, i, true, MOST_BUBBLE)),
      ...each(body, `nodes.${i}.choices`, (nth) => ({ ...text(`nodes.${i}.choices.${nth}.text`, i, false, MOST_CHOICE), leads: `nodes.${i}.choices.${nth}.to` })),
    ]).flat(),
    ...each(body, 'endings', (i) => [text(`endings.${i}.what`, steps + i, true), optional(`endings.${i}.say`, steps + i), { ...optional(`endings.${i}.action`, steps + i), most: MOST_ACTION }]).flat(),
    ...each(body, 'signs', (i) => text(`signs.${i}.text`, 0, false, MOST_SIGN)), text('say'), action(0),
  ]
}

export function textFields(kind: RevisionKind, body: DraftBody): TextField[] {
  if (kind === 'playlist') return [text('name')]
  if (kind === 'phone') return [text('name'), { ...text('note', 0, true), optional: true }]
  if (kind === 'line') return [text('text', 0, true, mostSaid)]
  if (kind === 'answer') return [text('question', 0, false, MOST_ANSWER.question), ...each(body, 'answer', (i) => text(`answer.${i}`, 0, true, MOST_ANSWER.sentence)), text('action', 0, false, MOST_ANSWER.action)]
  if (kind === 'guide') return [text('title'), ...listAt(body, 'sections').flatMap((_, i) => [text(`sections.${i}.title`, i, false, MOST_GUIDE.title), ...each(body, `sections.${i}.points`, (nth) => text(`sections.${i}.points.${nth}`, i, true, MOST_GUIDE.point))])]
  if (kind === 'simulation') return simulationFields(body)
  if (kind === 'board') return [text('name'), ...each(body, 'prompts', (i) => [text(`prompts.${i}.sender`, i, false, MOST_PROMPT.sender), text(`prompts.${i}.message`, i, true, MOST_PROMPT.message), text(`prompts.${i}.why`, i, true, MOST_PROMPT.why)]).flat(), text('say'), action(0)]
  if (kind === 'template') return [text('trigger', 0, true), infoField(body, 'headline'), infoField(body, 'description'), infoField(body, 'instruction')]
  switch (at(body, 'kind')) {
    case 'case': return [headline, ...each(body, 'beats', (i) => text(`beats.${i}`, i, true)), text('turn', 3, true), action(3), ...pictured(body, 3)]
    case 'quiz': return [headline, text('sender'), text('message', 0, true), text('question'), ...each(body, 'options', (i) => text(`options.${i}`)), text('why', 1, true), text('say', 1), action(1)]
    case 'class': return [headline, ...each(body, 'scenes', (i) => text(`scenes.${i}.text`, i, true)), action(Math.max(0, listAt(body, 'scenes').length - 1))]
    case 'ticker': return [headline, ...each(body, 'lines', (i) => text(`lines.${i}`, i, true)), action(0)]
    // Captions with times are written beside the film.
    case 'video': return [headline, ...each(body, 'captions', (i) => text(`captions.${i}`, i, true)), action(0)]
    default: return [headline, text('line', 0, true), action(0), ...pictured(body, 0)]
  }
}

/** Those of the form, and a film's captions with their times, which are written beside it. */
export const allTexts = (kind: RevisionKind, body: DraftBody): TextField[] => [...textFields(kind, body), ...each(body, 'cues', (i) => text(`cues.${i}.text`, i))]

/** Every text of a body as `name`: `zh` and `en`, for reading and for telling versions apart. */
export const said = (kind: RevisionKind, body: DraftBody): { path: string; texts: Record<BodyLanguage, string> }[] =>
  allTexts(kind, body).map(({ path, paths }) => ({ path, texts: { 'zh-CN': textAt(body, paths['zh-CN']), en: textAt(body, paths.en) } }))

/** Where else than in its words two versions may differ. */
export const factPaths = {
  item: ['scam', 'move', 'seconds', 'channel', 'genuine', 'answer', 'zoneKinds', 'moments', 'audiences', 'phones', 'source', 'media', 'picture.media', 'sound'],
  playlist: ['campaign', 'items'],
  template: ['severity', 'presentation', 'scam', 'move', 'zoneKinds', 'roles', 'expiresInSeconds'],
  phone: ['number', 'verifiedBy', 'verifiedOn', 'expires'],
  line: ['zoneKinds', 'moments', 'audiences'],
  answer: ['asked', 'move', 'place', 'phones', 'zoneKinds', 'moments'],
  guide: ['version'],
  // What their steps and squares say: games/structure.ts.
  simulation: ['scam', 'move', 'genuine', 'channel', 'phones'],
  board: ['move', 'phones', 'forward', 'back'],
} as const satisfies Record<RevisionKind, readonly string[]>

/**
 * The element that stands for a finding's or a comment's path: its own, else that of the nearest field around it (`info` for
 * `info.0.headline`), else the first below it (`beats.0.zh-CN` for `beats`). `known`: the paths of all fields on the page.
 */
export function fieldFor(path: string, known: readonly string[]): string | null {
  for (let parts = path.split('.'); parts.length > 0; parts = parts.slice(0, -1)) {
    const whole = parts.join('.')
    const found = known.find((one) => one === whole) ?? known.find((one) => one.startsWith(`${whole}.`))
    if (found !== undefined) return found
  }
  return null
}

/** Lists whose members have words of several kinds. */
const inGames: ReadonlySet<string> = new Set(['nodes', 'endings', 'signs', 'prompts', 'squares'])

/** The bare name of a field and which one of several it is: `beats.1.en` is the second of `beats`, in English. What is in a list within a list is the last of both: `3.2`. */
export function nameOf(path: string, infos: readonly BodyLanguage[] = bodyLanguages): { name: string; nth: number | string | null; language: BodyLanguage | null } {
  const parts = path.split('.')
  const language = bodyLanguages.find((one) => one === parts.at(-1)) ?? null
  const rest = language ? parts.slice(0, -1) : parts
  if (rest[0] === 'info') return { name: rest.at(-1) ?? 'info', nth: null, language: language ?? infos[Number(rest[1])] ?? null }
  if (rest[0] === 'picture' && rest[1] === 'alt') return { name: 'alt', nth: null, language }
  if (inGames.has(rest[0] ?? '') && rest.length > 2) {
    const [own = '', nth] = [rest.findLast((part) => !/^\d+$/.test(part) && part !== 'text'), rest.filter((part) => /^\d+$/.test(part))]
    return { name: own === 'label' ? 'rowLabel' : own, nth: nth.map((part) => Number(part) + 1).join('.'), language }
  }
  if (rest[0] === 'sections' && rest[2] === 'points') return { name: 'points', nth: [rest[1], rest[3]].filter((part) => part !== undefined).map((part) => Number(part) + 1).join('.'), language }
  const number = rest.find((part) => /^\d+$/.test(part))
  return { name: rest[0] ?? '', nth: number === undefined ? null : Number(number) + 1, language }
}
