import { readFile } from 'node:fs/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { DeviceEvent } from '../../protocol/event.ts'
import { connectRawDevice, engagementEvent, type RawDevice } from '../support/devices.ts'
import { staff } from '../support/staff.ts'
import { until } from '../support/until.ts'
import { axeFindings, openConsoleHouse, sideways, type ConsoleHouse } from './console-room.ts'

let house: ConsoleHouse
let device: RawDevice

beforeAll(async () => {
  house = await openConsoleHouse([])
  const { origin, mqttTcp, services } = house.controller
  device = await connectRawDevice({ origin, mqttUrl: mqttTcp, id: 'kiosk-arrivals' })
  const quizzes = services.content.items().flatMap(({ item }) => (item.kind === 'quiz' ? [item] : []))
  const events: DeviceEvent[] = []
  const add = (over: Parameters<typeof engagementEvent>[1]) => events.push(engagementEvent(events.length + 1, over))
  for (const [zone, sessions] of [['arrivals', 480], ['baggage', 352], ['taxi', 3], ['atm-shop', 5]] as const) {
    for (let n = 0; n < sessions; n += 1) {
      const quiz = (at: number) => quizzes[(n * 3 + at) % quizzes.length]
      add({ zone, action: 'session_start', value: n % 4 === 0 ? 'en' : 'zh-CN' })
      for (const [at, value] of [[0, 'before'], [1, 'between'], [2, 'after']] as const) {
        const asked = quiz(at)
        add({ zone, action: 'answer', value, correct: value === 'after' ? n % 8 !== 0 : n % 3 !== 0, ...(asked ? { item: asked.id, genuine: asked.genuine } : {}) })
      }
      add(n % 5 === 0 ? { zone, action: 'timeout', value: 'quiz' } : { zone, action: 'finish', value: 'quiz' })
    }
  }
  for (let i = 0; i < events.length; i += 400) await device.send({ stream: 's-seen', base: 1, shed: 0, events: events.slice(i, i + 400) })
  await until(() => expect(device.receipt('s-seen')).toBe(events.length))
  await staff(house.controller.client, 'PUT', '/api/staff', { user: 'ana', password: 'counts cases', roles: ['analyst'], mayRelease: false })
})
afterAll(async () => {
  await device.close()
  await house.close()
})

describe('engagement, as an analyst', () => {
  it('reads discernment before and after, changes the grouping, and takes the table along', async () => {
    const page = await house.open()
    await house.enter(page, '#/engagement', 'ana', 'counts cases')
    const rows = page.getByRole('region', { name: 'By zone' }).locator('tbody tr')
    await expect.poll(() => rows.count()).toBe(4)
    expect(await rows.filter({ hasText: '< 10' }).count()).toBe(2)
    expect(await page.getByRole('img', { name: /before \+\d+ → after \+\d+/ }).count()).toBeGreaterThan(0)
    await page.getByRole('radio', { name: 'By campaign' }).check()
    await page.getByRole('region', { name: 'By campaign' }).waitFor()
    await page.getByRole('radio', { name: 'By question' }).check()
    await page.getByRole('region', { name: 'By question' }).waitFor()
    const [file] = await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name: 'Export CSV' }).click()])
    const text = await readFile(await file.path(), 'utf8')
    expect([file.suggestedFilename().startsWith('anxing-question-'), text.startsWith('\uFEFFfrom,until,question,name,')]).toEqual([true, true])
    await page.context().close()
  })

  it('enters a figure from outside with its source, sets it right, and takes it away; others only read it', async () => {
    const page = await house.open()
    await house.enter(page, '#/engagement', 'ana', 'counts cases')
    await page.getByRole('button', { name: 'Enter' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByLabel('Name').fill('Cases reported in the airport district')
    await dialog.getByLabel('Figure').fill('12')
    await dialog.getByLabel('Area').fill('Airport police district')
    expect(await dialog.getByRole('button', { name: 'Save' }).getAttribute('aria-disabled')).toBe('true')
    await dialog.getByLabel('Source').fill('Airport police, monthly report')
    await page.keyboard.press('Enter')
    await dialog.waitFor({ state: 'detached' })
    const section = page.getByRole('region', { name: 'Figures from outside' })
    await section.getByText('Source: Airport police, monthly report').waitFor()
    await section.getByText('not the effect of this system').waitFor()
    await section.getByRole('button', { name: /^Edit/ }).click()
    await dialog.getByRole('button', { name: 'Delete' }).click()
    await section.getByText('Nothing entered yet.').waitFor()
    await page.context().close()
  })

  it.each([['light', 1440], ['dark', 1440], ['light', 390]] as const)('is clean for axe and not too wide, %s at %d', async (theme, width) => {
    const page = await house.open({ theme, viewport: { width, height: 900 }, locale: theme === 'dark' ? 'zh-CN' : 'en-GB' })
    await house.enter(page, '#/engagement')
    await page.locator('.scroll tbody tr').first().waitFor()
    expect(await axeFindings(page)).toEqual([])
    expect(await sideways(page)).toEqual([])
    
    await page.context().close()
  })
})
