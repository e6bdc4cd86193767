import type { AlertTemplate } from '../../protocol/alert.ts'
import type { AlertView, DryRun } from '../../protocol/api.ts'
import type { Zone } from '../../protocol/venue.ts'
import type * as z from 'zod/mini'
import type { Desk } from '../desk.svelte.ts'
import { asApiError } from '../request.ts'
import type { ApiError } from '../request.ts'
import { newestOf } from './waiting.ts'
import { createAlertsApi } from './api.ts'
import { backToTemplate, blankDraft, fromAlert, fromTemplate, needs, toAlert, toDryRun, toOwnWords, toRequest } from './compose.ts'
import type { Draft } from './compose.ts'

const PAUSE_MS = 180

/** The alert being written, and whom it would reach. A shell over compose.ts. */
export class Composer {
  draft = $state<Draft>(blankDraft())
  #desk: Desk
  #api
  /** The live alert that this would change. */
  #of: string | undefined
  #aimed = false
  #reach = $state.raw<DryRun>()
  #counting = $state(false)
  /** What `#reach` answers, as `aim`. */
  #counted = $state.raw<string>()
  #tries = $state(0)
  /** The alert as it was read last, and whether that was because somebody had changed it meanwhile. */
  #seen: AlertView | undefined
  #changed = $state.raw<AlertView>()
  #error = $state.raw<ApiError>()
  busy = $state(false)

  constructor(desk: Desk, of?: string) {
    this.#desk = desk
    this.#api = createAlertsApi(desk.ask)
    this.#of = of
  }
  get zones(): Zone[] { return this.#desk.venue.value?.zones ?? [] }
  get reach() { return this.#reach }
  get counting() { return this.#counting }
  /** `reach` is about the draft as it is now: nothing goes out on the count of another. */
  get isCounted(): boolean { return this.#counted === this.aim }
  /** The alert as a colleague has left it while this was being written; the next sending takes its place. */
  get changed() { return this.#changed }
  get error() { return this.#error }
  get needs() { return needs(this.draft, this.zones) }
  get alert() { return toAlert(this.draft, this.#desk.now) }
  /** What the dry run asks, as text: it changes only when its answer may. */
  get aim(): string { return `${this.#tries} ${JSON.stringify(toDryRun(this.draft, this.zones))}` }
  /** The template's words are still its own. */
  get isSlots(): boolean { return !this.draft.own && this.draft.template !== null }
  /** Nobody here has reviewed the template: its words count as somebody's own. */
  get isUnreviewed(): boolean { return this.draft.template !== null && this.#desk.library.value?.unreviewedTemplates?.includes(this.draft.template.id) === true }
  /** What the checks hold against it, where the words are whole. */
  get findings() { return this.needs.some((need) => need !== 'where' && need !== 'time') ? [] : this.#reach?.findings ?? [] }
  get blocked(): boolean { return this.findings.some(({ level }) => level === 'block') }
  get step() { return this.#reach?.release }

  /** Words and look of a template; zones too, unless somebody has aimed by hand. What was there can be brought back. */
  useTemplate(template: AlertTemplate | null) {
    const before = $state.snapshot(this.draft)
    const picked = this.draft.picked
    this.draft = template ? fromTemplate(template, this.zones) : blankDraft()
    if (this.#aimed) this.draft.picked = picked
    return () => { this.draft = before }
  }
  writeOwn() { this.draft = toOwnWords($state.snapshot(this.draft)) }
  /** Back to the template; returns how to have one's own words again. */
  dropOwn() {
    const before = $state.snapshot(this.draft)
    this.draft = backToTemplate(before)
    return () => { this.draft = before }
  }
  aimAt(picked: Partial<Draft['picked']>) {
    this.#aimed = true
    this.draft.picked = { ...this.draft.picked, ...picked }
  }
  use(view: z.infer<typeof AlertView>) {
    this.#aimed = true
    this.#seen = view
    const template = this.#desk.library.value?.templates.find(({ id }) => id === view.template) ?? null
    this.draft = fromAlert(view, this.zones, this.#desk.now, template)
  }

  recount() { this.#tries += 1 }

  /** Counts the screens after a short pause; returns how to give up. */
  count(): () => void {
    const aim = this.aim
    const request = toDryRun($state.snapshot(this.draft), this.zones)
    if (!request) {
      this.#reach = undefined
      this.#counted = aim
      this.#counting = false
      return () => undefined
    }
    const abort = new AbortController()
    this.#counting = true
    const timer = setTimeout(() => {
      this.#api.dryRun(request, this.#of, abort.signal).then(
        (reach) => { this.#reach = reach; this.#counted = aim; this.#counting = false; this.#error = undefined },
        (thrown: unknown) => {
          if (abort.signal.aborted) return
          this.#counting = false
          this.#error = this.#desk.notice(asApiError(thrown))
        },
      )
    }, PAUSE_MS)
    return () => { clearTimeout(timer); abort.abort() }
  }

  /** Releases, or hands to a second person (`askSecond`: though one would do); its id and state, or null where it was refused (see `error`). */
  async release(askSecond = false): Promise<{ id: string; state: string } | null> {
    const asked = toRequest($state.snapshot(this.draft), this.zones)
    if (!asked || this.busy) return null
    const request = { ...asked, ...(askSecond && { askSecond }) }
    this.busy = true
    try {
      const answer = this.#of === undefined ? await this.#api.raise(request) : await this.#api.update(this.#of, { ...request, version: this.#seen ? newestOf(this.#seen) : 1 })
      this.#error = undefined
      this.#changed = undefined
      void this.#desk.alerts.refresh()
      return answer
    } catch (thrown) {
      const error = this.#desk.notice(asApiError(thrown))
      this.#error = error
      if (error.code === 'alert/version-conflict' && this.#of !== undefined) {
        // Both are shown; what is sent after that is sent knowing it.
        this.#seen = this.#changed = await this.#api.one(this.#of).catch(() => this.#seen)
      }
      return null
    } finally {
      this.busy = false
    }
  }
}
