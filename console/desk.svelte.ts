import { createContext } from 'svelte'
import type { Account, LiveChange } from '../protocol/api.ts'
import type { Text } from '../protocol/basics.ts'
import { pickText } from '../protocol/basics.ts'
import type { Right } from '../protocol/rights.ts'
import type * as z from 'zod/mini'
import { createApi } from './api.ts'
import { createCallsApi } from './calls/api.ts'
import type { Api } from './api.ts'
import type { Place } from './format.ts'
import { linkState } from './live.ts'
import { ownHalf } from './bilingual.ts'
import { PlanBook } from './plans.svelte.ts'
import type { Preferences } from './preferences.svelte.ts'
import { createOverviewApi } from './overview/api.ts'
import { asApiError } from './request.ts'
import type { ApiError, Ask } from './request.ts'
import { parseRoute } from './route.ts'
import { Shelf } from './shelf.svelte.ts'
import { SiteIndex } from './site.svelte.ts'
import { Toasts } from './toasts.svelte.ts'

type Change = z.infer<typeof LiveChange>

/** What every room shares: who is signed in, the clock, the live link, the site and the lists. A shell without rules. */
export class Desk {
  readonly api: Api
  /** For rooms that bring their own part of the API. */
  readonly ask: Ask
  readonly prefs: Preferences
  readonly toasts = new Toasts()
  /** Names and records by id. */
  readonly site = new SiteIndex(this)
  readonly venue; readonly library; readonly devices; readonly alerts; readonly schedule; readonly playlists; readonly warnings; readonly open; readonly published; readonly alarms; readonly calls

  readonly plans

  /** Undefined until the first answer, null when nobody is signed in. */
  #account = $state.raw<Account | null>()
  #expired = $state(false)
  #fault = $state.raw<ApiError>()
  #tick = $state(0)
  #offset = $state(0)
  #link = $state.raw<{ lostAt: number | null; ever: boolean }>({ lostAt: null, ever: false })
  #route = $state.raw(parseRoute(''))
  #listeners = new Set<(change: Change | null) => void>()

  constructor({ ask, prefs }: { ask: Ask; prefs: Preferences }) {
    const api = createApi(ask)
    this.ask = ask
    this.api = api
    this.prefs = prefs
    const shelf = <T>(load: () => Promise<T>) => new Shelf(() => load().catch((thrown: unknown) => { throw this.notice(thrown) }))
    this.venue = shelf(api.venue)
    this.library = shelf(api.library)
    this.devices = shelf(api.devices)
    this.alerts = shelf(api.alerts)
    this.schedule = shelf(api.schedule)
    this.playlists = shelf(api.playlists)
    this.warnings = shelf(api.warnings)
    this.open = shelf(api.openRevisions)
    this.published = shelf(api.publishedRevisions)
    this.alarms = shelf(createOverviewApi(ask).alarms)
    this.calls = shelf(createCallsApi(ask).calls)
    this.plans = new PlanBook((zone) => api.plan(zone).then((view) => view.programme))
  }

  get t() { return this.prefs.t }
  get account() { return this.#account }
  get expired() { return this.#expired }
  get fault() { return this.#fault }
  get route() { return this.#route }
  /** The controller's clock, milliseconds, once a second. */
  get now() { return this.#tick + this.#offset }
  /** The day at the site, `2026-11-25`. */
  readonly today = $derived(Temporal.Instant.fromEpochMilliseconds(Math.floor(this.now)).toZonedDateTimeISO(this.place.timeZone).toPlainDate().toString())
  get link() { return linkState(this.#link, this.#tick) }
  get place(): Place { return { language: this.prefs.language === 'en' ? 'en-GB' : this.prefs.language, timeZone: this.venue.value?.timeZone ?? 'Asia/Shanghai' } }

  /** Whether who is signed in has that right: what they may not do is not offered. */
  may = (right: Right): boolean => this.#account?.rights.includes(right) ?? false
  words = (text: Text): string => pickText(text, this.prefs.language).replaceAll('|', '')
  /** The reader's half of a name in two languages. */
  half = (name: string): string => ownHalf(name, this.prefs.language)
  tick(now: number) { this.#tick = now }
  /** A stream that broke may have ended with the session: whose session is over learns it now. */
  linkIs(link: { lostAt: number | null; ever: boolean }) {
    if (link.lostAt !== null && this.#link.lostAt === null && this.#account) void this.api.session().catch((thrown: unknown) => this.notice(thrown))
    this.#link = link
  }
  goTo(hash: string) { this.#route = parseRoute(hash) }

  /** Every refusal passes here: a session that has ended brings the sign-in back without losing the address. */
  notice(thrown: unknown): ApiError {
    const error = asApiError(thrown)
    if (error.status === 401 && this.#account) {
      this.#account = null
      this.#expired = true
    }
    // What the session owes came up meanwhile: a second step was set up elsewhere.
    if (error.code === 'auth/code-first' || error.code === 'auth/password-first' || error.code === 'auth/enrol-first') void this.enter()
    return error
  }

  async enter(): Promise<void> {
    try {
      this.signedIn(await this.api.session())
    } catch (thrown) {
      const error = asApiError(thrown)
      if (error.status === 401) this.#account = null
      else this.#fault = error
    }
  }

  signedIn(account: Account) {
    this.#fault = undefined
    this.#expired = false
    this.#account = account
    if (account.owes !== null) return
    void this.api.time().then(({ now }) => { this.#offset = Date.parse(now) - this.#tick }, () => undefined)
    this.refreshAll()
  }

  async signOut(): Promise<void> {
    await this.api.signOut().catch(() => undefined)
    this.#account = null
    for (const shelf of this.#shelves()) shelf.clear()
    this.plans.clear()
  }

  refreshAll() {
    for (const shelf of this.#shelves()) void shelf.refresh()
    this.plans.changed('*')
    for (const listen of this.#listeners) listen(null)
  }

  changed(change: Change) {
    if (change.kind === 'device') void this.devices.refresh()
    if (change.kind === 'alarm') void this.alarms.refresh()
    if (change.kind === 'call') void this.calls.refresh()
    if (change.kind === 'alert') void this.alerts.refresh()
    if (change.kind === 'schedule') { void this.schedule.refresh(); void this.warnings.refresh() }
    if (change.kind === 'playlists') { void this.playlists.refresh(); void this.library.refresh(); void this.published.refresh() }
    if (change.kind === 'plan') this.plans.changed(change.id)
    if (change.kind === 'review') void this.open.refresh()
    for (const listen of this.#listeners) listen(change)
  }

  /** Calls `listen` for each live change, and with null when anything may have changed. Returns how to stop. */
  onChange(listen: (change: Change | null) => void): () => void {
    this.#listeners.add(listen)
    return () => { this.#listeners.delete(listen) }
  }

  #shelves() { return [this.venue, this.library, this.devices, this.alerts, this.schedule, this.playlists, this.warnings, this.open, this.published, this.alarms, this.calls] }
}

export const [useDesk, provideDesk] = createContext<Desk>()
