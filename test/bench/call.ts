import type { Browser, Page } from 'playwright'
import * as z from 'zod/mini'
import { RINGS } from '../../controller/calls/rules.ts'
import { CallView } from '../../protocol/api-calls.ts'
import { LiveChange } from '../../protocol/api.ts'
import { buildStale } from '../../tools/build.ts'
import { openKioskHouse, type KioskHouse } from '../support/chromium.ts'
import { ADMIN_PASSWORD } from '../support/client.ts'
import { connectRawDevice } from '../support/devices.ts'
import { median, percentile, preciseNow, round, type Figure } from './figure.ts'
import { untilIdle, within } from './within.ts'

const TARGET_MS = 1_000
const Calls = z.array(CallView)

/** One press, with its bell: milliseconds since the epoch, both by this machine's clock. `known`: when the check-in point says that they know. */
type Ring = { tappedMs: number; rungMs: number; place: string; knownMs: number }

declare global {
  interface Window { __rung?: { place: string; ms: number } | null; __tapped?: number; __known?: number }
}

/** A console at work, as an officer has it open all day: on the overview, in Chinese. */
async function openConsole(browser: Browser, origin: string): Promise<Page> {
  const page = await (await browser.newContext({ locale: 'zh-CN', viewport: { width: 1440, height: 900 }, reducedMotion: 'reduce' })).newPage()
  await page.goto(`${origin}/console/#/desk`)
  await page.locator('#user').fill('admin')
  await page.locator('#password').fill(ADMIN_PASSWORD)
  await page.keyboard.press('Enter')
  await page.locator('#desk-calls').waitFor()
  await page.evaluate(() => {
    // The task after the frame in which the bar rings and says where.
    const look = () => {
      const place = document.querySelector('[data-ringing="true"] .waiting .place')?.textContent?.trim()
      if (!place) { window.__rung = null; return }
      if (window.__rung) return
      requestAnimationFrame(() => {
        const channel = new MessageChannel()
        channel.port1.onmessage = () => { window.__rung ??= { place, ms: performance.timeOrigin + performance.now() } }
        channel.port2.postMessage(null)
      })
    }
    new MutationObserver(look).observe(document.body, { subtree: true, childList: true, attributes: true })
  })
  return page
}

async function press(kiosk: Page, desk: Page): Promise<Ring> {
  const button = kiosk.locator('[data-button="call"]')
  await button.waitFor()
  await kiosk.evaluate(() => {
    delete window.__tapped
    delete window.__known
    addEventListener('pointerdown', () => { window.__tapped = performance.timeOrigin + performance.now() }, { once: true, capture: true })
    const watch = new MutationObserver(() => {
      if (!document.querySelector('[data-page="help-told"]')) return
      watch.disconnect()
      requestAnimationFrame(() => { window.__known = performance.timeOrigin + performance.now() })
    })
    watch.observe(document.body, { subtree: true, childList: true, attributes: true })
  })
  await button.tap()
  await within(20, 'the bell', desk.waitForFunction(() => window.__rung, undefined, { polling: 50 }))
  await within(20, 'the answer', kiosk.waitForFunction(() => window.__known, undefined, { polling: 50 }))
  const [tappedMs, knownMs, rung] = [await kiosk.evaluate(() => window.__tapped ?? NaN), await kiosk.evaluate(() => window.__known ?? NaN), await desk.evaluate(() => window.__rung)]
  return { tappedMs, knownMs, rungMs: rung?.ms ?? NaN, place: rung?.place ?? '' }
}

/** The same without browsers: one message to the broker, until a list that holds the call has come by HTTP, asked for as the live channel says so. */
async function raw({ controller }: KioskHouse, device: string): Promise<number[]> {
  const live = new AbortController()
  const stream = await fetch(`${controller.origin}/api/live`, { headers: { cookie: controller.client.cookie ?? '' }, signal: live.signal })
  let heard: () => void = () => undefined
  const reading = (async () => {
    let rest = ''
    for await (const bytes of stream.body ?? []) {
      const lines = (rest + new TextDecoder().decode(bytes as Uint8Array)).split('\n')
      rest = lines.pop() ?? ''
      for (const line of lines) if (line.startsWith('data:') && LiveChange.safeParse(JSON.parse(line.slice(5))).data?.kind === 'call') heard()
    }
  })().catch(() => undefined)
  const kiosk = await connectRawDevice({ origin: controller.origin, mqttUrl: controller.mqttTcp, id: device })
  const times: number[] = []
  try {
    for (let n = 1; n <= RINGS; n += 1) {
      const id = `raw-${device}-${n}`
      const told = new Promise<void>((resolve) => { heard = resolve })
      const startedMs = preciseNow()
      await kiosk.send({ stream: 'raw', base: 1, shed: 0, events: [{ seq: n, kind: 'engagement', at: Temporal.Now.instant().toString(), offsetMs: 0, zone: null, session: 'raw', action: 'call', item: id, value: 'help zh-CN' }] })
      await within(20, 'the live channel', told)
      const calls = Calls.parse((await controller.client.ask('GET', '/api/calls')).body)
      if (!calls.some((call) => call.id === id)) throw new Error('the list came without the call')
      times.push(preciseNow() - startedMs)
      await controller.services.calls.done(id)
      await untilIdle(2)
    }
  } finally {
    await kiosk.close()
    live.abort()
    await reading
  }
  return times
}

/** From the tap on "call somebody" at a check-in point until a console rings and says where; and until the check-in point says that they know. */
export async function benchCall(): Promise<Figure[]> {
  buildStale(['console'])
  const house = await openKioskHouse()
  try {
    const { controller, browser } = house
    const touched = controller.services.devices.list().filter(({ role }) => role === 'kiosk' || role === 'robot')
    const desk = await openConsole(browser, controller.origin)
    const [bells, answers, bare]: [number[], number[], number[]] = [[], [], []]
    for (const [nth, { id, place }] of touched.entries()) {
      // In turns: every fourth without browsers.
      if (nth % 4 === 3) { bare.push(...await raw(house, id)); continue }
      const kiosk = await (await house.context({ hasTouch: true })).newPage()
      await kiosk.goto(`${controller.origin}/kiosk/?device=${id}`)
      await kiosk.waitForFunction(() => window.__anxing?.state.online === true)
      await kiosk.locator('[data-session="attract"] [data-button="help"]').tap()
      for (let n = 0; n < RINGS; n += 1) {
        const ring = await press(kiosk, desk)
        if (ring.place !== place['zh-CN']) throw new Error(`it rang for "${ring.place}" instead of "${place['zh-CN']}"`)
        bells.push(ring.rungMs - ring.tappedMs)
        answers.push(ring.knownMs - ring.tappedMs)
        const [open] = await controller.services.calls.list()
        await controller.services.calls.done(open?.id ?? '')
        await desk.waitForFunction(() => window.__rung === null)
        await untilIdle(2)
      }
      await kiosk.context().close()
    }
    const of = (times: readonly number[]) => `p95 ${round(percentile(times, 0.95))} ms, median ${round(median(times))} ms, longest ${round(Math.max(...times))} ms`
    const screens = `${bells.length} calls from ${bells.length / RINGS} check-in points and robots one after another, ${RINGS} each, as often as one rings in ten minutes`
    return [
      {
        what: 'A passenger calls an officer: tap on the check-in point to a bell with its place in the console', target: `p95 at most ${TARGET_MS} ms`,
        measured: `${of(bells)}; raw ${of(bare)}`, ok: percentile(bells, 0.95) <= TARGET_MS,
        how: `${screens}; screen, console and controller on this machine, both pages in one headless Chromium; from the finger's touch to the task after the frame in which the bar rings and names the place; raw, in turns with it: one MQTT message, the word on the live channel and the list by HTTP, ${bare.length} times, without browsers`,
      },
      { what: 'The same tap, until the check-in point says that they know', target: `p95 at most ${TARGET_MS} ms`, measured: of(answers), ok: percentile(answers, 0.95) <= TARGET_MS, how: 'the same calls; ends in the frame that says so' },
    ]
  } finally {
    await house.close()
  }
}
