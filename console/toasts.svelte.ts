export type Toast = { id: number; text: string; undo: (() => void) | null }

/** Short answers to what was done, each with at most an undo. Kept long enough to reach by keyboard. */
export class Toasts {
  #list = $state.raw<Toast[]>([])
  #next = 1
  #timers = new Map<number, ReturnType<typeof setTimeout>>()
  get list(): readonly Toast[] { return this.#list }

  say(text: string, undo: (() => void) | null = null) {
    const id = this.#next++
    this.#list = [...this.#list.slice(-2), { id, text, undo }]
    this.hold(id, undo ? 12_000 : 5000)
  }
  /** Starts the time anew; a toast under the pointer or with focus is held for `ms`. */
  hold(id: number, ms: number) {
    clearTimeout(this.#timers.get(id))
    this.#timers.set(id, setTimeout(() => { this.drop(id) }, ms))
  }
  drop(id: number) {
    clearTimeout(this.#timers.get(id))
    this.#timers.delete(id)
    this.#list = this.#list.filter((t) => t.id !== id)
  }
}
