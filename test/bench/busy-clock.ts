import type { Page } from 'playwright'

/** The page's main thread, by its own processor time, milliseconds so far: who else uses the machine does not count, nor does drawing, which is another thread's. */
export async function busyClock(page: Page): Promise<() => Promise<number>> {
  const session = await page.context().newCDPSession(page)
  await session.send('Performance.enable', { timeDomain: 'threadTicks' })
  return async () => ((await session.send('Performance.getMetrics')).metrics.find(({ name }) => name === 'TaskDuration')?.value ?? NaN) * 1000
}
