import type { Programme } from '../../protocol/programme.ts'
import { planZone, type PlanZone, type Prepared } from './plan.ts'
import { ms, slotsFrom, type OldSlot } from './running.ts'

const HOUR = 3_600_000

/** What a zone plays over a while, slot after slot. Milliseconds since the Unix epoch; where nothing may be shown there is none. */
export type Slots = readonly OldSlot[]

/** The slots of one programme between two times. */
function within(programme: Programme, from: number, until: number): OldSlot[] {
  return slotsFrom(programme, from).filter((slot) => slot.from < until && slot.until < Infinity)
    .map((slot) => ({ ...slot, from: Math.max(slot.from, from), until: Math.min(slot.until, until) }))
}

/**
 * What a zone plays from `from` to `until`, as its screens will be told bit by bit: `told` where it reaches so far, else a
 * plan that looks ahead from `now`, in which what runs goes on. Beyond what was told it is planned from nothing.
 */
export function slotsOver(prepared: Prepared, zone: PlanZone, { now, from, until }: { now: number; from: number; until: number }, told: Programme | null): Slots {
  const reaches = (at: number): boolean => told !== null && told.slots.length > 0 && ms(told.from) <= at && at < ms(told.until)
  if (told && reaches(from) && reaches(until - 1)) return within(told, from, until)
  const begin = reaches(now) && reaches(from) ? now : from
  const facts = { ...prepared.facts, previous: new Map(told && begin === now ? [[zone.id, told]] : []) }
  const slots: OldSlot[] = []
  for (let at = begin; at < until;) {
    const { programme } = planZone({ ...prepared, facts }, zone, Temporal.Instant.fromEpochMilliseconds(at), until)
    if (programme) slots.push(...within(programme, Math.max(at, from), until))
    // Where there is nothing to show, the controller tries again every full hour.
    at = programme ? ms(programme.until) : (Math.floor(at / HOUR) + 1) * HOUR
  }
  return slots
}
