import type { CDPSession, Page } from 'playwright'
import sharp from 'sharp'

/** A picture of one colour only: its luminance hardly varies. */
const BLANK_BELOW = 2

/** What a screen drew while it was watched. */
export type Watched = { frames: number; blank: number; stop(): Promise<void> }

/** Every frame that Chromium hands out, looked at: is anything on it? */
export async function watchFrames(page: Page): Promise<Watched> {
  const cdp: CDPSession = await page.context().newCDPSession(page)
  const watched = { frames: 0, blank: 0 }
  let looking: Promise<unknown> = Promise.resolve()
  cdp.on('Page.screencastFrame', ({ data, sessionId }) => {
    void cdp.send('Page.screencastFrameAck', { sessionId }).catch(() => undefined)
    looking = looking.then(async () => {
      const { channels } = await sharp(Buffer.from(data, 'base64')).greyscale().stats()
      watched.frames += 1
      if ((channels[0]?.stdev ?? 0) < BLANK_BELOW) watched.blank += 1
    })
  })
  await cdp.send('Page.startScreencast', { format: 'jpeg', quality: 40, maxWidth: 240, maxHeight: 240 })
  return {
    get frames() { return watched.frames },
    get blank() { return watched.blank },
    async stop() {
      await cdp.send('Page.stopScreencast')
      await looking
      await cdp.detach()
    },
  }
}

/** The demo page's clock goes to just before the next item, which then comes by itself. Answers with what is on after it. */
export async function nextItem(page: Page, leadMs = 60): Promise<string> {
  return page.evaluate(async (lead) => {
    const handle = window.__anxing
    const until = handle?.view?.main.until
    if (!handle || !until) return 'nothing'
    const before = String(handle.view?.main.startedAt)
    handle.shiftClock(Math.max(0, until.epochMilliseconds - Temporal.Instant.from(handle.now).epochMilliseconds - lead))
    for (let tries = 0; tries < 600 && String(handle.view?.main.startedAt) === before; tries += 1) await new Promise(requestAnimationFrame)
    return handle.showing
  }, leadMs)
}

/** The page's live heap after a collection, bytes. */
export async function heapBytes(page: Page): Promise<number> {
  const cdp = await page.context().newCDPSession(page)
  await cdp.send('HeapProfiler.collectGarbage')
  const { usedSize } = await cdp.send('Runtime.getHeapUsage')
  await cdp.detach()
  return usedSize
}

export type Gaps = { longest: number; above100: number; changes: number; frames: number }
/** `skip`: whatever holds the page up until its next change of item is not its own. */
export type GapWatch = { read(): Promise<Gaps>; skip(): Promise<void> }
/**
 * From now on the page counts the gaps between its frames, milliseconds, in the two seconds after each change of item; asked for, it gives the longest and
 * how many were above 100. `always`: all the time, for a page that has no items.
 */
export async function watchGaps(page: Page, always = false): Promise<GapWatch> {
  await page.evaluate((all) => {
    const on = (): string => `${window.__anxing?.showing ?? ''} ${String(window.__anxing?.view?.main.startedAt ?? '')}`
    const seen = { last: performance.now(), longest: 0, above100: 0, changes: 0, frames: 0, item: on(), since: -Infinity }
    Reflect.set(window, '__gaps', seen)
    const each = (now: number): void => {
      const gap = now - seen.last
      const item = on()
      if (item !== seen.item) [seen.item, seen.since, seen.changes] = [item, now, seen.changes + 1]
      seen.last = now
      if (all || now - seen.since < 2_000) {
        seen.frames += 1
        seen.longest = Math.max(seen.longest, gap)
        if (gap > 100) seen.above100 += 1
      }
      requestAnimationFrame(each)
    }
    requestAnimationFrame(each)
  }, always)
  return {
    read: () => page.evaluate(() => Reflect.get(window, '__gaps') as Gaps),
    skip: () => page.evaluate(() => { Reflect.set(Reflect.get(window, '__gaps') as object, 'since', -Infinity) }),
  }
}
