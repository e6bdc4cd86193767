import * as z from 'zod/mini'
import { Finding, ReviewStages, Revision, RevisionSummary } from '../../protocol/api-review.ts'
import { Phone } from '../../protocol/content.ts'
import type { DraftBody, ReviewDecision, RevisionKind } from '../../protocol/api-review.ts'
import type { Ask } from '../request.ts'

export type Named = { kind: RevisionKind; id: string; version: number }
const thing = ({ kind, id }: Omit<Named, 'version'>) => `/revisions/${kind}/${encodeURIComponent(id)}`
const one = (named: Named) => `${thing(named)}/${named.version}`
const names = (all: readonly Named[]) => all.map(({ kind, id, version }) => ({ kind, id, version }))
const Anything = z.unknown()

/** Drafts, reviews, publishing, and what leaves the screens. */
export const createContentApi = (ask: Ask) => ({
  versions: (of: Omit<Named, 'version'>) => ask(thing(of), z.array(Revision)),
  get: (named: Named) => ask(one(named), Revision),
  create: (kind: RevisionKind, body: DraftBody) => ask('/revisions', Revision, { method: 'POST', body: { kind, body } }),
  save: (named: Named, body: DraftBody, changedAt: string) => ask(one(named), Revision, { method: 'PUT', body: { body, changedAt } }),
  discard: (named: Named) => ask(one(named), Anything, { method: 'DELETE' }),
  submit: (named: Named) => ask(`${one(named)}/submit`, Revision, { method: 'POST', body: {} }),
  recall: (named: Named) => ask(`${one(named)}/recall`, Revision, { method: 'POST', body: {} }),
  restore: (named: Named) => ask(`${one(named)}/restore`, Revision, { method: 'POST', body: {} }),
  comment: (named: Named, path: string | null, text: string) => ask(`${one(named)}/comments`, Revision, { method: 'POST', body: { path, text } }),
  decide: (all: readonly Named[], { decision, note }: ReviewDecision) => ask('/revisions/decide', z.array(RevisionSummary), { method: 'POST', body: { revisions: names(all), decision, note } }),
  publish: (all: readonly Named[]) => ask('/revisions/publish', z.array(RevisionSummary), { method: 'POST', body: { revisions: names(all) } }),
  adopt: (things: readonly Omit<Named, 'version'>[]) => ask('/revisions/adopt', z.array(RevisionSummary), { method: 'POST', body: { things: things.map(({ kind, id }) => ({ kind, id })) } }),
  check: (kind: RevisionKind, body: DraftBody, signal: AbortSignal) => ask('/checks', z.array(Finding), { method: 'POST', body: { kind, body }, signal }),
  /** A number that was called and found right; its number and words as they stand. */
  checked: (phone: Phone) => ask(`/phones/${encodeURIComponent(phone.id)}`, Phone, { method: 'PUT', body: phone }),
  stages: () => ask('/review/stages', ReviewStages),
  setStages: (body: ReviewStages) => ask('/review/stages', ReviewStages, { method: 'PUT', body }),
  shelve: (kind: 'item' | 'playlist', id: string, what: 'withdraw' | 'restore') => ask(`/${kind}s/${encodeURIComponent(id)}/${what}`, Anything, { method: 'POST', body: {} }),
})
export type ContentApi = ReturnType<typeof createContentApi>
