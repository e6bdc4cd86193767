import type { AlertTemplate } from '../../protocol/alert.ts'
import type { AlertView, DryRun } from '../../protocol/api.ts'
import type { Zone } from '../../protocol/venue.ts'
import type * as z from 'zod/mini'
import type { Desk } from '../desk.svelte.ts'
import { asApiError } from '../request.ts'
import type { ApiError } from '../request.ts'
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
  get error() { return this.#error }
  get needs() { return needs(this.draft, this.zones) }
  get alert() { return toAlert(this.draft, this.#desk.now) }
  /** What the dry run asks, as text: it changes only when its answer may. */
  get aim(): string { return JSON.stringify(toDryRun(this.draft, this.zones)) }
  /** The template's words are still its own. */
  get isSlots(): boolean { return !this.draft.own && this.draft.template !== null }
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
    const template = this.#desk.library.value?.templates.find(({ id }) => id === view.template) ?? null
    this.draft = fromAlert(view, this.zones, this.#desk.now, template)
  }

  /** Counts the screens after a short pause; returns how to give up. */
  count(): () => void {
    const request = toDryRun($state.snapshot(this.draft), this.zones)
    if (!request) {
      this.#reach = undefined
      this.#counting = false
      return () => undefined
    }
    const abort = new AbortController()
    this.#counting = true
    const timer = setTimeout(() => {
      this.#api.dryRun(request, this.#of, abort.signal).then(
        (reach) => { this.#reach = reach; this.#counting = false; this.#error = undefined },
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
      const answer = this.#of === undefined ? await this.#api.raise(request) : await this.#api.update(this.#of, request)
      this.#error = undefined
      void this.#desk.alerts.refresh()
      return answer
    } catch (thrown) {
      this.#error = this.#desk.notice(asApiError(thrown))
      return null
    } finally {
      this.busy = false
    }
  }
}
