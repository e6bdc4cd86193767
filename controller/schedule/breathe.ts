import { setImmediate } from 'node:timers/promises'

/** Longest work in one go, milliseconds: alerts and answers must not wait for a plan of the whole site. */
const AT_ONCE_MS = 10

/** For long work that goes on in steps: lets everything else have its turn whenever the last pause is a while ago. */
export function createBreath(): () => Promise<void> {
  let since = performance.now()
  return async () => {
    if (performance.now() - since < AT_ONCE_MS) return
    await setImmediate()
    since = performance.now()
  }
}
