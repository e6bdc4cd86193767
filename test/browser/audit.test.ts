import { readFile } from 'node:fs/promises'
import { DatabaseSync } from 'node:sqlite'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createClient } from '../support/client.ts'
import { staff } from '../support/staff.ts'
import { axeFindings, openConsoleHouse, tabTo, type ConsoleHouse } from './console-room.ts'

let house: ConsoleHouse

beforeAll(async () => {
  house = await openConsoleHouse([])
  const { client, origin } = house.controller
  await staff(client, 'PUT', '/api/staff', { user: 'lin', password: 'at the desk', roles: ['duty'], mayRelease: false })
  await staff(client, 'PUT', '/api/staff', { user: 'vera', password: 'only looking', roles: ['viewer'], mayRelease: false })
  const lin = createClient(origin)
  await lin.signIn('lin', 'not my password')
  await lin.signIn('lin', 'at the desk')
  await staff(lin, 'PUT', '/api/desk', { open: true, note: '李警官，至 22:00' })
  await staff(lin, 'PUT', '/api/desk', { open: false, note: '' })
})
afterAll(() => house.close())

describe('the audit log, as the administrator', () => {
  it('is searched, and says what was and what is', async () => {
    const page = await house.open({ locale: 'zh-CN' })
    await house.signIn(page)
    await page.keyboard.press('g')
    await page.keyboard.press('l')
    const log = page.getByRole('region', { name: '操作记录' })
    await log.getByRole('button', { name: /设置咨询台状态/ }).first().waitFor()
    await page.keyboard.press('/')
    await page.keyboard.type('李警官')
    await expect.poll(() => log.locator('[data-row]').count()).toBe(2)
    const latest = log.getByRole('button', { name: /设置咨询台状态/ }).first()
    await latest.press('Enter')
    expect(await log.getByRole('row', { name: /有人值守/ }).getByRole('cell').allTextContents()).toEqual(['✓', '✗'])
    expect(await log.getByRole('row', { name: /备注/ }).getByRole('cell').allTextContents()).toEqual(['李警官，至 22:00', '–'])
    await page.getByRole('button', { name: '清除筛选' }).click()
    await page.getByRole('radio', { name: '被拒绝' }).check()
    await expect.poll(() => log.locator('[data-row]').allTextContents()).toEqual([expect.stringContaining('登录')])
    expect(await axeFindings(page)).toEqual([])
    await page.context().close()
  })

  it('is verified from the keyboard, taken along, and compared with what was noted; what was altered by hand is named', async () => {
    const page = await house.open()
    await house.enter(page, '#/audit')
    await tabTo(page, 'button', 'Verify the whole log')
    await page.keyboard.press('Enter')
    await page.getByText(/^Whole: [\d,]+ entries, each linked/).waitFor()
    const head = await page.getByRole('region', { name: 'Fingerprint of the last entry' }).locator('code').textContent()
    const [file] = await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name: 'Export the log' }).click()])
    expect(await readFile(await file.path(), 'utf8')).toMatch(/^\{"seq":1,.*"hash":"[0-9a-f]{64}".*\}\n/)
    await page.getByRole('textbox', { name: 'Compare a fingerprint you noted' }).fill(head ?? '')
    await page.keyboard.press('Enter')
    await page.getByText('It is the one you noted.').waitFor()

    const db = new DatabaseSync(join(house.controller.folder, 'anxing.db'))
    const altered = db.prepare("select min(seq) as seq from audit where outcome = 'refused'").get()
    db.exec("drop trigger audit_no_update; update audit set outcome = 'done' where outcome = 'refused'")
    expect(altered?.['seq']).toBeGreaterThan(0)
    db.close()
    await page.getByRole('button', { name: 'Verify the whole log' }).click()
    await page.getByText(`Entry ${altered?.['seq']} does not say what was written.`).waitFor()
    expect(await axeFindings(page)).toEqual([])
    await page.context().close()
  })
})

describe('what one may not do is not offered', () => {
  it('a viewer is not shown what is others\' work, walks through every room unharmed, and is told whom a page is for', async () => {
    const page = await house.open()
    const refused: string[] = []
    page.on('response', (answer) => { if (answer.status() === 403) refused.push(answer.url()) })
    await house.signIn(page, 'vera', 'only looking')
    const nav = page.getByRole('navigation', { name: 'Rooms' })
    await nav.getByRole('link', { name: 'Overview' }).waitFor()
    expect(await nav.getByRole('link', { name: /Raise alert|Audit log/ }).count()).toBe(0)
    for (const link of await nav.locator('li a').all()) {
      await link.click()
      await page.locator('main#main').waitFor()
      await page.waitForLoadState('networkidle')
      expect([await link.textContent(), await page.getByRole('alert').filter({ hasText: /\S/ }).count()]).toEqual([await link.textContent(), 0])
    }
    expect(refused).toEqual([])
    for (const [hash, who] of [['#/audit', 'administrator'], ['#/alerts/new', 'duty officer']] as const) {
      await house.go(page, hash)
      await page.getByText('Your account has no use of this page.').waitFor()
      expect(await page.getByText(/^It is for: /).textContent()).toContain(who)
    }
    await page.context().close()
  })
})
