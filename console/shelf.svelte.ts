import { asApiError } from './request.ts'
import type { ApiError } from './request.ts'

/**
 * One answer of the API, kept and refreshed. Calls during a request are gathered into one more request after it, so that a
 * burst of live changes costs two reads. The last good value stays while a newer one is fetched or fails.
 */
export class Shelf<T> {
  #value = $state.raw<T>()
  #error = $state.raw<ApiError>()
  #load: () => Promise<T>
  #running: Promise<void> | null = null
  #again = false
  #generation = 0

  constructor(load: () => Promise<T>) {
    this.#load = load
  }
  get value(): T | undefined { return this.#value }
  get error(): ApiError | undefined { return this.#error }

  refresh = (): Promise<void> => {
    if (this.#running) this.#again = true
    else this.#running = this.#run().finally(() => { this.#running = null })
    return this.#running
  }

  /** Puts an answer there that is already known, so that the page need not wait for the next read. */
  put(value: T) { this.#value = value }

  clear() {
    this.#generation++
    this.#value = undefined
    this.#error = undefined
  }

  async #run(): Promise<void> {
    do {
      this.#again = false
      const generation = this.#generation
      try {
        const value = await this.#load()
        if (generation !== this.#generation) return
        this.#value = value
        this.#error = undefined
      } catch (thrown) {
        if (generation !== this.#generation) return
        this.#error = asApiError(thrown)
      }
    } while (this.#again)
  }
}
