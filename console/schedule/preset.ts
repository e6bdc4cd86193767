import type { Preset, PresetApply } from '../../protocol/api-schedule.ts'
import type { Change } from './split.ts'

/** What applying a preset writes, for looking at it beforehand: its entries, every day of the stretch, in these zones. */
export function presetChange({ id, entries }: Preset, { zones, fromDay, untilDay }: PresetApply): Change {
  const rrule = untilDay === null ? 'FREQ=DAILY' : `FREQ=DAILY;UNTIL=${untilDay.replaceAll('-', '')}`
  return { put: entries.map((entry, i) => ({ ...entry, id: `${id.slice(0, 40)}-new-${i + 1}`, zones, startDay: fromDay, rrule, exceptDays: [], state: 'live' })), remove: [] }
}
