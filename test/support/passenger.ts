import type { Page } from 'playwright'
import { shiftClock } from './chromium.ts'

/** Not pressed by chance: somebody would be called. */
const LEFT_ALONE = ['call', 'withdraw']
/** As long as one takes to look before the next touch, milliseconds. */
const LOOK_MS = 900
const HURRIED_MS = 150
const GREETING_MS = 3_000
/** Past the minute without a touch, and past the warning after it, milliseconds. */
const TIMEOUT_MS = [61_000, 21_000] as const

/** Presses something that can be seen and pressed, chosen by `dice` (from 0 to below 1); answers with the page it was on, null where no session is on. */
const press = (page: Page, dice: number): Promise<string | null> => page.evaluate(([at, alone]) => {
  const session = document.querySelector('[data-session="on"]')
  if (!session) return null
  const name = (one: Element) => one.getAttribute('data-button') ?? ''
  const open = [...session.querySelectorAll<HTMLElement>('button, [role="button"], [role="switch"]')].filter((one) => {
    const { width, height } = one.getBoundingClientRect()
    return width > 0 && height > 0 && !one.hasAttribute('disabled') && !alone.includes(name(one))
  })
  // Whoever plays rarely leaves at once.
  const [stay, go] = [open.filter((one) => !['home', 'leave', 'back'].includes(name(one))), open]
  const some = stay.length > 0 && at < 0.92 ? stay : go
  some[Math.floor(at * 997) % Math.max(1, some.length)]?.click()
  return session.querySelector('[data-page]')?.getAttribute('data-page') ?? ''
}, [dice, LEFT_ALONE] as const)

/**
 * Begins a session, goes into `room` (a button of the menu), presses `times` things and walks away; answers with the pages met.
 * Hurried: hardly looks, and nobody waits for the last page to go.
 */
export async function liveSession(page: Page, { room, times, dice, hurried = false }: { room: string; times: number; dice: () => number; hurried?: boolean }): Promise<Set<string>> {
  const met = new Set<string>()
  const on = page.locator('[data-session="on"]')
  await page.locator('[data-session="attract"] [data-button="start"]').click()
  await on.waitFor()
  // A robot greets first.
  if (hurried && await page.locator('[data-greeting]').count() > 0) await shiftClock(page, GREETING_MS)
  await page.locator('[data-page="menu"]').waitFor()
  const into = page.locator(`[data-button="${room}"]`)
  if (await into.count() > 0) await into.first().click()
  for (let n = 0; n < times; n += 1) {
    await page.waitForTimeout(hurried ? HURRIED_MS : LOOK_MS)
    const at = await press(page, dice())
    if (at === null) break
    met.add(at)
  }
  for (const ms of TIMEOUT_MS) if (await on.count() > 0) await shiftClock(page, ms)
  while (hurried && await on.count() > 0) {
    await page.waitForTimeout(HURRIED_MS)
    await shiftClock(page, TIMEOUT_MS[0])
  }
  await page.locator('[data-session="attract"]').waitFor()
  return met
}
