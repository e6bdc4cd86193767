import type { Page } from 'playwright'

/** One change of what a screen shows. Milliseconds since the epoch: by the machine's clock, when the frame with it was done, and by the screen's corrected clock. */
export type Change = { showing: string; opaqueMs: number; clockMs: number }

declare global {
  interface Window { __changes?: Change[]; __onChange?: (change: Change) => void }
}

/** Notes, in the page, each frame after which something else is shown; `next` waits for the next change to `showing` (its beginning). */
export async function watchShowing(page: Page): Promise<{ next(showing: string): Promise<Change>; all(): Promise<Change[]> }> {
  await page.evaluate(() => {
    if (window.__changes) return
    const changes: Change[] = []
    window.__changes = changes
    const opaque = (element: Element | null): boolean => element === null || (getComputedStyle(element).opacity === '1' && getComputedStyle(element).visibility === 'visible' && opaque(element.parentElement))
    const see = (screen: Element) => {
      const showing = screen.getAttribute('data-showing') ?? ''
      const clockMs = Temporal.Instant.from(window.__anxing?.now ?? '1970-01-01T00:00:00Z').epochMilliseconds
      const frame = () => requestAnimationFrame(() => {
        if (screen.getAttribute('data-showing') !== showing) return
        const top = [...screen.querySelectorAll('.layer')].at(-1) ?? screen
        if (!opaque(top) && showing.startsWith('alert:')) return frame()
        const channel = new MessageChannel()
        channel.port1.onmessage = () => changes.push({ showing, opaqueMs: performance.timeOrigin + performance.now(), clockMs })
        channel.port2.postMessage(null)
      })
      frame()
    }
    new MutationObserver((records) => {
      for (const { target } of records.slice(-1)) if (target instanceof Element) see(target)
    }).observe(document.body, { subtree: true, attributes: true, attributeFilter: ['data-showing'] })
  })
  const seen = await page.evaluate(() => window.__changes?.length ?? 0)
  return {
    async next(showing) {
      const found = await page.waitForFunction(([wanted, from]) => window.__changes?.slice(from).find((change) => change.showing.startsWith(wanted)), [showing, seen] as const, { polling: 20 })
      const change = await found.jsonValue()
      if (!change) throw new Error(`the page never showed ${showing}`)
      return change
    },
    all: () => page.evaluate(() => window.__changes ?? []),
  }
}
