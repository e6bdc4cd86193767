import { randomBytes } from 'node:crypto'
import * as z from 'zod/mini'
import { AppliedPreset, type BatchAnswer, type Preset, type PresetApply, type PresetRevert, type ScheduleChange } from '../../protocol/api-schedule.ts'
import { accepted, refused, type Outcome } from '../../protocol/errors.ts'
import { ScheduleEntry } from '../../protocol/schedule.ts'
import type { Site } from '../../protocol/venue.ts'
import type { Clock } from '../clock.ts'
import type { Log } from '../log.ts'
import type { Schedule } from '../schedule/service.ts'
import type { Store } from '../store/store.ts'
import { entriesFor, isEdited, overlap, zonesFor } from './entries.ts'

/** What is kept of a preset that was applied; `made`: its entries as they were made. */
const Applied = z.object({ ...z.omit(AppliedPreset, { entries: true, edited: true }).shape, made: z.array(ScheduleEntry) })
type Applied = z.infer<typeof Applied>

export type PresetsDeps = { store: Store; schedule: Pick<Schedule, 'change' | 'get' | 'leaves'>; presets: readonly Preset[]; site: Site; clock: Clock; log: Log }

/**
 * Presets: what zones shall play in a situation that comes again. Applied in one change and taken back in one. A preset is
 * in force while one of its entries is there, so that undo, of either, is the schedule's own.
 */
export function createPresets({ store: { db }, schedule, presets, site, clock, log }: PresetsDeps) {
  const applied = new Map<string, Applied>()

  const entriesOf = ({ made }: Applied): ScheduleEntry[] => made.flatMap(({ id }) => schedule.get(id) ?? [])
  /** Those that still belong to it. */
  const ownOf = (one: Applied): ScheduleEntry[] => entriesOf(one).filter((entry) => entry.preset === one.id)
  const editedOf = (one: Applied): ScheduleEntry[] => {
    const made = new Map(one.made.map((entry) => [entry.id, entry]))
    return ownOf(one).filter((entry) => isEdited(made.get(entry.id) ?? entry, entry))
  }
  const view = (one: Applied): AppliedPreset => {
    const { made: _, ...rest } = one
    return { ...rest, entries: ownOf(one).map(({ id }) => id), edited: editedOf(one).map(({ id }) => id) }
  }
  const inForce = (): Applied[] => [...applied.values()].filter((one) => ownOf(one).length > 0)
  const sameZones = (a: readonly string[], b: readonly string[]) => a.length === b.length && a.every((zone) => b.includes(zone))

  async function keep(one: Applied): Promise<void> {
    await db.insertInto('applied_preset').values({ id: one.id, preset: one.preset, body: JSON.stringify(one) }).execute()
    applied.set(one.id, one)
  }

  return {
    async start(): Promise<void> {
      for (const { id, body } of await db.selectFrom('applied_preset').select(['id', 'body']).orderBy('id').execute()) {
        const read = Applied.safeParse(JSON.parse(body))
        if (read.success) applied.set(id, read.data)
        else log.error({ id, issues: read.error.issues }, 'A preset that was applied cannot be read; its entries stay as they are.')
      }
    },
    list: (): readonly Preset[] => presets,
    /** Whether an entry may say that it belongs to a preset that was applied: only what that has made. */
    holds: (id: string, entry: string): boolean => applied.get(id)?.made.some((one) => one.id === entry) ?? false,
    /** Those in force, the newest first. */
    applied: (): AppliedPreset[] => inForce().map(view).sort((a, b) => (a.at < b.at ? 1 : a.at > b.at ? -1 : a.id < b.id ? -1 : 1)),

    /**
     * Applies a preset in one change. Asked for again it gives what is there already; `fresh` says which. Refuses zones that
     * it is not meant for, and those where it is in force on one of these days already.
     */
    async apply(id: string, ask: PresetApply, by: string): Promise<Outcome<{ applied: AppliedPreset; fresh: boolean }>> {
      const preset = presets.find((one) => one.id === id)
      if (!preset) return refused('schedule/not-found', `There is no preset "${id}".`)
      const zones = zonesFor(preset, ask.zones, site.zones, schedule.leaves)
      if (!zones.ok) return zones
      const wanted = { ...ask, zones: zones.value }
      const own = `${id.slice(0, 40)}-${randomBytes(4).toString('hex')}`
      let there: Applied | null = null
      const made = await schedule.change(async (): Promise<Outcome<ScheduleChange>> => {
        const others = inForce().filter((one) => one.preset === id && overlap(one, wanted))
        there = others.find((one) => sameZones(one.zones, wanted.zones) && one.fromDay === wanted.fromDay && one.untilDay === wanted.untilDay) ?? null
        if (there) return accepted({ put: [], remove: [] })
        const other = others.find((one) => one.zones.some((zone) => wanted.zones.includes(zone)))
        if (other) return refused('schedule/preset-applied', `"${id}" is in force there already (${other.id}). Take that back first.`, 'zones')
        const entries = entriesFor(preset, wanted, own)
        if (!entries.ok) return entries
        // Kept first: without its entries it is not in force, and entries without it could not be taken back together.
        await keep({ id: own, preset: id, name: preset.name, ...wanted, by, at: clock.now().round('second').toString(), made: entries.value.map((entry) => ScheduleEntry.parse({ ...entry, version: 1 })) })
        return accepted({ put: entries.value, remove: [] })
      })
      if (!made.ok) {
        if (applied.delete(own)) await db.deleteFrom('applied_preset').where('id', '=', own).execute()
        return made
      }
      const one = there ?? applied.get(own)
      return one ? accepted({ applied: view(one), fresh: there === null }) : refused('schedule/not-found', `There is no preset "${id}".`)
    },

    /**
     * Takes back exactly what applying has made, in one change. Where somebody has edited an entry since, it asks: `remove`
     * takes it back like the others, `keep` leaves it as an entry of its own.
     */
    revert: (id: string, { edited }: PresetRevert): Promise<Outcome<BatchAnswer>> => schedule.change(async () => {
      const one = applied.get(id)
      const entries = one ? ownOf(one) : []
      if (!one || entries.length === 0) return refused('schedule/not-found', `No preset "${id}" is in force.`)
      const changed = editedOf(one)
      if (changed.length > 0 && edited === undefined) return refused('schedule/preset-edited', `Edited since: ${changed.map(({ name }) => `"${name}"`).join(', ')}. Say whether to remove or to keep them.`, 'edited')
      const kept = edited === 'keep' ? changed : []
      return accepted({ put: kept.map((entry) => ({ ...entry, preset: null })), remove: entries.filter((entry) => !kept.includes(entry)).map((entry) => entry.id) })
    }),
  }
}
export type Presets = ReturnType<typeof createPresets>
