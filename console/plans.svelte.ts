import { SvelteMap } from 'svelte/reactivity'
import type { Programme } from '../protocol/programme.ts'

/** Zones' programmes, read when first asked for and again when the schedule changes. */
export class PlanBook {
  #plans = new SvelteMap<string, Programme>()
  #asked = new Set<string>()
  #load: (zone: string) => Promise<Programme>
  constructor(load: (zone: string) => Promise<Programme>) {
    this.#load = load
  }
  /** The zone's programme, or undefined until it is there. */
  of(zone: string): Programme | undefined {
    if (!this.#asked.has(zone)) {
      this.#asked.add(zone)
      queueMicrotask(() => { this.#read(zone) })
    }
    return this.#plans.get(zone)
  }
  refresh() { for (const zone of this.#asked) this.#read(zone) }
  clear() {
    this.#asked.clear()
    this.#plans.clear()
  }
  #read(zone: string) {
    this.#load(zone).then((plan) => { this.#plans.set(zone, plan) }, () => { this.#asked.delete(zone) })
  }
}
