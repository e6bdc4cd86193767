import type { Page } from 'playwright'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { PlanView } from '../../protocol/api.ts'
import { shiftClock, shows } from '../support/chromium.ts'
import { hire, passwordOf, type Member } from '../support/people.ts'
import { staff } from '../support/staff.ts'
import { openConsoleHouse, type ConsoleHouse } from './console-room.ts'

/** From an author's draft to the screens it is meant for, each step by its own person in their own browser. */
let house: ConsoleHouse
const at = {} as Record<Member, Page>
const ID = 'evening-at-the-gates'
const ZONE = 'gates-c1-c8'
const faults: string[] = []

beforeAll(async () => {
  house = await openConsoleHouse([])
  await hire(house.controller.client)
  for (const member of ['author', 'first', 'second', 'third', 'publisher'] as const) {
    at[member] = await house.open()
    at[member].setDefaultTimeout(60_000)
    at[member].on('pageerror', (error) => faults.push(`${member}: ${error.message}`))
    await house.enter(at[member], '#/review', member, passwordOf(member))
  }
}, 120_000)
afterAll(() => house.close())

const stateOf = async () => (await staff<{ version: number; state: string }[]>(house.controller.client, 'GET', `/api/revisions/playlist/${ID}`)).map(({ version, state }) => `${version} ${state}`)
const submit = async (page: Page) => {
  const button = page.getByRole('button', { name: 'Submit for review' })
  await expect.poll(() => button.getAttribute('aria-disabled')).toBe('false')
  await button.click()
}
const review = async (member: Member, name: 'First review' | 'Second review' | 'Third review') => {
  await house.go(at[member], '#/review')
  const waiting = at[member].getByRole('region', { name: /^Waits for me/ })
  await waiting.getByRole('link', { name: /Evening at the gates/ }).click()
  return at[member].getByRole('region', { name })
}

it('an author makes a playlist of what is there and hands it in; no screen knows of it', async () => {
  const page = at.author
  await house.go(page, '#/content/new?kind=playlist')
  await page.getByRole('textbox', { name: 'Short name in English' }).fill('Evening at the gates')
  await page.getByRole('button', { name: 'Start writing' }).click()
  await page.getByRole('textbox', { name: 'Name, Chinese' }).fill('登机口晚间')
  await page.getByRole('textbox', { name: 'Name, English' }).fill('Evening at the gates')
  const [one, two] = house.controller.services.content.playlist('gate-wait')?.items ?? []
  for (const id of [one, two]) {
    const name = house.controller.services.content.item(id ?? '')?.item.headline['en']?.replaceAll('|', '') ?? ''
    await page.getByRole('searchbox', { name: 'Find an item to add' }).fill(id ?? '')
    await page.getByRole('region', { name: 'Add an item' }).getByRole('button', { name }).first().click()
  }
  await submit(page)
  await expect.poll(stateOf).toEqual(['1 submitted'])
  expect(house.controller.services.content.playlist(ID)).toBeNull()
}, 60_000)

it('the first reviewer refuses it, with a reason; the author reads why and hands in another version', async () => {
  const decide = await review('first', 'First review')
  await decide.getByRole('button', { name: 'Refuse' }).click()
  await decide.getByText('Say what has to be changed, then refuse.').waitFor()
  await decide.getByRole('textbox', { name: 'Reason or remark' }).fill('晚间改称夜间')
  await decide.getByRole('button', { name: 'Refuse' }).click()
  await expect.poll(stateOf).toEqual(['1 refused'])

  await house.go(at.author, `#/content/playlist/${ID}`)
  await at.author.getByText('晚间改称夜间').first().waitFor()
  await at.author.getByRole('button', { name: 'Make the next version' }).click()
  await at.author.getByRole('textbox', { name: 'Name, Chinese' }).fill('登机口夜间')
  await submit(at.author)
  await expect.poll(stateOf).toEqual(['2 submitted', '1 refused'])
}, 60_000)

it('three people review it, one after another; the author can neither review nor publish it', async () => {
  for (const [member, name] of [['first', 'First review'], ['second', 'Second review'], ['third', 'Third review']] as const) {
    await (await review(member, name)).getByRole('button', { name: 'Pass' }).click()
    await at[member].getByText('has passed your review').first().waitFor()
  }
  await expect.poll(stateOf).toEqual(['2 passed', '1 refused'])
  await house.go(at.author, `#/review/playlist/${ID}`)
  const own = at.author.getByRole('region', { name: 'Publish' })
  await own.getByText(/nobody reviews or publishes their own words|needs a right that your account does not have/).waitFor()
  expect(await own.getByRole('button').count()).toBe(0)
  const tried = await at.author.evaluate(async (id) => (await fetch('/api/revisions/publish', { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ revisions: [{ kind: 'playlist', id, version: 2 }] }) })).status, ID)
  expect(tried).toBe(403)
  expect(house.controller.services.content.playlist(ID)).toBeNull()
}, 60_000)

it('a publisher publishes it and schedules it; its screens change at that second, and no others', async () => {
  const page = at.publisher
  const { services, origin } = house.controller
  await house.go(page, `#/review/playlist/${ID}`)
  await page.getByRole('region', { name: 'Publish' }).getByRole('button', { name: 'Publish' }).click()
  await expect.poll(stateOf).toEqual(['2 published', '1 refused'])
  // The room goes back to its list by itself.
  await page.waitForURL((url) => url.hash === '#/review')

  // Real screens: one of the zone, one of another. Their clocks are moved on; nobody waits.
  const screens = services.devices.list().filter(({ role }) => role === 'screen')
  const open = async (id: string | undefined) => {
    const screen = await page.context().browser()?.newContext({ viewport: { width: 1280, height: 720 }, reducedMotion: 'reduce', serviceWorkers: 'block' }).then((context) => context.newPage())
    if (!screen) throw new Error('no browser')
    await screen.goto(`${origin}/kiosk/?device=${id}`)
    await shows(screen)
    return screen
  }
  const inside = await open(screens.find(({ zone }) => zone === ZONE)?.id)
  const outside = await open(screens.find(({ zone }) => zone === 'arrivals')?.id)

  const start = Temporal.Now.zonedDateTimeISO(services.site.timeZone).add({ minutes: 12 }).with({ second: 17, millisecond: 0, microsecond: 0, nanosecond: 0 })
  const wall = (of: Temporal.ZonedDateTime) => of.toPlainTime().toString({ smallestUnit: 'second' })
  await house.go(page, '#/schedule/new')
  await page.getByRole('textbox', { name: 'Name', exact: true }).fill('Evening at the gates')
  await page.getByRole('combobox', { name: 'Playlist' }).selectOption(ID)
  await page.getByRole('radio', { name: 'Event' }).check()
  await page.getByRole('textbox', { name: 'From' }).fill(wall(start))
  await page.getByRole('textbox', { name: /^Until/ }).fill(wall(start.add({ minutes: 20 })))
  await page.getByLabel('First day').fill(start.toPlainDate().toString())
  await page.getByRole('checkbox', { name: 'Gates C1–C8' }).check()
  await page.getByRole('button', { name: 'See what changes' }).click()
  const change = page.getByTestId('change')
  // At night a robot rests, and shows no change.
  const here = services.devices.list().filter(({ zone }) => zone === ZONE)
  const awake = here.filter(({ role }) => role !== 'robot')
  await change.getByText(new RegExp(`(${here.length}|${awake.length}) screens change`)).first().waitFor()
  await change.getByRole('button', { name: 'Publish' }).click()
  await change.waitFor({ state: 'detached' })
  const entry = services.schedule.list().find(({ playlist }) => playlist === ID)
  const told = async () => PlanView.parse((await house.controller.client.ask('GET', `/api/plan/${ZONE}`)).body).programme
  await expect.poll(async () => JSON.stringify(await told()).includes(entry?.id ?? 'none')).toBe(true)

  const because = (screen: Page) => screen.evaluate(() => window.__anxing?.reasons.join('\n') ?? '')
  for (const screen of [inside, outside]) {
    const now = await screen.evaluate(() => window.__anxing?.now ?? '')
    await shiftClock(screen, start.epochMilliseconds - Date.parse(now) - 10_000)
  }
  const before = await inside.evaluate(() => ({ now: window.__anxing?.now ?? '', why: window.__anxing?.reasons.join() ?? '' }))
  expect(Date.parse(before.now)).toBeLessThan(start.epochMilliseconds)
  expect(before.why).not.toContain(entry?.id)
  await expect.poll(() => because(inside)).toContain(`main/slot ${entry?.id} `)
  const on = await inside.evaluate(() => ({ showing: window.__anxing?.showing, startedAt: String(window.__anxing?.view?.main.startedAt) }))
  expect([on.showing, Temporal.Instant.from(on.startedAt).epochMilliseconds]).toEqual([`item:${services.content.playlist(ID)?.items[0]}`, start.epochMilliseconds])
  await expect.poll(() => outside.evaluate(() => window.__anxing?.now ?? '')).toSatisfy((now: string) => Date.parse(now) >= start.epochMilliseconds)
  expect(await because(outside)).not.toContain(entry?.id)

  // All other screens by the controller's own word: those of the zone and nobody else, from that second on.
  const second = (seconds: number) => encodeURIComponent(start.add({ seconds }).toInstant().toString())
  for (const { id, zone, role } of services.devices.list()) {
    const plays = async (when: string) => JSON.stringify((await house.controller.client.ask('GET', `/api/show?device=${id}&at=${when}`)).body).includes(entry?.id ?? 'none')
    const [before, after] = [await plays(second(-1)), await plays(second(0))]
    // A robot that rests plays nothing, whatever the hour brings.
    if (role === 'robot' && zone === ZONE && !after) expect(before).toBe(false)
    else expect([id, before, after]).toEqual([id, false, zone === ZONE])
  }
  expect(faults).toEqual([])
}, 120_000)
