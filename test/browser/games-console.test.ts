import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Page } from 'playwright'
import { axeFindings, openConsoleHouse, sideways, type ConsoleHouse } from './console-room.ts'

let house: ConsoleHouse
let page: Page
const faults: string[] = []
const fieldIn = (path: string) => page.locator(`[data-field="${path}"]`)

beforeAll(async () => {
  house = await openConsoleHouse([])
  page = await house.open()
  page.on('pageerror', (error) => faults.push(error.message))
  await house.enter(page, '#/content')
}, 120_000)
afterAll(async () => {
  await house.close()
  expect(faults).toEqual([])
})

test('a simulation is walked through by keyboard, on the phone that passengers see, to an ending and back', async () => {
  await house.go(page, '#/content/simulation/sim-advance-loan')
  await page.getByRole('button', { name: 'Write a new version' }).click()
  const walk = page.locator('.walk')
  await walk.locator('[data-channel="app"]').waitFor()
  const choose = async (name: string) => {
    await walk.getByRole('button', { name, exact: true }).focus()
    await page.keyboard.press('Enter')
  }
  await choose('Withdraw')
  await walk.locator('[data-channel="chat"]').waitFor()
  expect(await walk.locator('[aria-current="step"]').getAttribute('title')).toBe('frozen')
  await choose('Fine, I’ll pay ¥5,000')
  await choose('Confirm')
  await walk.getByText('The money is gone · gone').waitFor()
  await choose('One step back')
  await walk.getByRole('button', { name: 'A private person? Cancel' }).waitFor()
  // From the map to any place.
  await walk.getByRole('button', { name: 'Safe · closed' }).click()
  await walk.getByText('Safe · closed').waitFor()
})

test('a choice that leads nowhere is found and led to; a step is added and removed; mended, nothing speaks against it', async () => {
  await fieldIn('nodes.0.choices.1.to').selectOption('')
  await page.getByText('This is not filled in yet.').first().waitFor()
  expect(await page.getByRole('button', { name: 'Submit for review' }).getAttribute('aria-disabled')).toBe('true')
  await page.getByRole('button', { name: 'Submit for review' }).focus()
  await page.keyboard.press('Enter')
  await expect.poll(() => page.evaluate(() => document.activeElement?.getAttribute('data-field') ?? '')).toBe('nodes.0.choices.1.to')
  // Round and round: nobody would get out.
  await fieldIn('nodes.1.choices.0.to').selectOption('approved')
  await fieldIn('nodes.0.choices.1.to').selectOption('closed')
  await page.getByText('One can come back to the step', { exact: false }).first().waitFor()
  await fieldIn('nodes.1.choices.0.to').selectOption('threat')
  await fieldIn('nodes.0.choices.1.to').selectOption('closed')
  await page.getByText('Nothing speaks against showing it.').waitFor()
  await page.getByRole('button', { name: 'Add: Step', exact: true }).click()
  await page.getByText('This is not filled in yet.').first().waitFor()
  await page.getByRole('button', { name: 'Remove: Step 5' }).click()
  await page.getByText('Nothing speaks against showing it.').waitFor()
  await expect.poll(() => page.locator('.saved').textContent()).toMatch(/^Saved/)
  expect(await axeFindings(page)).toEqual([])
  expect(await sideways(page)).toEqual([])
})

test('on the board a square becomes another, too few contacts hold it back, and what differs is told', async () => {
  await house.go(page, '#/content/board/board')
  await page.getByRole('button', { name: 'Write a new version' }).click()
  await page.getByRole('combobox', { name: '3: Kind', exact: true }).selectOption('contact')
  await expect.poll(() => page.locator('.brief li').nth(2).getAttribute('class')).toMatch(/contact/)
  await page.getByText('Nothing speaks against showing it.').waitFor()
  await expect.poll(() => page.locator('.saved').textContent()).toMatch(/^Saved/)
  expect(await axeFindings(page)).toEqual([])
  expect(await sideways(page)).toEqual([])
  await house.go(page, '#/review/board/board')
  await page.getByText('Track 3', { exact: false }).or(page.getByText('Kind 3')).first().waitFor()
  expect(await axeFindings(page)).toEqual([])
})
