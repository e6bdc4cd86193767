import type { ScheduleWrite } from '../../protocol/api.ts'
import type { Preset, PresetApply } from '../../protocol/api-schedule.ts'
import { accepted, refused, type Outcome } from '../../protocol/errors.ts'
import type { ScheduleEntry } from '../../protocol/schedule.ts'
import type { Zone } from '../../protocol/venue.ts'

/** Every day from the first to the last, nights that begin on the last included; null = without end. */
function ruleFor({ fromDay, untilDay }: PresetApply): Outcome<string> {
  if (untilDay === null) return accepted('FREQ=DAILY')
  return untilDay < fromDay ? refused('schedule/preset-days', 'The last day lies before the first.', 'untilDay') : accepted(`FREQ=DAILY;UNTIL=${untilDay.replaceAll('-', '')}`)
}

/**
 * The leaf zones of a preset's kinds under the zones asked for. Refuses a leaf of another kind that was asked for by name,
 * and zones under which there is none that fits.
 */
export function zonesFor(preset: Preset, wanted: readonly string[], zones: readonly Zone[], leaves: (wanted: readonly string[]) => readonly string[]): Outcome<string[]> {
  const kinds = new Map(zones.map((zone) => [zone.id, zone.kind]))
  const fits = (leaf: string): boolean => {
    const kind = kinds.get(leaf)
    return kind != null && (preset.zoneKinds.length === 0 || preset.zoneKinds.includes(kind))
  }
  for (const [i, id] of wanted.entries()) {
    const under = leaves([id])
    if (under.length === 0) return refused('schedule/unknown-zone', `There is no zone "${id}".`, `zones.${i}`)
    if (!under.some(fits)) return refused('schedule/preset-zone', `The preset "${preset.id}" is not meant for the zone "${id}": choose zones of its kinds.`, `zones.${i}`)
  }
  return accepted(leaves(wanted).filter(fits))
}

/** The entries of a preset in these zones; `id` names what was applied, and each entry after it. */
export function entriesFor(preset: Preset, ask: PresetApply, id: string): Outcome<ScheduleWrite[]> {
  const rule = ruleFor(ask)
  if (!rule.ok) return rule
  return accepted(preset.entries.map((entry, i) => ({
    ...entry, id: `${id}-${i + 1}`, zones: ask.zones, startDay: ask.fromDay, rrule: rule.value, exceptDays: [], state: 'live', preset: id,
  })))
}

/** What of an entry says what it does: all but its version. */
const essence = ({ version: _, ...entry }: ScheduleEntry): string => JSON.stringify(Object.entries(entry).sort(([a], [b]) => (a < b ? -1 : 1)))
/** Whether somebody has changed an entry since it was made. */
export const isEdited = (made: ScheduleEntry, now: ScheduleEntry): boolean => essence(made) !== essence(now)

/** Whether two stretches of days have one in common; null = without end. */
export const overlap = (a: Pick<PresetApply, 'fromDay' | 'untilDay'>, b: Pick<PresetApply, 'fromDay' | 'untilDay'>): boolean =>
  (a.untilDay === null || b.fromDay <= a.untilDay) && (b.untilDay === null || a.fromDay <= b.untilDay)
