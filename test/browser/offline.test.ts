import type { Browser, Page } from 'playwright'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Programme } from '../../protocol/programme.ts'
import { show } from '../../protocol/show.ts'
import { buildStale } from '../../tools/build.ts'
import { launchChromium, ready, shiftClock, shows } from '../support/chromium.ts'
import { startController, type TestController } from '../support/controller.ts'
import { dayClock } from '../support/day-clock.ts'
import { device } from '../support/facts.ts'
import { freePorts } from '../support/ports.ts'
import { staff } from '../support/staff.ts'

let dist: string
let folder: string
let port: number
let browser: Browser
let controller: TestController | null = null

const clock = dayClock()
const start = async () => { controller = await startController({ dist, folder, port, clock }) }
/** The broker is part of the controller here: both are gone. */
const stop = async () => {
  await controller?.stop()
  controller = null
}
async function open(id: string, width: number, height: number): Promise<Page> {
  const context = await browser.newContext({ viewport: { width, height }, reducedMotion: 'reduce' })
  context.setDefaultTimeout(60_000)
  const page = await context.newPage()
  await page.goto(`http://127.0.0.1:${port}/kiosk/?device=${id}`)
  await shows(page)
  await ready(page)
  await page.waitForFunction(() => navigator.serviceWorker.controller !== null)
  return page
}

beforeAll(async () => {
  dist = buildStale(['kiosk'])
  folder = await mkdtemp(join(tmpdir(), 'anxing-offline-'))
  port = (await freePorts(1))[0] ?? 0
  browser = await launchChromium()
})
afterAll(async () => {
  await browser.close()
  await stop()
  await rm(folder, { recursive: true, force: true })
})

/** The page's time and what it shows, read together. */
const look = (page: Page) => page.evaluate(() => ({ now: window.__anxing?.now ?? '', showing: window.__anxing?.showing ?? '', drawn: document.querySelector('[data-showing^="item:"]') !== null }))

/** What passengers did, as the page has it in its store: what only its memory has does not survive a reload. */
const keptActions = (page: Page) => page.evaluate(async () => {
  const done = <T>(request: IDBRequest<T>) => new Promise<T>((yes, no) => { request.onsuccess = () => yes(request.result); request.onerror = () => no(request.error ?? new Error('IndexedDB')) })
  const actions: unknown[] = []
  for (const { name = '' } of await indexedDB.databases()) {
    const db = await done(indexedDB.open(name))
    if (db.objectStoreNames.contains('events')) actions.push(...(await done(db.transaction('events').objectStore('events').getAll())).map((row: { event: { action?: string } }) => row.event.action))
    db.close()
  }
  return actions
})

describe('with broker and controller gone', () => {
  it('screens go on for an hour, item by item as show says, and start again with no network', async () => {
    await start()
    const screens = [{ id: 'wall-gate-c5', page: await open('wall-gate-c5', 1920, 1080) }, { id: 'robot-xiaoan-2', page: await open('robot-xiaoan-2', 1280, 800) }]
    if (!controller) throw new Error('no controller')
    const { programme } = await staff<{ programme: Programme }>(controller.client, 'GET', '/api/plan/gates-c1-c8')
    for (const { page } of screens) await page.waitForFunction(() => { const c = window.__anxing?.view; return c !== null && c !== undefined })
    await stop()

    const said = (id: string, now: string) => show(programme, [], device({ id, zone: 'gates-c1-c8' }), Temporal.Instant.from(now)).main
    const begun = Temporal.Instant.from((await look(screens[0]?.page as Page)).now)
    let changes = 0
    const seen = new Set<string>()
    for (;;) {
      await Promise.all(screens.map(async ({ id, page }) => {
        await expect.poll(async () => {
          const { now, showing, drawn } = await look(page)
          const main = said(id, now)
          return main.kind === 'item' && showing === `item:${main.item.id}` && drawn
        }).toBe(true)
        seen.add((await look(page)).showing)
      }))
      changes += 1
      const now = Temporal.Instant.from((await look(screens[0]?.page as Page)).now)
      if (now.since(begun).total('minutes') >= 60) break
      const main = said('wall-gate-c5', now.toString())
      if (main.kind !== 'item' || !main.until) throw new Error('the programme has run out')
      for (const { page } of screens) await shiftClock(page, main.until.since(Temporal.Instant.from((await look(page)).now)).total('milliseconds') + 5)
    }
    expect(changes).toBeGreaterThan(150)
    expect(seen.size).toBeGreaterThan(5)

    for (const { id, page } of screens) {
      await page.reload()
      await shows(page)
      const { now, showing } = await look(page)
      const main = said(id, now)
      expect(main.kind === 'item' && `item:${main.item.id}`).toBe(showing)
      await page.locator('[data-showing^="item:"]').first().waitFor()
      await page.context().close()
    }
  })

  it('a quiz answered offline arrives exactly once when they return, also after a reload', async () => {
    await start()
    const page = await open('kiosk-gate-c3', 1080, 1920)
    await stop()
    await page.locator('[data-button="start"]').click()
    await page.locator('[data-button="quiz"]').click()
    for (let at = 0; at < 3; at += 1) {
      await page.locator(`[data-page="quiz-${at}"] [data-button="option-0"]`).click()
      await page.locator(`[data-page="answer-${at}"] [data-button="next"]`).click()
    }
    await page.locator('[data-page="finish"]').waitFor()
    await expect.poll(() => keptActions(page)).toEqual(expect.arrayContaining(['session_start', 'answer', 'finish']))
    await page.reload()
    await shows(page)
    await start()
    await expect.poll(() => page.evaluate(() => window.__anxing?.state.outbox.held ?? -1), { timeout: 60_000 }).toBe(0)

    const answers = () => {
      const db = new DatabaseSync(join(folder, 'anxing.db'), { readOnly: true })
      try {
        const rows = db.prepare('select body from event where device = ? and kind = ?').all('kiosk-gate-c3', 'engagement').map((r) => (JSON.parse(String(r['body'])) as { action: string }).action)
        const summed = db.prepare('select sum(answers) as n from engagement_hour').get()
        return { answers: rows.filter((a) => a === 'answer').length, starts: rows.filter((a) => a === 'session_start').length, finishes: rows.filter((a) => a === 'finish').length, summed: Number(summed?.['n']) }
      } finally {
        db.close()
      }
    }
    await expect.poll(answers).toEqual({ answers: 3, starts: 1, finishes: 1, summed: 3 })
    if (!controller) throw new Error('no controller')
    const devices = await staff<{ id: string; eventsReceived: number }[]>(controller.client, 'GET', '/api/devices')
    expect(devices.find((d) => d.id === 'kiosk-gate-c3')?.eventsReceived).toBeGreaterThanOrEqual(5)
    await page.context().close()
  })
})
