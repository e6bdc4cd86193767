import type { LifeStep } from '../../protocol/api-alerts.ts'
import type { AlertView } from '../../protocol/api.ts'
import type { Desk } from '../desk.svelte.ts'
import { Shelf } from '../shelf.svelte.ts'
import { createAlertsApi } from './api.ts'

/** What is read of one alert, again whenever the controller says that it has changed. */
class OfAlert<T> extends Shelf<T> {
  #desk: Desk
  #id: string
  #kinds: readonly string[]
  constructor(desk: Desk, id: string, kinds: readonly string[], load: () => Promise<T>) {
    super(() => load().catch((thrown: unknown) => { throw desk.notice(thrown) }))
    this.#desk = desk
    this.#id = id
    this.#kinds = kinds
  }
  /** Starts reading; returns how to stop. */
  watch(): () => void {
    void this.refresh()
    return this.#desk.onChange((change) => {
      if (change === null || (this.#kinds.includes(change.kind) && change.id === this.#id)) void this.refresh()
    })
  }
}

/** One alert, however old: the console's list holds the newest only. */
export class AlertShelf extends OfAlert<AlertView> {
  constructor(desk: Desk, id: string) {
    super(desk, id, ['alert'], () => createAlertsApi(desk.ask).one(id))
  }
}
/** Its life from first to last. */
export class LifeShelf extends OfAlert<LifeStep[]> {
  constructor(desk: Desk, id: string) {
    super(desk, id, ['alert', 'coverage'], () => createAlertsApi(desk.ask).life(id))
  }
}
