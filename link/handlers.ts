import { AnxingError } from '../protocol/errors.ts'
import { hasWildcard, matches } from './filter.ts'
import type { Handler, Message } from './link.ts'

export type Handlers = {
  filters(): string[]
  has(filter: string): boolean
  /** True when it is the first for its filter. */
  add(filter: string, handler: Handler): boolean
  /** True when it was the last for its filter. */
  remove(filter: string, handler: Handler): boolean
  /** Gives a message to everybody whose filter matches, in the order they subscribed. Never throws or rejects. */
  dispatch(message: Message): Promise<void> | undefined
}

export const asError = (error: unknown, what: string): AnxingError =>
  error instanceof AnxingError ? error : new AnxingError('link/failed', `${what}: ${error instanceof Error ? error.message : String(error)}`)

/**
 * Runs one handler. What it throws or rejects with is reported, never passed on: one bad message must not end the link
 * for everybody. A promise comes back only where there is something to wait for.
 */
export function runHandler(handler: Handler, message: Message, report: (error: AnxingError) => void): Promise<void> | undefined {
  const failed = (error: unknown) => report(asError(error, `A handler failed on ${message.path}`))
  try {
    const result = handler(message)
    return result instanceof Promise ? result.catch(failed) : undefined
  } catch (error) {
    failed(error)
    return undefined
  }
}

export function createHandlers(report: (error: AnxingError) => void): Handlers {
  // Exact filters are looked up, so that a device with many topics does not walk them all for each message.
  const exact = new Map<string, Handler[]>()
  const wild = new Map<string, Handler[]>()
  const home = (filter: string) => (hasWildcard(filter) ? wild : exact)

  return {
    filters: () => [...exact.keys(), ...wild.keys()],
    has: (filter) => home(filter).has(filter),
    add(filter, handler) {
      const known = home(filter).get(filter)
      home(filter).set(filter, [...(known ?? []), handler])
      return known === undefined
    },
    remove(filter, handler) {
      const known = home(filter).get(filter)
      const at = known?.indexOf(handler) ?? -1
      if (known === undefined || at < 0) return false
      const left = known.toSpliced(at, 1)
      if (left.length > 0) home(filter).set(filter, left)
      else home(filter).delete(filter)
      return left.length === 0
    },
    dispatch(message) {
      const named = exact.get(message.path)
      const only = named?.length === 1 && wild.size === 0 ? named[0] : undefined
      if (only) return runHandler(only, message, report)
      const chosen = [...(named ?? [])]
      for (const [filter, handlers] of wild) if (matches(filter, message.path)) chosen.push(...handlers)
      const open: Promise<void>[] = []
      for (const handler of chosen) {
        const running = runHandler(handler, message, report)
        if (running) open.push(running)
      }
      return open.length === 0 ? undefined : Promise.all(open).then(() => undefined)
    },
  }
}
