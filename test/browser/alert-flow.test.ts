import type { Locator, Page } from 'playwright'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { fillTemplate, type SlotValues } from '../../protocol/alert-slots.ts'
import type { AlertAnswer, AlertView } from '../../protocol/api.ts'
import { readLibrary } from '../../playlists/read.ts'
import { createClient, type Client } from '../support/client.ts'
import { staff } from '../support/staff.ts'
import { axeFindings, openConsoleHouse, sideways, tabTo, type ConsoleHouse } from './console-room.ts'

const phone = { width: 390, height: 844 }
let house: ConsoleHouse
let ann: Client
let bo: Client

const shot = async (page: Page, name: string) => { if (process.env['SHOTS']) await page.screenshot({ path: `${process.env['SHOTS']}/${name}.png` }) }
const until = <T>(read: () => T | Promise<T>) => expect.poll(read)
const there = (locator: Locator) => locator.first().waitFor()
const passwordOf = (user: string) => `${user} on duty tonight`
/** A page in which nobody has touched anything but the keyboard. `room`: straight into it; else signed in by hand, to where one comes. */
async function signedIn(user: string, options: Parameters<ConsoleHouse['open']>[0] = {}, room?: string): Promise<Page> {
  const page = await house.open(options)
  if (room !== undefined) await house.enter(page, room, user, passwordOf(user))
  await page.evaluate(() => { for (const kind of ['pointerdown', 'mousedown', 'touchstart']) addEventListener(kind, () => { document.documentElement.dataset['pointer'] = 'used' }, true) })
  if (room === undefined) await house.signIn(page, user, passwordOf(user))
  return page
}
const pointerOf = (page: Page) => page.evaluate(() => document.documentElement.dataset['pointer'] ?? 'unused')
async function chord(page: Page, ...keys: string[]) {
  for (const key of keys) await page.keyboard.press(key)
}
async function press(page: Page, name: string | RegExp) {
  await tabTo(page, 'button', name)
  await page.keyboard.press('Enter')
}
const own = (over: object = {}) => ({
  severity: 'orange', presentation: 'takeover', target: { zones: ['gates-c1-c8'] }, expiresInSeconds: 1_800,
  info: [{ language: 'zh-CN', headline: '谨防假客服', description: '退改签只认航司官方 App。' }, { language: 'en', headline: 'Beware of fake agents', description: 'Rebook in the airline’s app only.' }], ...over,
})
function byTemplate(id: string, slots: SlotValues) {
  const template = readLibrary().alertTemplates.find((one) => one.id === id)
  if (!template) throw new Error(id)
  const { severity, presentation, scam, move } = template
  return own({ severity, presentation, scam, move, template: id, slots, info: fillTemplate(template, slots) })
}
const raise = (client: Client, body: object) => staff<AlertAnswer>(client, 'POST', '/api/alerts', body).then(({ id }) => id)
const view = (id: string) => staff<AlertView>(ann, 'GET', `/api/alerts/${id}`)
const cancelAll = async () => {
  for (const { id, state } of await staff<AlertView[]>(ann, 'GET', '/api/alerts')) if (state === 'live' || state === 'waiting') await staff(ann, 'POST', `/api/alerts/${id}/cancel`, {})
}

beforeAll(async () => {
  house = await openConsoleHouse(['wall-gate-c5', 'kiosk-gate-c3', 'robot-xiaoan-2'])
  const clients = await Promise.all(['ann', 'bo'].map(async (user) => {
    await staff(house.controller.client, 'PUT', '/api/staff', { user, password: passwordOf(user), roles: ['duty'], mayRelease: false })
    const client = createClient(house.controller.origin)
    await client.signIn(user, passwordOf(user))
    return client
  }))
  ann = clients[0] ?? house.controller.client
  bo = clients[1] ?? house.controller.client
}, 120_000)
afterAll(async () => {
  await house.close()
})

test('two people release an alert from the keyboard alone: one fills the slots at a desk, the other releases on a page of a phone\'s size', async () => {
  const first = await signedIn('ann')
  const second = await signedIn('bo', { viewport: phone })
  await chord(first, 'a', 'a')
  await there(first.getByRole('radio', { name: /^Don’t carry cash or gold/ }))
  await tabTo(first, 'radio', 'Blank')
  await chord(first, ...Array.from({ length: 5 }, () => 'ArrowDown'))
  await until(() => first.getByRole('radio', { name: /^Don’t carry cash or gold/ }).isChecked()).toBe(true)
  // A zone's name brings its English with it.
  await tabTo(first, 'combobox', /^Where \(Chinese\)/)
  await first.keyboard.type('出租车候车厅')
  const english = first.getByRole('combobox', { name: /^Where \(English\)/ })
  await until(() => english.inputValue()).toBe('Taxi queue')
  await tabTo(first, 'button', 'Only here: Gates C1–C8')
  await first.keyboard.press('Enter')
  await there(first.getByRole('status').filter({ hasText: '2 screens in 1 zone' }))
  await there(first.getByText('A second person has to release it; all who may are told at once.'))
  expect(await first.getByRole('img', { name: /^Preview: (Wall|Check-in point)/ }).count()).toBe(2)
  await shot(first, 'compose')
  await press(first, 'Hand to a second person')
  await there(first.getByText('You raised this. A second person has to release it.'))
  await there(first.getByRole('textbox', { name: 'Link to release it' }))
  await shot(first, 'own-waiting')

  await there(second.getByRole('link', { name: /1 alert waits for you to release it/ }))
  await until(() => second.title()).toMatch(/^\(1\) /)
  await shot(second, 'phone-bar')
  await chord(second, 'a', 'w')
  await there(second.getByRole('heading', { name: 'Don’t carry cash or gold for others' }).or(second.getByRole('heading', { name: '别替人送现金黄金' })))
  await there(second.getByText('ann asks you to decide'))
  await there(second.getByText(/2 screens, 2 online/))
  const release = await second.getByRole('button', { name: 'Release' }).boundingBox()
  expect([release?.height ?? 0, (release?.y ?? 0) + (release?.height ?? 0)].map((n, i) => (i === 0 ? n >= 52 : n <= phone.height))).toEqual([true, true])
  await there(second.getByRole('img', { name: /^Preview: Check-in point/ }))
  await shot(second, 'phone-decide')
  await press(second, 'Release')
  await there(second.getByRole('heading', { name: 'It is released.' }))
  await shot(second, 'phone-released')

  await there(first.getByRole('status').filter({ hasText: 'Shown 2 / 2' }))
  const [{ id = '' } = {}] = await staff<AlertView[]>(ann, 'GET', '/api/alerts?state=live')
  expect(await view(id)).toMatchObject({ raisedBy: 'ann', releasedBy: 'bo', words: 'slots', reviews: [] })
  await press(first, 'Extend 15 min')
  await until(async () => (await view(id)).alert.version).toBe(2)
  await there(first.getByRole('status').filter({ hasText: 'Shown 2 / 2' }))
  expect((await view(id)).change).toBeNull()
  await shot(first, 'live')
  await press(first, 'Cancel alert')
  await there(first.getByRole('dialog'))
  await press(first, 'Cancel alert')
  await until(async () => (await view(id)).state).toBe('cancelled')
  await there(first.getByRole('listitem').filter({ hasText: 'Cancelled ann' }))
  expect(await first.getByRole('region', { name: 'From first to last' }).getByRole('listitem').allTextContents()).toEqual([/Raised ann/, /Released bo/, /Extended ann/, /Cancelled ann/].map((step) => expect.stringMatching(step)))
  expect([await pointerOf(first), await pointerOf(second)]).toEqual(['unused', 'unused'])
  await first.context().close()
  await second.context().close()
})

test('the link leads there after signing in; a refusal is told with its reason; who was faster is named', async () => {
  const id = await raise(ann, own())
  const first = await signedIn('ann', {}, `#/alerts/${id}`)
  const second = await house.open({ viewport: phone })
  await second.goto(`${house.controller.origin}/console/#/release/${id}`)
  await house.signIn(second, 'bo', passwordOf('bo'))
  await there(second.getByText('ann asks you to decide'))
  await press(second, 'Refuse')
  await there(second.getByRole('dialog', { name: 'Why refuse it?' }))
  expect(await second.getByRole('dialog').getByRole('button', { name: 'Refuse' }).isDisabled()).toBe(true)
  await press(second, 'Wrong place')
  await shot(second, 'phone-refuse')
  await press(second, 'Refuse')
  await there(second.getByRole('heading', { name: 'bo refused it' }))
  await there(first.getByRole('listitem').filter({ hasText: /Refused bo.*Wrong place/ }))

  const other = await raise(ann, own())
  await house.go(second, `#/release/${other}`)
  await there(second.getByRole('button', { name: 'Release' }))
  await staff(house.controller.client, 'POST', `/api/alerts/${other}/release`, { version: 1 })
  await there(second.getByRole('heading', { name: /^admin released it at/ }))
  expect(await second.getByRole('button', { name: 'Release' }).count()).toBe(0)

  // A change of what is live waits, too; the alert goes on as it is.
  await house.go(first, `#/alerts/${other}`)
  await press(first, 'Extend 30 min')
  await there(first.getByText('A change that ann asked for waits for a second person.'))
  await there(second.getByText('ann asks for a change; the alert goes on as it is'))
  await press(second, 'Release')
  await until(async () => (await view(other)).alert.version).toBe(2)
  await cancelAll()
  await first.context().close()
  await second.context().close()
})

test('what a colleague has changed meanwhile is shown next to one\'s own words, and written over only knowingly', async () => {
  const id = await raise(ann, own())
  const page = await signedIn('ann', {}, `#/alerts/${id}/edit`)
  const headline = page.getByRole('textbox', { name: 'English: Headline' })
  await until(() => headline.inputValue()).toBe('Beware of fake agents')
  await staff(bo, 'PUT', `/api/alerts/${id}`, { ...own({ expiresInSeconds: 900 }), version: 1 })
  await headline.fill('Beware of strangers')
  const send = page.getByRole('button', { name: /second person/ })
  await until(() => send.first().getAttribute('aria-disabled')).toBe('false')
  await chord(page, 'Control+Enter')
  await there(page.getByText('bo changed this alert while you were writing. Now it says:'))
  await shot(page, 'conflict')
  expect([await headline.inputValue(), (await view(id)).alert.version]).toEqual(['Beware of strangers', 2])
  await chord(page, 'Control+Enter')
  await until(async () => (await view(id)).alert.info[1]?.headline).toBe('Beware of strangers')
  await cancelAll()
  await page.context().close()
})

test('red in a template\'s words goes out at once, with the number of its screens; another person reviews it afterwards', async () => {
  const first = await signedIn('ann', {}, '#/alerts/new?template=a6')
  await there(first.getByText('Goes out at once; another person reviews it afterwards.').or(first.getByText(/Still needed.*the gaps/)))
  await tabTo(first, 'combobox', 'Where the stickers are (Chinese)')
  await first.keyboard.type('拨打 95539')
  await there(first.getByText(/no sentence, link or telephone number/))
  await shot(first, 'slot-bad')
  await chord(first, 'Control+a')
  await first.keyboard.type('C 区座椅')
  await chord(first, 'Tab')
  await first.keyboard.type('the C seats')
  await press(first, 'Only here: Gates C1–C8')
  await there(first.getByRole('status').filter({ hasText: '2 screens in 1 zone' }))
  await there(first.getByText('Goes out at once; another person reviews it afterwards.'))
  // While the screens of a wider target are being counted, nothing goes out on the count of the one before.
  let answer = () => {}
  const counted = new Promise<void>((resolve) => { answer = resolve })
  await first.route('**/api/alerts/dry-run', async (route) => { await counted; await route.continue() })
  await press(first, /^Only here: (?!Gates C1–C8)/)
  await chord(first, 'Control+Enter')
  await until(() => first.getByRole('button', { name: 'Release', exact: true }).getAttribute('aria-disabled')).toBe('true')
  await first.getByRole('button', { name: 'Release', exact: true }).press('Enter')
  expect([await first.getByRole('dialog').count(), (await staff<AlertView[]>(ann, 'GET', '/api/alerts?state=live')).length]).toEqual([0, 0])
  answer()
  await press(first, 'Only here: Gates C1–C8')
  await there(first.getByRole('status').filter({ hasText: '2 screens in 1 zone' }))
  await until(() => first.getByRole('button', { name: 'Release', exact: true }).getAttribute('aria-disabled')).toBe('false')
  await chord(first, 'Control+Enter')
  await there(first.getByRole('dialog', { name: 'Release an urgent warning?' }))
  await first.keyboard.type('2')
  await first.keyboard.press('Enter')
  await there(first.getByRole('status').filter({ hasText: 'Shown 2 / 2' }))
  await there(first.getByText('You raised or released it: another person has to review it.'))
  const [{ id = '' } = {}] = await staff<AlertView[]>(ann, 'GET', '/api/alerts?due=true')
  expect((await view(id)).alert.info[1]?.description).toBe('“Gift” stickers at the C seats are not ours.')
  await staff(ann, 'POST', `/api/alerts/${id}/cancel`, {})

  const second = await signedIn('bo')
  await there(second.getByRole('link', { name: /1 alert is to be reviewed afterwards/ }))
  await chord(second, 'g', 'a')
  await there(second.getByRole('heading', { name: 'To be reviewed' }))
  await shot(second, 'history-due')
  await tabTo(second, 'link', /^Fake QR stickers found/)
  await second.keyboard.press('Enter')
  await there(second.getByRole('region', { name: 'Review afterwards' }))
  expect(await second.getByRole('button', { name: 'It should not have' }).isDisabled()).toBe(true)
  await tabTo(second, 'textbox', 'Note')
  await second.keyboard.type('They were our own stickers')
  await shot(second, 'review')
  await press(second, 'It should not have')
  await there(second.getByText(/Reviewed by bo.*it should not have gone out/))
  expect((await view(id)).reviews).toMatchObject([{ state: 'wrong', by: 'bo', note: 'They were our own stickers' }])
  await first.context().close()
  await second.context().close()
})

test('own words say what they cost; what no screen can draw is held back; what is live next to it is named; a screen that is away gets somebody sent', async () => {
  const live = await raise(ann, own())
  await staff(bo, 'POST', `/api/alerts/${live}/release`, { version: 1 })
  const page = await signedIn('ann', {}, '#/alerts/new?template=a1')
  await there(page.getByRole('link', { name: /Takes turns with “Beware of fake agents” on \d screens, 10 s each/ }))
  const toggle = page.getByRole('switch', { name: 'Own words' })
  await toggle.press('Space')
  await there(page.getByText('Once words, severity or look are changed, a second person has to release it.'))
  await page.getByRole('textbox', { name: 'Chinese: Headline' }).fill('先问𠮷航司')
  await there(page.getByRole('listitem').filter({ hasText: /Must be mended.*no 𠮷/ }))
  await there(page.getByText(/Still needed:.*what the checks found/))
  await shot(page, 'findings')
  await toggle.press('Space')
  await until(() => page.getByRole('textbox', { name: 'Chinese: Headline' }).count()).toBe(0)
  await there(page.getByRole('button', { name: 'Hand to a second person' }))

  const away = await raise(ann, own({ target: { zones: ['arrivals'] } }))
  await staff(bo, 'POST', `/api/alerts/${away}/release`, { version: 1 })
  await house.go(page, `#/alerts/${away}`)
  const tick = page.getByRole('checkbox', { name: /^Somebody sent to/ })
  await there(tick)
  await tick.first().press('Space')
  await until(async () => (await page.getByRole('row').filter({ hasText: /Somebody sent\s*ann, \d\d:\d\d/ }).count())).toBe(1)
  await page.reload()
  await until(() => tick.first().isChecked()).toBe(true)
  await shot(page, 'sent')
  await page.context().close()
})

describe.each([['light', 'en-GB'], ['dark', 'zh-CN']] as const)('in the %s theme, in %s', (theme, locale) => {
  test('axe finds nothing on a desk or a phone, and nothing sticks out sideways', async () => {
    const waiting = await raise(ann, byTemplate('a5', { place: { 'zh-CN': '出租车候车区', en: 'the taxi queue' } }))
    const red = await raise(ann, byTemplate('a6', { place: { 'zh-CN': '候机区座椅', en: 'the gate seats' } }))
    const page = await signedIn('bo', { theme, locale }, '#/alerts')
    // Each page once in either theme, on a desk in the one and on a phone in the other.
    for (const [i, room] of ['#/alerts/new?template=a6', `#/release/${waiting}`, `#/alerts/${red}`, '#/alerts'].entries()) {
      const viewport = (i % 2 === 0) === (theme === 'light') ? { width: 1440, height: 900 } : phone
      await page.setViewportSize(viewport)
      await house.go(page, room)
      await until(() => page.getByRole('main').locator('[aria-busy="true"]').count()).toBe(0)
      if (room.includes('release')) await there(page.getByRole('img'))
      await page.evaluate(() => document.fonts.ready.then(() => true))
      await shot(page, `axe-${theme}-${locale}-${viewport.width}-${room.replaceAll(/\W+/g, '-').slice(0, 22)}`)
      expect([room, viewport.width, await axeFindings(page), await sideways(page)]).toEqual([room, viewport.width, [], []])
    }
    await cancelAll()
    await page.context().close()
  })
})
