/** What differs between two versions, word by word. Pure. */
import type { DraftBody, RevisionKind } from '../../protocol/api-review.ts'
import { at } from './body.ts'
import type { BodyLanguage } from './body.ts'
import { factPaths, said } from './fields.ts'
import { structureOf } from './games/structure.ts'

export type Run = { is: 'same' | 'gone' | 'new'; text: string }
export type Difference =
  | { is: 'words'; path: string; runs: Record<BodyLanguage, Run[]> }
  | { is: 'list'; path: string; runs: Run[] }
  | { is: 'fact'; path: string; before: unknown; after: unknown }

/** Longest common subsequence; what is gone stands before what is new. Texts here are a few hundred words at most. */
export function runsOf(before: readonly string[], after: readonly string[]): Run[] {
  const rows = before.length
  const columns = after.length
  const common = Array.from({ length: rows + 1 }, () => new Uint16Array(columns + 1))
  const held = (i: number, j: number) => common[i]?.[j] ?? 0
  for (let i = rows - 1; i >= 0; i--) {
    const row = common[i]
    if (row) for (let j = columns - 1; j >= 0; j--) row[j] = before[i] === after[j] ? held(i + 1, j + 1) + 1 : Math.max(held(i + 1, j), held(i, j + 1))
  }
  const runs: Run[] = []
  const add = (is: Run['is'], text: string | undefined) => {
    const last = runs.at(-1)
    if (last?.is === is) last.text += text ?? ''
    else runs.push({ is, text: text ?? '' })
  }
  let [i, j] = [0, 0]
  while (i < rows || j < columns) {
    if (i < rows && j < columns && before[i] === after[j]) { add('same', before[i]); i++; j++ }
    else if (i < rows && (j >= columns || held(i + 1, j) >= held(i, j + 1))) { add('gone', before[i]); i++ }
    else { add('new', after[j]); j++ }
  }
  return runs
}

const words = (text: string, language: BodyLanguage): string[] => [...new Intl.Segmenter(language, { granularity: 'word' }).segment(text)].map(({ segment }) => segment)
export const wordRuns = (before: string, after: string, language: BodyLanguage): Run[] => runsOf(words(before, language), words(after, language))
/** Things in an order, each a run of its own. */
const listRuns = (before: readonly string[], after: readonly string[]): Run[] =>
  runsOf(before.map((one) => `${one}\n`), after.map((one) => `${one}\n`)).flatMap(({ is, text }) => text.split('\n').filter(Boolean).map((one) => ({ is, text: one })))

const asIds = (value: unknown): string[] => (Array.isArray(value) ? value.filter((one) => typeof one === 'string') : [])
const same = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b)

/** Words first, in the order of the form; then what else differs. Empty where nothing does. */
export function differences(kind: RevisionKind, before: DraftBody, after: DraftBody): Difference[] {
  const old = new Map(said(kind, before).map(({ path, texts }) => [path, texts]))
  const young = new Map(said(kind, after).map(({ path, texts }) => [path, texts]))
  const found: Difference[] = []
  for (const path of new Set([...young.keys(), ...old.keys()])) {
    const [was, is] = [old.get(path), young.get(path)]
    if (same(was, is)) continue
    const runs = (language: BodyLanguage) => wordRuns(was?.[language] ?? '', is?.[language] ?? '', language)
    found.push({ is: 'words', path, runs: { 'zh-CN': runs('zh-CN'), en: runs('en') } })
  }
  for (const path of factPaths[kind]) {
    const [was, is] = [at(before, path), at(after, path)]
    if (same(was, is)) continue
    if (Array.isArray(was) || Array.isArray(is)) found.push({ is: 'list', path, runs: listRuns(asIds(was), asIds(is)) })
    else found.push({ is: 'fact', path, before: was, after: is })
  }
  const [was, is] = [new Map(structureOf(kind, before)), new Map(structureOf(kind, after))]
  for (const path of new Set([...is.keys(), ...was.keys()])) if (!same(was.get(path), is.get(path))) found.push({ is: 'fact', path, before: was.get(path), after: is.get(path) })
  for (const [i, scene] of (kind === 'item' && Array.isArray(at(after, 'scenes')) ? asScenes(after) : []).entries()) {
    const was = at(before, `scenes.${i}.seconds`)
    if (was !== undefined && was !== scene) found.push({ is: 'fact', path: `scenes.${i}.seconds`, before: was, after: scene })
  }
  return found
}
const asScenes = (body: DraftBody): unknown[] => {
  const scenes = at(body, 'scenes')
  return Array.isArray(scenes) ? scenes.map((_, i) => at(body, `scenes.${i}.seconds`)) : []
}
