import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { holdsAll, openKioskHouse, ready, shiftClock, shows, type KioskHouse } from '../support/chromium.ts'
import { until } from '../support/until.ts'

let house: KioskHouse
beforeAll(async () => { house = await openKioskHouse() })
afterAll(async () => {
  const complaints = house.complaints()
  await house.close()
  expect(complaints).toEqual([])
})

const reportOf = async (id: string): Promise<{ state: string; reported: { showing: { id: string } | null; zone: string | null } | null }> =>
  (await house.controller.client.ask('GET', `/api/devices/${id}`)).body as never

describe('a screen', () => {
  it('shows a code until staff confirm it, and then what its zone plays', async () => {
    const page = await (await house.context({ viewport: { width: 1920, height: 1080 } })).newPage()
    await page.goto(`${house.controller.origin}/kiosk/`)
    const code = await page.locator('[data-code]').getAttribute('data-code')
    expect(code).toMatch(/^[A-Z0-9]{6}$/)
    expect(await page.locator('[data-code]').innerText()).toContain(code?.[0] ?? '?')
    const answer = await house.controller.client.ask('POST', '/api/devices/wall-checkin-a/pair', { code })
    expect(answer.status).toBe(200)
    await page.locator('[data-showing^="item:"]').waitFor()
    expect(await page.evaluate(() => '__anxing' in window)).toBe(false)
    await until(async () => expect((await reportOf('wall-checkin-a')).state).toBe('online'))
    await page.reload()
    await page.locator('[data-showing^="item:"]').waitFor()
    await page.context().close()
  })

  it('says so where the address names no device of the site', async () => {
    const page = await (await house.context()).newPage()
    await page.goto(`${house.controller.origin}/kiosk/?device=wall-nowhere`)
    await page.getByText('wall-nowhere').first().waitFor()
    await page.context().close()
  })

  it('shows what the controller says it shows, the same as its neighbour', async () => {
    const [one, other] = await Promise.all([house.screen('wall-gate-c9', { viewport: { width: 1920, height: 1080 } }), house.screen('wall-gate-c14')])
    const said = async () => (await house.controller.client.ask('GET', '/api/show?device=wall-gate-c9')).body as { main: { item: { id: string } } }
    await until(async () => {
      const seen = await Promise.all([one, other].map((page) => page.evaluate(() => window.__anxing?.showing)))
      expect(seen).toEqual(Array(2).fill(`item:${(await said()).main.item.id}`))
    })
    expect(await one.evaluate(() => window.__anxing?.reasons[0])).toMatch(/^main\/slot /)
    expect(await one.evaluate(() => window.__anxing?.state.refused)).toEqual({})
    await Promise.all([one, other].map((page) => page.context().close()))
  })

  it('goes on with the programme by its clock, and proves what it played', async () => {
    const page = await house.screen('wall-gate-d2', { viewport: { width: 1920, height: 1080 }, reducedMotion: 'no-preference' })
    await ready(page)
    const first = await page.evaluate(() => window.__anxing?.showing)
    const next = await page.evaluate(() => window.__anxing?.view?.shown.next)
    expect(next).not.toBeNull()
    for (let i = 0; i < 8; i++) await shiftClock(page, 60_000)
    expect(await page.evaluate(() => window.__anxing?.showing)).not.toBe('standby')
    expect(first).toMatch(/^item:/)
    await page.evaluate(() => dispatchEvent(new Event('pagehide')))
    await until(() => {
      const plays = house.events('wall-gate-d2').filter((e) => e.kind === 'play')
      expect(plays.length).toBeGreaterThan(0)
      for (const { body } of plays) expect(body).toMatchObject({ count: expect.any(Number), bucket: expect.stringMatching(/:[0-5][05]:00Z$/) })
    })
    await page.context().close()
  })

  it('lets only one tab be the device; the other says so and takes over when the first goes', async () => {
    const first = await house.screen('wall-gate-c5')
    const second = await first.context().newPage()
    await second.goto(`${house.controller.origin}/kiosk/?device=wall-gate-c5`)
    await second.getByText('已在别处打开').waitFor()
    expect(await second.evaluate(() => '__anxing' in window)).toBe(false)
    await first.close()
    await shows(second)
    await second.context().close()
  })

  it('starts with no network at all: programme, words, typeface', async () => {
    const page = await house.screen('wall-baggage-2', { viewport: { width: 1920, height: 1080 } })
    await ready(page)
    await holdsAll(page)
    await page.context().setOffline(true)
    await page.reload()
    await shows(page)
    expect(await page.evaluate(() => window.__anxing?.state.online ?? false)).toBe(false)
    await page.waitForFunction(() => document.fonts.check('700 40px "Noto Sans SC Variable"', '航班变动，先问航司'))
    expect(await page.locator('[data-showing^="item:"]').innerText()).toMatch(/\p{Script=Han}/u)
    await page.context().setOffline(false)
    await page.waitForFunction(() => window.__anxing?.state.online === true)
    await page.context().close()
  })

  it('pairs anew by itself in the demo when the controller does not know it any more', async () => {
    const page = await house.screen('wall-arrivals-1', { viewport: { width: 1920, height: 1080 } })
    await ready(page)
    await page.evaluate(async () => {
      const db = await new Promise<IDBDatabase>((done, no) => { const r = indexedDB.open('anxing-identity'); r.onsuccess = () => done(r.result); r.onerror = () => no(r.error) })
      const store = db.transaction('credentials', 'readwrite').objectStore('credentials')
      const held = await new Promise<object>((done) => { const r = store.get('wall-arrivals-1'); r.onsuccess = () => done(r.result) })
      await new Promise((done) => { store.put({ ...held, secret: 'of another time' }, 'wall-arrivals-1').onsuccess = done })
      db.close()
    })
    await page.reload()
    await ready(page)
    await shows(page)
    expect(page.url()).not.toContain('pair')
    await page.context().close()
  })

  it('tells whoever opens it over plain HTTP from elsewhere what is wrong and what to do', async () => {
    const page = await (await house.context()).newPage()
    await page.goto(`${house.controller.origin.replace('127.0.0.1', 'plain.test')}/kiosk/?device=wall-gate-c9`)
    await page.getByText('ANXING_TLS_CERT').first().waitFor()
    await page.context().close()
  })

  it('obeys: it names itself when asked', async () => {
    const page = await house.screen('wall-gate-c18')
    await ready(page)
    const answer = await house.controller.client.ask('POST', '/api/devices/wall-gate-c18/command', { action: { do: 'identify' } })
    expect(answer.status).toBe(202)
    await page.locator('.identify').getByText('wall-gate-c18').waitFor()
    await page.context().close()
  })

  it('answers an alert once it stands on the screen, cuts to it and back', async () => {
    const page = await house.screen('wall-id-desk')
    await ready(page)
    const raised = await house.controller.client.ask('POST', '/api/alerts', {
      severity: 'orange', presentation: 'takeover', target: { devices: ['wall-id-desk'] }, expiresInSeconds: 600,
      info: [{ language: 'zh-CN', headline: '航班变动，|谨防假客服', description: '退改签只认航司官方 App、热线和柜台。' }, { language: 'en', headline: 'Beware fake agents', description: 'Official app, hotline or desk only.' }],
    })
    const { id } = raised.body as { id: string }
    await page.locator(`[data-showing="alert:${id}"]`).waitFor()
    await until(async () => expect((await house.controller.client.ask('GET', `/api/alerts/${id}/coverage`)).body).toMatchObject({ targeted: 1, shown: 1, offline: 0, missed: 0 }))
    await house.controller.client.ask('POST', `/api/alerts/${id}/cancel`)
    await shows(page)
    expect(house.events('wall-id-desk').filter((e) => e.kind === 'shown')).toHaveLength(1)
    await page.context().close()
  })
})
