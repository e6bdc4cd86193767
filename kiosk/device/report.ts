import type { Desired, Reported } from '../../protocol/device.ts'
import { inForce } from '../../protocol/order.ts'
import type { ShowDevice } from '../../protocol/show.ts'
import type { View } from './player.ts'
import type { Versions } from './receiver.ts'

export type ReportFacts = {
  view: View
  desired: Desired | null
  versions: Versions
  app: string
  session: boolean
  order: ShowDevice['order']
  clock: Reported['clock']
  cache: Reported['cache']
  outbox: Reported['outbox']
  refused: Record<string, number>
  /** Whatever else the duty staff should read, e.g. that a screenshot was asked for and cannot be made. */
  notes: readonly string[]
}

const MOST_REASONS = 40

/** Where a screen stands, by its own word. Pure. */
export function report(facts: ReportFacts): Reported {
  const { view, desired } = facts
  return {
    at: view.at.toString(),
    app: facts.app,
    zone: desired?.zone ?? null,
    role: desired?.role ?? 'screen',
    versions: facts.versions,
    showing: showing(view),
    banners: view.banners.map((alert) => alert.id),
    reasons: [...reasons(view), ...facts.notes].slice(0, MOST_REASONS),
    session: facts.session,
    order: inForce(facts.order, desired?.role ?? 'screen', view.at),
    clock: facts.clock,
    cache: facts.cache,
    outbox: facts.outbox,
    refused: facts.refused,
  }
}

function showing({ main }: View): Reported['showing'] {
  const since = main.startedAt.toString()
  if (main.kind === 'item') return { kind: 'item', id: main.item.id, since }
  return main.kind === 'alert' ? { kind: 'alert', id: main.alert.id, since } : { kind: main.kind, id: main.kind, since }
}

function reasons(view: View): string[] {
  return [
    ...view.shown.reasons.map((r) => [r.code, r.id, r.detail].filter((part) => part !== undefined).join(' ')),
    ...view.missing.map((id) => `item/missing ${id}`),
  ]
}

/** What of a report is news by itself; the next item of a loop is not, it follows from the programme. */
export function newsOf(reported: Reported): string {
  const { showing: on, banners, versions, session, order, zone, role, cache, refused, clock, reasons: why } = reported
  return JSON.stringify([on?.kind === 'item' ? 'item' : on, banners, versions, session, order?.id, zone, role, cache, refused, clock.steps, why.filter((r) => r.startsWith('item/') || r.startsWith('command/'))])
}
