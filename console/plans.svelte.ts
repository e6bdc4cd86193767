import { SvelteMap } from 'svelte/reactivity'
import type { Programme } from '../protocol/programme.ts'

/** Zones' programmes, read when first asked for, and again after a change when something on the page asks for them still. */
export class PlanBook {
  #plans = new SvelteMap<string, Programme>()
  /** The latest read of each zone. */
  #asked = new Map<string, symbol>()
  /** Grows with every change: whoever reads a programme asks for it again. */
  #turn = $state(0)
  #load: (zone: string) => Promise<Programme>
  constructor(load: (zone: string) => Promise<Programme>) {
    this.#load = load
  }
  /** The zone's programme, or undefined until it is there. */
  of(zone: string): Programme | undefined {
    void this.#turn
    if (!this.#asked.has(zone)) {
      const read = Symbol(zone)
      this.#asked.set(zone, read)
      queueMicrotask(() => { this.#read(zone, read) })
    }
    return this.#plans.get(zone)
  }
  /** One zone's programme has changed, or (`*`) any may have. What is there stays until the newer one has come. */
  changed(zone: string) {
    if (zone === '*') this.#asked.clear()
    else if (!this.#asked.delete(zone)) return
    this.#turn++
  }
  clear() {
    this.#asked.clear()
    this.#plans.clear()
  }
  /** An answer that came too late, after another change, is dropped. */
  #read(zone: string, read: symbol) {
    const latest = () => this.#asked.get(zone) === read
    this.#load(zone).then((plan) => { if (latest()) this.#plans.set(zone, plan) }, () => { if (latest()) this.#asked.delete(zone) })
  }
}
