import type * as z from 'zod/mini'
import type { Alert } from '../protocol/alert.ts'
import type { AlertView, Library, Venue } from '../protocol/api.ts'
import type { Text } from '../protocol/basics.ts'
import type { DeviceRecord, Zone } from '../protocol/venue.ts'
import { NEUTRAL_ZONE } from '../protocol/words.ts'
import type { ContentState } from '../protocol/words.ts'
import type { Device } from './overview/filter.ts'
import type { Entry } from './schedule/entry.ts'
import { isLive, liveEntries, unreviewed } from './schedule/live.ts'
import { entriesByLeaf } from './schedule/rows.ts'
import type { Strings } from './strings/index.ts'

/** What the look-ups are made of: the desk's lists and its reader's language. */
type Lists = {
  venue: { value: Venue | undefined }
  devices: { value: Device[] | undefined }
  alerts: { value: z.infer<typeof AlertView>[] | undefined }
  library: { value: Library | undefined }
  playlists: { value: Library['playlists'] | undefined }
  schedule: { value: Entry[] | undefined }
  words: (text: Text) => string
  t: Strings
}

/** Look-ups that several rooms need, worked out once per change of their list. */
export class SiteIndex {
  #desk: Lists
  readonly zones: Map<string, Zone> = $derived.by(() => new Map((this.#desk.venue.value?.zones ?? []).map((z) => [z.id, z])))
  readonly records: Map<string, DeviceRecord> = $derived.by(() => new Map((this.#desk.venue.value?.devices ?? []).map((d) => [d.id, d])))
  readonly devices: Map<string, Device> = $derived.by(() => new Map((this.#desk.devices.value ?? []).map((d) => [d.id, d])))
  readonly live: Alert[] = $derived.by(() => (this.#desk.alerts.value ?? []).filter((a) => a.state === 'live').map((a) => a.alert))

  /** In the demo samples count as live. */
  readonly demo: boolean = $derived.by(() => this.#desk.venue.value?.demo ?? false)
  /** The entries that take turns on screens. */
  readonly liveEntries: Entry[] = $derived.by(() => liveEntries(this.#desk.schedule.value ?? [], { playlists: this.#desk.playlists.value ?? [], itemStates: this.#desk.library.value?.itemStates, demo: this.demo }))
  #liveByLeaf = $derived.by(() => entriesByLeaf(this.liveEntries, this.#desk.venue.value?.zones ?? [], [NEUTRAL_ZONE]))
  /** True once all is read and no entry takes turns, though there are some. */
  readonly nothingLive: boolean = $derived.by(() => {
    const { venue, library, playlists, schedule } = this.#desk
    return venue.value !== undefined && library.value !== undefined && playlists.value !== undefined && (schedule.value?.length ?? 0) > 0 && this.liveEntries.length === 0
  })

  constructor(desk: Lists) {
    this.#desk = desk
  }
  /** The entries that take turns in a leaf zone. */
  liveIn = (leaf: string): readonly Entry[] => this.#liveByLeaf.get(leaf) ?? []
  isLive = (state: ContentState): boolean => isLive(state, this.demo)
  unreviewed = (items: readonly string[]): string[] => unreviewed(items, { itemStates: this.#desk.library.value?.itemStates, demo: this.demo })
  zoneName = (id: string | null): string => {
    if (id === null) return this.#desk.t.common.noZone
    const zone = this.zones.get(id)
    return zone ? this.#desk.words(zone.name) : id
  }
  deviceName = (id: string): string => {
    const device = this.devices.get(id) ?? this.records.get(id)
    return device ? this.#desk.words(device.name) : id
  }
  itemName = (id: string): string => {
    const item = this.#desk.library.value?.items.find((i) => i.id === id)
    return item ? this.#desk.words(item.headline) : id
  }
  playlistName = (id: string): string => {
    const list = (this.#desk.playlists.value ?? this.#desk.library.value?.playlists ?? []).find((p) => p.id === id)
    return list ? this.#desk.words(list.name) : id
  }
}
