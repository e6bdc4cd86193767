import type { RevisionSummary } from '../../protocol/api-review.ts'
import { nextStage } from '../../protocol/review-rules.ts'
import { nameOf } from './fields.ts'
import type { Thing } from './things.ts'
import type { ContentWords } from './words.ts'

type Open = Pick<RevisionSummary, 'state' | 'version' | 'stages' | 'steps' | 'contributors'>

/** How far the version being written or reviewed has come. */
export function sayOpen(open: Open, t: ContentWords): string {
  if (open.state === 'draft') return t.said.draft(open.version)
  if (open.state === 'passed') return t.said.passed(open.version)
  if (open.state === 'refused') return t.said.refused(open.version)
  return t.said.submitted(open.version, nextStage(open) ?? open.stages, open.stages)
}

/** Whether screens show it, and which version. */
export function sayShelf({ kind, state, live, phone }: Pick<Thing, 'kind' | 'state' | 'live' | 'phone'>, t: ContentWords, { demo, today }: { demo: boolean; today: string }): string {
  if (state === null) return t.said.never
  if (state === 'withdrawn') return t.said.withdrawn
  if (state === 'draft') return t.said.shelfDraft
  if (phone) return phone.expires < today ? t.said.ranOut(phone.expires) : t.said.counts(phone.expires)
  if (kind === 'line') return live ? t.said.sayable(live.version) : demo ? t.said.sampleLineDemo : t.said.sampleLine
  if (kind === 'simulation' || kind === 'board') return live ? t.said.played(live.version) : demo ? t.said.samplePlayDemo : t.said.samplePlay
  if (kind === 'answer') return live ? t.said.answered(live.version) : demo ? t.said.sampleAnswerDemo : t.said.sampleAnswer
  if (kind === 'template') return live ? t.said.offered : t.said.sampleTemplate
  if (state === 'sample') return demo ? t.said.sampleDemo : t.said.sample
  return live ? t.said.live(live.version) : t.said.shelf
}

/** A field's name as a reader knows it: `beats.1.en` is “Beat 2, English”. */
export function sayField(path: string, t: ContentWords): string {
  const { name, nth, language } = nameOf(path)
  // An answer is a list of sentences; of a question it is the right option.
  return t.field(name === 'answer' && nth !== null ? t.fields['sentences'] ?? name : t.fields[name] ?? name, nth, language && t.languages[language])
}
