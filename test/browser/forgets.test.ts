import type { Page } from 'playwright'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { holdsAll, openKioskHouse, ready, type KioskHouse } from '../support/chromium.ts'
import { until } from '../support/until.ts'

const KIOSK = 'kiosk-hall-1'
/** Nobody else types this. */
const TYPED = 'qzxjkwvtt'
let house: KioskHouse
let page: Page
beforeAll(async () => {
  house = await openKioskHouse()
  page = await house.screen(KIOSK, { hasTouch: true })
  await ready(page)
  await holdsAll(page)
})
afterAll(() => house.close())

const press = (name: string) => page.locator(`[data-button^="${name}"]`).first().tap()
const at = (name: string) => page.locator(`[data-page^="${name}"]`).waitFor()
const engaged = () => house.events(KIOSK).filter(({ kind }) => kind === 'engagement')
/** Everything that outlives a page: storages, cookies, databases, the bodies of caches that hold JSON. */
const stored = () => page.evaluate(async () => {
  const all: unknown[] = [{ ...localStorage }, { ...sessionStorage }, document.cookie, history.state, location.href]
  for (const { name } of await indexedDB.databases()) {
    const db = await new Promise<IDBDatabase>((done, no) => { const r = indexedDB.open(name ?? ''); r.onsuccess = () => { done(r.result) }; r.onerror = () => { no(new Error(String(r.error))) } })
    for (const store of db.objectStoreNames) all.push(await new Promise((done) => { const r = db.transaction(store).objectStore(store).getAll(); r.onsuccess = () => { done(r.result) } }))
    db.close()
  }
  for (const name of await caches.keys()) {
    const cache = await caches.open(name)
    for (const request of await cache.keys()) {
      const answer = await cache.match(request)
      all.push(request.url, answer?.headers.get('content-type')?.includes('json') ? await answer.text() : '')
    }
  }
  return JSON.stringify(all)
})
/** All strings that the page's memory holds after a collection. */
async function remembered(): Promise<string> {
  const cdp = await page.context().newCDPSession(page)
  let snapshot = ''
  cdp.on('HeapProfiler.addHeapSnapshotChunk', ({ chunk }) => { snapshot += chunk })
  await cdp.send('HeapProfiler.collectGarbage')
  await cdp.send('HeapProfiler.takeHeapSnapshot', { reportProgress: false })
  await cdp.detach()
  return snapshot.slice(snapshot.indexOf('"strings":['))
}

it('nothing of a session outlives it: not what was typed, not its id, not its four words; neither stored nor drawn nor in memory', async () => {
  await page.locator('[data-session="attract"] [data-button="start"]').tap()
  await at('menu')
  await press('language')
  await press('elder')
  await press('ask')
  for (const letter of TYPED) await press(`key-${letter}`)
  // What is looked for can be found while it is there.
  expect(await page.locator('[data-field="ask"]').inputValue()).toBe(TYPED)
  expect(await remembered()).toContain(TYPED)
  await press('home')
  await at('menu')
  await press('quiz')
  for (const n of [0, 1, 2]) {
    await at(`quiz-${n}`)
    await press('option')
    await at(`answer-${n}`)
    await press('next')
  }
  await at('finish')
  const words = (await page.locator('[data-code]').getAttribute('data-code')) ?? ''
  expect(words.length).toBeGreaterThan(8)
  const id = String(engaged().at(-1)?.body['session'])
  expect(id.length).toBeGreaterThan(8)
  await press('leave')
  await page.locator('[data-session="attract"]').waitFor()
  // Until the receipt for its last event has come, the outbox rightly holds the session's events.
  await until(() => expect(engaged().at(-1)?.body['action']).toBe('leave'))
  await page.waitForFunction(() => window.__anxing?.state.outbox.held === 0)

  const [kept, drawn, memory] = [await stored(), await page.evaluate(() => document.documentElement.outerHTML), await remembered()]
  expect(kept).toContain('programme')
  expect(memory.length).toBeGreaterThan(1e6)
  for (const mark of [TYPED, id, words]) expect({ mark, stored: kept.includes(mark), drawn: drawn.includes(mark), remembered: memory.includes(mark) }).toEqual({ mark, stored: false, drawn: false, remembered: false })
  expect(await page.locator('.elder').count()).toBe(0)

  // The next one begins as if nobody had been there.
  await press('start')
  await at('menu')
  expect(await page.locator('h1').innerText()).toContain('想练什么')
  expect(await page.locator('.elder').count()).toBe(0)
  await press('ask')
  expect(await page.locator('[data-page="ask"]').innerText()).not.toContain(TYPED)
})
