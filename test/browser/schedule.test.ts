import type { Page } from 'playwright'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { AppliedPreset, SchedulePreview, Talk } from '../../protocol/api-schedule.ts'
import type { ShowAnswer } from '../../protocol/api.ts'
import type { ScheduleEntry } from '../../protocol/schedule.ts'
import { staff } from '../support/staff.ts'
import { axeFindings, openConsoleHouse, sideways, type ConsoleHouse } from './console-room.ts'

const ZONE = 'gates-c1-c8'
const TIME_ZONE = 'Asia/Shanghai'
let house: ConsoleHouse
let page: Page
const faults: string[] = []
const until = <T>(read: () => T | Promise<T>) => expect.poll(read)
const ask = <T>(method: string, path: string, body?: unknown) => staff<T>(house.controller.client, method, path, body)
const entries = () => ask<ScheduleEntry[]>('GET', '/api/schedule')
const entryOf = async (id: string) => (await entries()).find((e) => e.id === id)
const named = async (name: string) => (await entries()).find((e) => e.name === name)
const tomorrow = () => Temporal.Now.plainDateISO(TIME_ZONE).add({ days: 1 })
const at = (time: string) => tomorrow().toZonedDateTime({ timeZone: TIME_ZONE, plainTime: Temporal.PlainTime.from(time) }).toInstant().toString()

/** The timeline of one zone, tomorrow: nothing there is already running. */
async function timeline(): Promise<void> {
  await house.go(page, '#/schedule?view=timeline')
  await page.getByRole('combobox', { name: 'Zone' }).selectOption(ZONE)
  await page.getByRole('button', { name: 'Now', exact: true }).click()
  await page.getByRole('radio', { name: '1 day' }).check()
  await page.getByRole('button', { name: 'Later' }).click()
  await until(() => page.locator('.timeline h2').textContent()).toMatch(new RegExp(`\\b${tomorrow().day}\\b`))
}
const block = (id: string, day = tomorrow()) => page.locator(`[data-block="${ZONE} ${id} ${day.toString()}"]`)
const panel = () => page.getByTestId('change')
/** Waits until the panel says what changes, and hands back what the controller answered. */
async function previewed(act: () => Promise<unknown>): Promise<SchedulePreview> {
  const answer = page.waitForResponse((r) => r.url().endsWith('/api/schedule/preview') && r.ok())
  await act()
  const found = await (await answer).json() as SchedulePreview
  await until(() => panel().getAttribute('aria-busy')).toBe('false')
  return found
}
async function publish(): Promise<void> {
  await panel().getByRole('button', { name: 'Publish' }).click()
  await until(() => panel().count()).toBe(0)
}
/** What every screen shows at some moments, as text to compare. */
async function allScreens(moments: readonly string[]): Promise<Map<string, string>> {
  const devices = await ask<{ id: string }[]>('GET', '/api/devices')
  const shown = await Promise.all(devices.map(async ({ id }) => [id, (await Promise.all(moments.map(async (moment) => {
    const { main } = await ask<ShowAnswer>('GET', `/api/show?device=${id}&at=${encodeURIComponent(moment)}`)
    return main.kind === 'item' ? `${main.item.id} ${main.startedAt}` : main.kind
  }))).join()] as const))
  return new Map(shown)
}

beforeAll(async () => {
  house = await openConsoleHouse([])
  page = await house.open()
  page.on('pageerror', (error) => faults.push(error.message))
  await house.enter(page, '#/schedule')
}, 120_000)
afterAll(async () => {
  await house.close()
})

test('a new entry by keyboard alone: marked out on the timeline, its screens named before anything is published, undone', async () => {
  await timeline()
  await page.getByRole('button', { name: 'New entry in Gates C1–C8' }).focus()
  await page.keyboard.press('Enter')
  const fresh = page.locator('[data-key="new"]')
  await until(() => fresh.evaluate((e) => e === document.activeElement)).toBe(true)
  for (let i = 0; i < 4; i++) await page.keyboard.press('ArrowRight')
  await page.keyboard.press('Shift+ArrowRight')
  await until(() => page.locator('[aria-live="assertive"]').textContent()).toBe(`Moved to ${tomorrow().toString()}, 01:00–02:15`)
  await page.keyboard.press('Enter')
  await page.getByRole('textbox', { name: 'Name' }).fill('Night storm')
  expect(await page.getByRole('textbox', { name: 'Until' }).inputValue()).toBe('02:15')
  expect(await page.getByRole('checkbox', { name: 'Gates C1–C8' }).isChecked()).toBe(true)
  await page.getByRole('combobox', { name: 'Playlist' }).selectOption('delay-event')
  await page.getByRole('radio', { name: 'Event' }).check()
  const preview = await previewed(() => page.getByRole('button', { name: 'See what changes' }).press('Enter'))

  expect(preview.devices.length).toBeGreaterThan(0)
  const text = await panel().textContent()
  expect(text).toMatch(`${preview.devices.length} screens change`)
  expect(text).toMatch('01:00:00')
  expect(text).toMatch(/“Night calm” does not play; “Night storm” plays instead, for the level Event is above Scheduled\./)
  expect(await named('Night storm')).toBeUndefined()

  const moments = ['01:00:30', '01:10', '02:05'].map(at)
  const before = await allScreens(moments)
  await page.keyboard.press('Tab')
  await publish()
  const made = await named('Night storm')
  expect(made).toMatchObject({ zones: [ZONE], startDay: tomorrow().toString(), from: '01:00', until: '02:15', rrule: null, level: 'event', state: 'live' })
  const after = await allScreens(moments)
  expect([...after].filter(([id, shown]) => before.get(id) !== shown).map(([id]) => id).sort()).toEqual([...preview.devices].sort())

  await until(() => block(made?.id ?? '').locator('i').textContent()).toBe('100%')
  await until(() => block('night-calm').count()).toBe(1)
  await page.locator('#main').focus()
  await page.keyboard.press('Control+z')
  await until(() => named('Night storm')).toBeUndefined()
  await until(() => block(made?.id ?? '').count()).toBe(0)
}, 120_000)

describe('moving what is there', () => {
  test('by keyboard, one day of a series: said aloud, shown, published as an exception and one of its own', async () => {
    await timeline()
    await block('midday-gates').focus()
    await page.keyboard.press(' ')
    await until(() => page.locator('[aria-live="assertive"]').textContent()).toMatch(/“Midday, gates” is in hand/)
    await previewed(() => page.keyboard.press('ArrowRight'))
    await page.keyboard.press('Enter')
    await until(() => page.evaluate(() => document.activeElement?.id)).toBe('change-title')
    expect(await panel().getByRole('radio', { name: 'Only this day' }).isChecked()).toBe(true)
    await publish()
    expect((await entryOf('midday-gates'))?.exceptDays).toEqual([tomorrow().toString()])
    expect(await entryOf('gate-wait')).toMatchObject({ startDay: tomorrow().toString(), from: '09:15', until: '16:15', rrule: null })
    await page.getByRole('button', { name: 'Undo' }).last().click()
    await until(async () => (await entryOf('midday-gates'))?.exceptDays).toEqual([])
    expect(await entryOf('gate-wait')).toBeUndefined()
  }, 60_000)

  test('by the pointer, all of a series, and longer at its end; let go with Escape nothing changes', async () => {
    await timeline()
    const late = block('late-gates')
    await late.waitFor()
    const drag = async (fromEnd: boolean, minutes: number) => {
      const box = await late.boundingBox()
      const width = await page.locator('.sheet').evaluate((e) => e.clientWidth)
      if (!box) throw new Error('no block')
      const x = fromEnd ? box.x + box.width - 2 : box.x + box.width / 2
      await page.mouse.move(x, box.y + 8)
      await page.mouse.down()
      await page.mouse.move(x + (minutes / 1440) * width, box.y + 9, { steps: 4 })
      await page.mouse.up()
    }
    await previewed(() => drag(false, -60))
    expect(await panel().textContent()).toMatch('19:30–22:00')
    await page.keyboard.press('Escape')
    await until(() => panel().count()).toBe(0)
    await previewed(() => drag(true, 30))
    await previewed(() => panel().getByRole('radio', { name: 'All' }).check())
    await publish()
    expect(await entryOf('late-gates')).toMatchObject({ from: '20:30', until: '23:30', rrule: 'FREQ=DAILY', exceptDays: [] })
  }, 60_000)

  test('two people at once: both versions are shown, and a choice is asked', async () => {
    await house.go(page, '#/schedule/late-gates')
    await page.getByRole('textbox', { name: 'From' }).fill('21:00')
    const now = await entryOf('late-gates')
    await ask('PUT', '/api/schedule/late-gates', { ...now, weight: 9 })
    await previewed(() => page.getByRole('button', { name: 'See what changes' }).click())
    await panel().getByRole('button', { name: 'Publish' }).click()
    const clash = panel().getByRole('alert')
    await until(() => clash.textContent()).toMatch(/Somebody has just changed this entry.*Their version.*My version/s)
    expect(await clash.getByRole('row', { name: /^Weight/ }).textContent()).toMatch(`9${now?.weight}`)
    await clash.getByRole('button', { name: 'Use mine instead' }).click()
    await until(() => panel().count()).toBe(0)
    expect(await entryOf('late-gates')).toMatchObject({ from: '21:00', weight: now?.weight })
  }, 60_000)
})

test('a preset is looked at, applied to the zones it is made for, seen on the timeline, and reverted in one action', async () => {
  await house.go(page, '#/schedule/presets?view=timeline')
  // Back to today and to all zones, whatever was looked at before.
  await page.reload()
  // One that holds day and night: at whatever hour this runs, it changes what is on.
  await page.locator('[data-preset="delay-peak"] button[aria-expanded]').click()
  await page.getByRole('button', { name: 'Choose the zones it is made for' }).click()
  const preview = await previewed(() => page.getByRole('button', { name: 'See what changes' }).click())
  expect(preview.devices.length).toBeGreaterThan(0)
  await publish()
  const [applied] = await ask<AppliedPreset[]>('GET', '/api/presets/applied')
  await page.locator(`[data-applied="${applied?.id}"]`).waitFor()
  await until(() => page.locator('.band.preset').count()).toBeGreaterThan(0)
  expect((await entries()).filter((e) => applied?.entries.includes(e.id))).toHaveLength(applied?.entries.length ?? -1)
  await page.locator(`[data-applied="${applied?.id}"]`).getByRole('button', { name: /^Revert/ }).click()
  await until(() => ask<AppliedPreset[]>('GET', '/api/presets/applied')).toEqual([])
  await until(() => page.locator('.band.preset').count()).toBe(0)
  expect((await entries()).filter((e) => applied?.entries.includes(e.id))).toEqual([])
}, 60_000)

test('a talk silences its neighbours, as every screen there says, and calling it off ends that', async () => {
  await house.go(page, '#/schedule/talks')
  await page.getByRole('button', { name: 'Plan a talk' }).click()
  await page.getByRole('textbox', { name: 'Title' }).fill('Officer Li explains')
  await page.getByRole('combobox', { name: 'Place' }).selectOption('hall-a')
  await page.locator('#talk-day').fill(tomorrow().toString())
  await page.getByRole('textbox', { name: 'From' }).fill('15:00')
  await page.getByRole('textbox', { name: 'Until' }).fill('15:30')
  await page.getByRole('button', { name: 'Save' }).click()
  const row = page.locator('[data-talk]').first()
  await until(() => row.textContent()).toMatch(/15:00–15:30.*Officer Li explains.*next door.*\d+ screens fall silent/s)
  const [talk] = await ask<Talk[]>('GET', '/api/talks')
  expect(talk?.silent).toContain('hall-b')
  const [beside] = (await ask<{ id: string; zone: string | null }[]>('GET', '/api/devices')).filter((d) => d.zone === 'hall-b')
  const reasons = async () => (await ask<ShowAnswer>('GET', `/api/show?device=${beside?.id}&at=${encodeURIComponent(at('15:10'))}`)).reasons.map((r) => r.code)
  expect(await reasons()).toContain('audio/talk')
  await page.getByRole('button', { name: 'Call off: Officer Li explains' }).click()
  await until(() => page.locator('[data-talk]').count()).toBe(0)
  expect(await reasons()).not.toContain('audio/talk')
}, 60_000)

test('a rule is put together in words, read back, with its next five days', async () => {
  await house.go(page, '#/schedule/new')
  await page.getByRole('combobox', { name: 'Repeats' }).selectOption('monthly')
  await page.getByRole('combobox', { name: 'Which one' }).selectOption('-1')
  await page.getByRole('combobox', { name: 'On which days' }).selectOption('FR')
  await page.getByRole('combobox', { name: 'Ends' }).selectOption('count')
  await until(() => page.locator('.means').textContent()).toMatch(/last Friday.*10 times.*The next five: (Fri \d+ \w+(, )?){5}/s)
  await page.keyboard.press('Escape')
}, 30_000)

test.each(['light', 'dark'] as const)('axe finds nothing where a change is looked at, in the %s theme, and nothing sticks out at 1024', async (theme) => {
  const other = await house.open({ theme, viewport: { width: 1024, height: 768 } })
  await house.enter(other, '#/schedule/midday-gates?view=timeline')
  await other.getByRole('textbox', { name: 'From' }).fill('10:00')
  await other.getByRole('button', { name: 'See what changes' }).click()
  await other.getByText('Looked at:').waitFor()
  expect(await axeFindings(other)).toEqual([])
  expect(await sideways(other)).toEqual([])
  await other.context().close()
}, 60_000)

test('no page has thrown', () => {
  expect(faults).toEqual([])
})
