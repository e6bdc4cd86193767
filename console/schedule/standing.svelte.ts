import type { AppliedPreset, Preset, Talk } from '../../protocol/api-schedule.ts'
import type { Desk } from '../desk.svelte.ts'
import { Shelf } from '../shelf.svelte.ts'
import type { ScheduleApi } from './api.ts'

/** Presets, where they are applied, and talks: read with the room, and again when the schedule changes. */
export class Standing {
  readonly presets: Shelf<Preset[]>
  readonly applied: Shelf<AppliedPreset[]>
  readonly talks: Shelf<Talk[]>

  constructor(api: ScheduleApi, desk: Desk) {
    const shelf = <T>(load: () => Promise<T>) => new Shelf(() => load().catch((thrown: unknown) => { throw desk.notice(thrown) }))
    this.presets = shelf(api.presets)
    this.applied = shelf(api.applied)
    this.talks = shelf(api.talks)
    this.refresh()
    $effect(() => desk.onChange((change) => { if (change === null || change.kind === 'schedule') this.refresh() }))
  }
  refresh() {
    for (const shelf of [this.presets, this.applied, this.talks]) void shelf.refresh()
  }
}
