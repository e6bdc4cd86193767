import type { Preset, PresetApply } from '../../protocol/api-schedule.ts'
import type { ScheduleWrite } from '../../protocol/api.ts'
import type { Desk } from '../desk.svelte.ts'
import { asApiError } from '../request.ts'
import { explain } from '../strings/index.ts'
import { createScheduleApi } from './api.ts'
import { freeId, toWrite } from './entry.ts'
import type { Entry } from './entry.ts'
import { countBefore } from './occurrence.ts'
import { presetChange } from './preset.ts'
import type { RuleEngine } from './rule.ts'
import { previewSpan } from './span.ts'
import type { Change, Scope } from './split.ts'
import { cutOut, relocate, scopeFits } from './split.ts'
import type { Spot } from './spot.ts'
import { Standing } from './standing.svelte.ts'
import { changeWords } from './words-change.ts'

/** The occurrence somebody has in hand, and the leaf zone it was taken in where that is known. */
export type Slot = { id: string; day: string; zone: string | null }
/** What is about to change, before anybody has agreed to it. `title` is the entry's name, or what is done. */
export type Asked =
  | { kind: 'move'; entry: Entry; day: string; spot: Spot; scope: Scope }
  | { kind: 'cut'; entry: Entry; day: string; scope: Scope }
  | { kind: 'write'; title: string; change: Change; before: readonly Entry[] }
  | { kind: 'preset'; title: string; preset: Preset; apply: PresetApply }
/** Something done in this session, and how to take it back. */
type Done = { said: string; undo: () => Promise<unknown> }

/** What the schedule room holds while it is open: the occurrence in hand, the change asked for, and this session's ways back. */
export class Workbench {
  readonly api
  readonly standing: Standing
  slot = $state.raw<Slot | null>(null)
  /** Taken in hand by keyboard: arrows move it. The key of its block. */
  held = $state.raw<string | null>(null)
  /** What was marked out on free ground for a new entry. */
  marked = $state.raw<{ spot: Spot; zone: string | null } | null>(null)
  asked = $state.raw<Asked | null>(null)
  /** Said aloud after each step by keyboard. */
  said = $state('')
  engine = $state.raw<RuleEngine | null>(null)
  #desk: Desk
  #done: Done[] = []
  readonly change: Change | null = $derived.by(() => this.#changeOf(this.asked))
  /** The versions that whoever asks has seen, by entry id. */
  readonly seen: Record<string, number> = $derived.by(() => {
    const { asked } = this
    const entries = asked === null || asked.kind === 'preset' ? [] : asked.kind === 'write' ? asked.before : [asked.entry]
    return Object.fromEntries(entries.map((e) => [e.id, e.version]))
  })

  constructor(desk: Desk) {
    this.#desk = desk
    this.api = createScheduleApi(desk.ask)
    this.standing = new Standing(this.api, desk)
  }

  get t() { return changeWords[this.#desk.prefs.language] }

  newId = (playlist: string): string => freeId(playlist, (this.#desk.schedule.value ?? []).map((e) => e.id))

  /** Asks to put the occurrence of `day` at `spot`. One of a series begins as "only this day": what surprises least. */
  move(entry: Entry, day: string, spot: Spot) {
    const { asked } = this
    const scope = asked?.kind === 'move' && asked.entry.id === entry.id && asked.day === day ? asked.scope : 'day'
    this.asked = { kind: 'move', entry, day, spot, scope: scopeFits(entry, day, spot, scope) ? scope : 'day' }
  }
  cut(entry: Entry, day: string) { this.asked = { kind: 'cut', entry, day, scope: entry.rrule === null ? 'all' : 'day' } }
  write(title: string, change: Change, before: readonly Entry[]) { this.asked = { kind: 'write', title, change, before } }
  apply(title: string, preset: Preset, apply: PresetApply) { this.asked = { kind: 'preset', title, preset, apply } }
  /** Many entries at once, each in another state. */
  setState(entries: readonly Entry[], state: ScheduleWrite['state'], title: string) {
    this.write(title, { put: entries.map((e) => ({ ...toWrite(e), state })), remove: [] }, entries)
  }
  pickScope(scope: Scope) {
    const { asked } = this
    if (asked?.kind === 'move' || asked?.kind === 'cut') this.asked = { ...asked, scope }
  }
  drop() {
    this.asked = null
    this.held = null
  }

  #changeOf(asked: Asked | null): Change | null {
    if (asked === null) return null
    if (asked.kind === 'write') return asked.change
    if (asked.kind === 'preset') return presetChange(asked.preset, asked.apply)
    const entry = toWrite(asked.entry)
    const { day, scope } = asked
    if (asked.kind === 'cut') return cutOut({ entry, day, scope })
    return relocate({ entry, day, scope, newId: this.newId(entry.playlist), before: () => countBefore(entry, day, this.engine) }, asked.spot)
  }

  /** The stretch of time for which what is asked is worked out; milliseconds. */
  span(now: number): { from: number; until: number } {
    const { asked, change } = this
    const days = asked?.kind === 'move' ? [asked.day, asked.spot.day] : asked?.kind === 'cut' ? [asked.day] : asked?.kind === 'preset' ? [asked.apply.fromDay] : []
    const before = asked?.kind === 'write' ? asked.before : []
    return previewSpan({ entries: [...(change?.put ?? []), ...before], days }, this.#desk.place.timeZone, now, this.engine)
  }

  /**
   * Sends a change; it is undone as one. `versions` are the ones its author has seen.
   * @throws ApiError
   */
  async commit(change: Change, said: string, versions: Record<string, number> = {}): Promise<void> {
    const put = change.put.map((entry) => (versions[entry.id] === undefined ? entry : { ...entry, version: versions[entry.id] }))
    const removed = Object.fromEntries(change.remove.flatMap((id) => (versions[id] === undefined ? [] : [[id, versions[id]]])))
    const { undo } = await this.api.batch({ put, remove: change.remove, removed })
    this.remember({ said, undo: () => this.api.batch(undo) })
  }

  /** Something was done: said, with its way back, and everything that may have changed is read again. */
  remember(done: Done) {
    this.#done.push(done)
    this.#desk.toasts.say(done.said, () => { void this.undo(done) })
    this.#refresh()
  }
  #refresh() {
    void this.#desk.schedule.refresh()
    void this.#desk.warnings.refresh()
    this.standing.refresh()
  }

  /** Takes back one thing of this session, the last one by default. */
  async undo(done = this.#done.at(-1)): Promise<void> {
    if (!done || !this.#done.includes(done)) return
    this.#done = this.#done.filter((other) => other !== done)
    try {
      await done.undo()
      this.#desk.toasts.say(this.t.undone(done.said))
      this.#refresh()
    } catch (thrown) {
      const error = this.#desk.notice(asApiError(thrown))
      this.#desk.toasts.say(error.status === 409 ? this.t.undoFailed : explain(this.#desk.t, error).what)
    }
  }
}
