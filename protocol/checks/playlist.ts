import type { Finding } from '../api-review.ts'
import { Playlist } from '../content.ts'
import { fewGenuine } from '../share.ts'
import { worstFirst } from './item.ts'
import type { FindItem } from './pair.ts'
import { checkWords, finding, marked, type Glyphs } from './words.ts'

const MOST_SECONDS = 3_600

export type PlaylistFacts = { glyphs: Glyphs; item: FindItem; isCampaign(id: string): boolean }

export const plain = { phones: new Set<string>(), named: [], quoted: () => false }
const asWrite = (body: Record<string, unknown>) => ({ ...Object(marked(body, ' ')), version: 1, state: 'draft' })
export const shapes = (issues: readonly { path: PropertyKey[]; message: string }[], said: readonly Finding[]): Finding[] => {
  const known = new Set(said.map(({ path }) => path))
  return issues.map((issue) => ({ path: issue.path.map(String).join('.'), message: issue.message })).filter(({ path }) => !known.has(path)).map(({ path, message }) => finding('check/shape', 'block', path, `This is not whole yet: ${message}.`))
}

/** Everything that speaks against showing a playlist. */
export function checkPlaylist(body: Record<string, unknown>, { glyphs, item, isCampaign }: PlaylistFacts): Finding[] {
  const words = checkWords(body, { glyphs, ...plain })
  const parsed = Playlist.safeParse(asWrite(body))
  if (!parsed.success) return worstFirst([...words, ...shapes(parsed.error.issues, words)])
  const { items, campaign } = parsed.data
  const found = [...words]
  if (campaign !== null && !isCampaign(campaign)) found.push(finding('check/unknown-campaign', 'block', 'campaign', `There is no campaign "${campaign}".`, { campaign }))
  const known = items.map((id, i) => ({ id, i, held: item(id) }))
  for (const { id, i, held } of known) {
    if (!held) found.push(finding('check/unknown-item', 'block', `items.${i}`, `There is no item "${id}".`, { item: id }))
    else if (!held.live) found.push(finding('check/item-not-live', 'warn', `items.${i}`, `"${id}" is not published: it would be left out.`, { item: id }))
    if (items.indexOf(id) !== i) found.push(finding('check/item-twice', 'block', `items.${i}`, `"${id}" is in the list twice.`, { item: id }))
  }
  const there = known.flatMap(({ held }) => held?.item ?? [])
  const seconds = there.reduce((sum, one) => sum + one.seconds, 0)
  if (seconds > MOST_SECONDS) found.push(finding('check/too-long', 'block', 'items', `The list lasts ${Math.ceil(seconds / 60)} min; a loop holds 60.`, { minutes: Math.ceil(seconds / 60), most: 60 }))
  const quizzes = there.filter((one) => one.kind === 'quiz')
  const genuine = quizzes.filter((one) => one.genuine).length
  if (fewGenuine(genuine, quizzes.length)) found.push(finding('check/few-genuine', 'warn', 'items', `${genuine} of ${quizzes.length} questions are genuine; with under a fifth people learn to suspect everything.`, { genuine, quizzes: quizzes.length }))
  return worstFirst(found)
}
