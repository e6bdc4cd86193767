import type { Coverage } from '../../protocol/api.ts'
import type { Desk } from '../desk.svelte.ts'
import { Shelf } from '../shelf.svelte.ts'

/** The coverage of one alert, read again whenever the controller says that it, or a device, has changed. */
export class CoverageShelf extends Shelf<Coverage> {
  #desk: Desk
  #id: string
  constructor(desk: Desk, id: string) {
    super(() => desk.api.coverage(id).catch((thrown: unknown) => { throw desk.notice(thrown) }))
    this.#desk = desk
    this.#id = id
  }
  /** Starts reading; returns how to stop. */
  watch(): () => void {
    void this.refresh()
    return this.#desk.onChange((change) => {
      const mine = change === null || ((change.kind === 'coverage' || change.kind === 'alert') && (change.id === this.#id || change.id === '*')) || change.kind === 'device'
      if (mine) void this.refresh()
    })
  }
}
