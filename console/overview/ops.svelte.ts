import type { VenueMap } from '../../protocol/api-map.ts'
import { moveName } from '../../faces/labels.ts'
import { NEUTRAL_ZONE } from '../../protocol/words.ts'
import type { Move } from '../../protocol/words.ts'
import type { Desk } from '../desk.svelte.ts'
import { Shelf } from '../shelf.svelte.ts'
import { createOverviewApi } from './api.ts'
import { countStates, found, haystack, inSiteOrder } from './filter.ts'
import type { Device, StateFilter } from './filter.ts'
import { mapDevices, mapZones, ordinalOf, ordinalsOf, tints } from './map.ts'
import type { Tint } from './map.ts'
import { aimedAt, alertingZones, createKeeper, createPlayings } from './rows.ts'
import type { Row } from './rows.ts'
import { words } from './words.ts'

export const views = ['map', 'plan', 'list'] as const
export type OpsView = (typeof views)[number]
const VIEW = 'anxing.overview.view'
const TINT = 'anxing.overview.tint'
const oneOf = <T extends string>(list: readonly T[], value: string | null): T | null => list.find((x) => x === value) ?? null

const isMove = (name: string | null): name is Move => name !== null && name in moveName

/** What the operations view shows, worked out once for map, plan and list, so that they say the same. */
export class Ops {
  readonly desk: Desk
  readonly building: Shelf<VenueMap>
  #store: Storage
  #view = $state<OpsView>('map')
  #tint = $state<Tint>('plays')
  level = $state<number | null>(null)
  query = $state('')
  only = $state<StateFilter>('all')
  #playing = createPlayings()
  #keep = createKeeper()

  constructor(desk: Desk, store: Storage) {
    this.desk = desk
    this.#store = store
    this.building = new Shelf(() => createOverviewApi(desk.ask).building().catch((thrown: unknown) => { throw desk.notice(thrown) }))
    this.#view = oneOf(views, store.getItem(VIEW)) ?? 'map'
    this.#tint = oneOf(tints, store.getItem(TINT)) ?? 'plays'
  }
  get w() { return words[this.desk.prefs.language] }
  /** The list while something is looked for; else as chosen, remembered by this browser. */
  get view(): OpsView { return this.query.trim() === '' ? this.#view : 'list' }
  set view(value: OpsView) { this.#view = value; this.query = ''; this.#store.setItem(VIEW, value) }
  get tint(): Tint { return this.#tint }
  set tint(value: Tint) { this.#tint = value; this.#store.setItem(TINT, value) }

  readonly zones = $derived.by(() => this.desk.venue.value?.zones ?? [])
  readonly ordinals = $derived.by(() => ordinalsOf(this.zones))
  readonly devices: Device[] = $derived.by(() => inSiteOrder(this.desk.devices.value ?? [], this.zones))
  readonly counts = $derived.by(() => countStates(this.devices))
  #aimed = $derived.by(() => new Map(this.devices.map((device) => [device.id, aimedAt(device, this.desk.alerts.value ?? [], this.desk.site.zones)])))

  readonly rows: Row[] = $derived.by(() => this.#keep(this.devices.map((device) => {
    const alerts = this.#aimed.get(device.id) ?? []
    const isAway = device.state === 'offline' || device.state === 'never'
    const playing = isAway ? null : this.#playing(device, this.desk.plans.of(device.zone ?? NEUTRAL_ZONE), alerts, { timeZone: this.desk.place.timeZone, quietHours: this.desk.venue.value?.quietHours ?? [] }, this.desk.now)
    return { device, ordinal: ordinalOf(device.zone, this.desk.site.zones, this.ordinals), alerts, playing }
  })))
  #hays = $derived.by(() => new Map(this.devices.map((d) => [d.id, haystack(d, this.desk.site.zones.get(d.zone ?? ''), this.desk.t.device.roles[d.role])])))
  /** Screens that an alarm names, where the address asks for them. */
  #named: ReadonlySet<string> | null = $derived.by(() => {
    const alarm = this.desk.alarms.value?.alarms.find(({ id }) => id === this.desk.route.query['alarm'])
    return alarm ? new Set(alarm.devices) : null
  })
  readonly shown: Row[] = $derived.by(() => {
    const [only, named, query] = [this.only, this.#named, this.query.trim()]
    if (only === 'all' && named === null && query === '') return this.rows
    // Made when somebody looks for something, not whenever a screen reports.
    const hays = query === '' ? null : this.#hays
    return this.rows.filter(({ device }) => (only === 'all' || device.state === only) && (named === null || named.has(device.id)) && (hays === null || found(hays.get(device.id) ?? '', query)))
  })

  readonly redZones = $derived.by(() => alertingZones(this.desk.alerts.value ?? [], this.zones))
  #moves = $derived.by(() => new Map((this.desk.library.value?.items ?? []).map(({ id, move }) => [id, move])))
  readonly mapZones = $derived.by(() => mapZones(this.zones, this.rows, this.redZones, this.tint, {
    name: (zone) => this.desk.words(zone.name),
    move: (item) => this.#moves.get(item) ?? null,
    note: (move, here, of) => [isMove(move) ? this.desk.words(moveName[move]) : '', of > 0 && (here < of || move === null) ? this.w.online(here, of) : ''].filter(Boolean).join(' · '),
  }))
  readonly mapDevices = $derived.by(() => mapDevices(this.shown, this.desk.site.zones, (row) => `${this.desk.words(row.device.name)} · ${this.desk.t.device.states[row.device.state]}`))
  levelName = (ordinal: number): string => {
    const level = this.building.value?.levels.find((one) => one.ordinal === ordinal)
    return level ? this.desk.words(level.name) : this.desk.t.overview.level(ordinal)
  }
  /** What a screen shows, in words; empty where nobody knows. */
  what = ({ playing }: Row): string => {
    if (!playing) return ''
    if (playing.kind === 'item') return this.desk.site.itemName(playing.id)
    if (playing.kind === 'standby' || playing.kind === 'hold' || playing.kind === 'rest') return this.desk.t.device[playing.kind]
    const alert = this.desk.site.live.find(({ id }) => id === playing.id)
    return alert ? (alert.info.find(({ language }) => language === this.desk.prefs.language) ?? alert.info[0])?.headline.replaceAll('|', '') ?? '' : ''
  }
  why = ({ playing }: Row): string => {
    if (!playing) return ''
    return playing.entry && playing.reason === 'main/slot' ? this.desk.half(playing.entry.name) : (this.desk.t.reasons[playing.reason] ?? '')
  }
  clear = (): void => {
    this.query = ''
    this.only = 'all'
  }
}
