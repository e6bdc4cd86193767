import { expect, it } from 'vitest'
import { createLeaves } from '../../controller/schedule/book.ts'
import { plan, type PlanFacts } from '../../controller/schedule/plan.ts'
import { readLibrary } from '../../playlists/read.ts'
import { NEUTRAL_ZONE } from '../../protocol/words.ts'
import { readSite } from '../../site/read.ts'

const { site, schedule } = readSite()
const { items, playlists, phones } = readLibrary()
const itemsById = new Map(items.map((item) => [item.id, item]))
const inner = new Set(site.zones.map((zone) => zone.parent))
const planned = new Map(playlists.map(({ id, items: ids }) => [id, { id, bundle: 'a'.repeat(64), items: ids.flatMap((item) => itemsById.get(item) ?? []) }]))

const facts: PlanFacts = {
  zones: [...site.zones.filter((zone) => !inner.has(zone.id)).map(({ id, kind }) => ({ id, kind, speakers: [] })), { id: NEUTRAL_ZONE, kind: null, speakers: [] }],
  entries: schedule.flatMap((entry) => {
    const playlist = planned.get(entry.playlist)
    return playlist ? [{ entry, playlist, zones: createLeaves(site.zones)(entry.zones) }] : []
  }),
  timeZone: site.timeZone, demo: true, neutral: planned.get('neutral') ?? null, phones: new Map(phones.map((phone) => [phone.id, phone.expires])), previous: new Map(), withdrawn: new Set(),
}

/** A week of each season: monthly and seasonal entries come by. */
const weeks = ['2026-11-30', '2026-12-28', '2027-07-05'].flatMap((first) => Array.from({ length: 7 }, (_, day) => Temporal.PlainDate.from(first).add({ days: day })))

it('the shipped schedule suits the demo airport: the planner has nothing to warn of, on any day', () => {
  for (const day of weeks) {
    const { programmes, warnings } = plan(facts, day.toZonedDateTime(site.timeZone).toInstant())
    expect({ day: day.toString(), warnings }).toEqual({ day: day.toString(), warnings: [] })
    expect(programmes.size).toBe(facts.zones.length)
  }
})
