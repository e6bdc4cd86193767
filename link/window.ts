/**
 * A bounded number of things under way. Senders `enter` one by one; what has already arrived is `add`ed whatever the
 * bound, and its source waits for `whenOpen` before it brings more.
 */
export type Window = {
  readonly open: boolean
  readonly count: number
  /** Waits for room, first come first served, and takes it. */
  enter(bytes: number): Promise<void>
  add(bytes: number): void
  leave(bytes: number): void
  whenOpen(): Promise<void>
}

export type Bounds = { count: number; bytes: number }

export function createWindow(bounds: Bounds): Window {
  let count = 0
  let held = 0
  const entering: { bytes: number; go: () => void }[] = []
  const looking: (() => void)[] = []
  let again: ReturnType<typeof setTimeout> | null = null

  const isFree = () => isOpen() && entering.length === 0 && looking.length === 0
  const isOpen = () => count < bounds.count && held < bounds.bytes
  const add = (bytes: number) => {
    count += 1
    held += bytes
  }

  function letIn(): void {
    for (let next = entering[0]; next !== undefined && isOpen(); next = entering[0]) {
      entering.shift()
      add(next.bytes)
      next.go()
    }
    if (!isOpen()) return
    // Those who only look may bring something or not: let go as many as there is room for, then look again.
    for (const go of looking.splice(0, bounds.count - count)) go()
    if (looking.length > 0) {
      again ??= setTimeout(() => {
        again = null
        letIn()
      }, 0)
    }
  }

  return {
    get open() {
      return isFree()
    },
    get count() {
      return count
    },
    enter(bytes) {
      if (isOpen() && entering.length === 0) {
        add(bytes)
        return Promise.resolve()
      }
      return new Promise((go) => entering.push({ bytes, go }))
    },
    add,
    leave(bytes) {
      count -= 1
      held -= bytes
      letIn()
    },
    whenOpen() {
      return isFree() ? Promise.resolve() : new Promise((go) => looking.push(go))
    },
  }
}
