import type { AlertTemplate } from '../../protocol/alert.ts'
import type { AlertView, DryRun } from '../../protocol/api.ts'
import type { Zone } from '../../protocol/venue.ts'
import type * as z from 'zod/mini'
import type { Desk } from '../desk.svelte.ts'
import { asApiError } from '../request.ts'
import type { ApiError } from '../request.ts'
import { blankDraft, fromAlert, fromTemplate, needs, toAlert, toDryRun, toRequest } from './compose.ts'
import type { Draft } from './compose.ts'

const PAUSE_MS = 120

/** The alert being written, and whom it would reach. A shell over compose.ts. */
export class Composer {
  draft = $state<Draft>(blankDraft())
  #desk: Desk
  #aimed = false
  #reach = $state.raw<DryRun>()
  #counting = $state(false)
  #error = $state.raw<ApiError>()
  busy = $state(false)

  constructor(desk: Desk) {
    this.#desk = desk
  }
  get zones(): Zone[] { return this.#desk.venue.value?.zones ?? [] }
  get reach() { return this.#reach }
  get counting() { return this.#counting }
  get error() { return this.#error }
  get needs() { return needs(this.draft, this.zones) }
  get alert() { return toAlert(this.draft, this.#desk.now) }
  /** What the dry run depends on, as text: it changes only when the screens reached may change. */
  get aim(): string { return JSON.stringify([this.draft.picked, this.draft.severity, this.draft.presentation, this.zones.length]) }

  /** Words and look of a template; zones too, unless somebody has aimed by hand. What was there can be brought back. */
  useTemplate(template: AlertTemplate | null) {
    const before = $state.snapshot(this.draft)
    const picked = this.draft.picked
    this.draft = template ? fromTemplate(template, this.zones) : blankDraft()
    if (this.#aimed) this.draft.picked = picked
    return () => { this.draft = before }
  }
  aimAt(picked: Partial<Draft['picked']>) {
    this.#aimed = true
    this.draft.picked = { ...this.draft.picked, ...picked }
  }
  use(view: z.infer<typeof AlertView>) {
    this.#aimed = true
    this.draft = fromAlert(view, this.zones, this.#desk.now)
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
      this.#desk.api.dryRun(request, abort.signal).then(
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

  /** Releases (or hands to the second person); the id and state of the alert, or null where it was refused (see `error`). */
  async release(id: string | undefined): Promise<{ id: string; state: string } | null> {
    const request = toRequest($state.snapshot(this.draft), this.zones)
    if (!request || this.busy) return null
    this.busy = true
    try {
      const answer = id === undefined ? await this.#desk.api.raise(request) : await this.#desk.api.update(id, request)
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
