import { SvelteMap } from 'svelte/reactivity'
import type { Desk } from '../desk.svelte.ts'
import { createScheduleApi } from './api.ts'
import type { Resolved } from './block.ts'

type Wanted = { zones: readonly string[]; from: number; until: number }

/** What really plays in the zones that are looked at, as the planner works it out; read again when the schedule changes. */
export class SharesBook {
  #held = new SvelteMap<string, Resolved[]>()
  /** Zones that were read for the window looked at. */
  #fresh = new Set<string>()
  #wanted: Wanted | null = null
  #timer: ReturnType<typeof setTimeout> | undefined
  #abort: AbortController | null = null
  #desk: Desk
  #api

  constructor(desk: Desk) {
    this.#desk = desk
    this.#api = createScheduleApi(desk.ask)
    $effect(() => desk.onChange((change) => {
      if (change !== null && change.kind !== 'schedule' && change.kind !== 'playlists') return
      this.#fresh.clear()
      this.#later()
    }))
    $effect(() => () => { clearTimeout(this.#timer); this.#abort?.abort() })
  }
  of(zone: string): Resolved[] | undefined { return this.#held.get(zone) }
  /** Asks for these zones between two instants (milliseconds), a little later, so that scrolling asks once. */
  want(zones: readonly string[], from: number, until: number) {
    const before = this.#wanted
    if (before?.from !== from || before.until !== until) this.#fresh.clear()
    this.#wanted = { zones, from, until }
    if (zones.some((zone) => !this.#fresh.has(zone))) this.#later()
  }
  #later() {
    clearTimeout(this.#timer)
    this.#timer = setTimeout(() => { void this.#ask() }, 150)
  }
  async #ask(): Promise<void> {
    const wanted = this.#wanted
    const zones = wanted?.zones.filter((zone) => !this.#fresh.has(zone)) ?? []
    if (!wanted || zones.length === 0) return
    this.#abort?.abort()
    const abort = new AbortController()
    this.#abort = abort
    try {
      const timeline = await this.#api.timeline({ ...wanted, zones }, abort.signal)
      for (const { zone, stretches } of timeline) {
        this.#fresh.add(zone)
        this.#held.set(zone, stretches.map((s) => ({ from: Date.parse(s.from), until: Date.parse(s.until), level: s.level, entries: s.entries })))
      }
    } catch (thrown) {
      if (!abort.signal.aborted) this.#desk.notice(thrown) // the calendar stands without the shares
    }
  }
}
