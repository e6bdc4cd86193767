import type { Page } from 'playwright'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Revision } from '../../protocol/api-review.ts'
import { hire, passwordOf, signedIn, type Member } from '../support/people.ts'
import { staff } from '../support/staff.ts'
import type { Client } from '../support/client.ts'
import { axeFindings, openConsoleHouse, sideways, tabTo, type ConsoleHouse } from './console-room.ts'

const SCREEN = 'wall-gate-c5'
let house: ConsoleHouse
let crew: Record<Member, Client>
const faults: string[] = []
const pages = new Map<Member, Page>()

/** A page of that member's own, kept for the whole file. */
async function at(who: Member, hash: string): Promise<Page> {
  let page = pages.get(who)
  if (!page) {
    page = await house.open()
    page.on('pageerror', (error) => faults.push(error.message))
    await house.enter(page, hash, who, passwordOf(who))
    pages.set(who, page)
  } else await house.go(page, hash)
  return page
}
const until = <T>(read: () => T | Promise<T>) => expect.poll(read)
const settled = async (page: Page) => {
  await until(() => page.locator('main [aria-busy="true"]').count()).toBe(0)
  await page.evaluate(() => document.fonts.ready.then(() => true))
}
const screen = () => house.devices[0]?.view
const newest = async (kind: string, id: string) => (await staff<Revision[]>(crew.first, 'GET', `/api/revisions/${kind}/${id}`))[0]
const saved = (page: Page) => until(() => page.locator('.saved').textContent()).toMatch(/^Saved \d\d:\d\d$/)

beforeAll(async () => {
  house = await openConsoleHouse([SCREEN])
  await hire(house.controller.client)
  crew = await signedIn(house.controller.origin)
}, 120_000)
afterAll(async () => { await house.close() })

describe('an item', () => {
  test('an author makes it from a pattern; what blocks stops it and leads to its field; mended, it is handed in', async () => {
    const page = await at('author', '#/overview')
    await page.keyboard.press('g')
    await page.keyboard.press('c')
    await page.getByRole('link', { name: 'New', exact: true }).click()
    const dialog = page.getByRole('dialog', { name: 'New content' })
    await dialog.getByRole('radio', { name: /^Poster/ }).check()
    await dialog.getByRole('combobox', { name: 'Start from' }).selectOption({ label: 'Copy of “Small payouts first, big loss later”' })
    await dialog.getByRole('textbox', { name: 'Short name in English' }).fill('Gate caution')
    await dialog.getByRole('button', { name: 'Start writing' }).click()
    const zh = page.getByRole('textbox', { name: 'Headline, Chinese' })
    await zh.fill('登机口有人说能代办退款千万别信他的话')
    await page.getByRole('textbox', { name: 'Headline, English' }).fill('A stranger offers a refund? |Walk away')
    const submit = page.getByRole('button', { name: 'Submit for review' })
    const finding = page.getByRole('link', { name: /^Headline, Chinese It has 18 characters/ })
    await finding.waitFor()
    expect(await submit.getAttribute('aria-disabled')).toBe('true')
    await submit.press('Enter')
    expect((await newest('item', 'gate-caution'))?.state).toBe('draft')
    await page.getByRole('textbox', { name: 'Headline, English' }).focus()
    await finding.click()
    await until(() => zh.evaluate((field) => field === document.activeElement)).toBe(true)
    await zh.fill('登机口代退款，|别信')
    await until(() => finding.count()).toBe(0)
    expect(await page.getByRole('img', { name: /^(Wall, landscape|Wall, portrait|Check-in point|Robot|Staff wall): A stranger offers/ }).count()).toBe(5)
    await saved(page)
    await submit.click()
    await page.getByText('Version 1 waits for review 1 of 2').waitFor()
    await house.go(page, '#/review/item/gate-caution')
    await page.getByText('This step is not yours').or(page.getByText('You wrote at it')).waitFor()
    expect(await page.getByRole('button', { name: /^(Pass|Refuse|Publish)$/ }).count()).toBe(0)
  })

  test('a reviewer comments on a field and refuses with a reason, by keyboard alone; without a reason it is not refused', async () => {
    const page = await at('first', '#/overview')
    await until(() => page.getByRole('link', { name: /^Review/ }).textContent()).toMatch('One waits for you')
    await page.keyboard.press('g')
    await page.keyboard.press('r')
    await tabTo(page, 'link', /A stranger offers a refund/)
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { name: 'Both languages' }).waitFor()
    await tabTo(page, 'button', 'Comment on: Headline')
    await page.keyboard.press('Enter')
    await page.keyboard.type('Which counter do they mean?')
    await tabTo(page, 'button', 'Send comment')
    await page.keyboard.press('Enter')
    await page.locator('.one', { hasText: 'Which counter do they mean?' }).waitFor()
    await tabTo(page, 'button', 'Refuse')
    await page.keyboard.press('Enter')
    await page.getByRole('alert').getByText('Say what has to be changed').waitFor()
    await page.keyboard.type('Say where to go instead.')
    await tabTo(page, 'button', 'Refuse')
    await page.keyboard.press('Enter')
    await until(async () => (await newest('item', 'gate-caution'))?.state).toBe('refused')
    await until(() => page.evaluate(() => location.hash)).toBe('#/review')
  })

  test('the author reads why, makes the next version, and nothing is lost while the controller is away', async () => {
    const page = await at('author', '#/review')
    await page.getByRole('link', { name: /Say where to go instead/ }).click()
    await page.getByRole('button', { name: 'Make the next version' }).click()
    await page.getByRole('button', { name: 'Headline', exact: true }).waitFor()
    // What is cut off is said by these two; a route that is taken away leaves a request that it holds unanswered.
    let away = true
    let deaf = false
    await page.route('**/api/revisions/item/gate-caution/2', (route) => (away && route.request().method() === 'PUT' ? route.abort() : route.continue()))
    await page.route('**/api/live', (route) => (deaf ? route.abort() : route.continue()))
    await page.route('**/api/revisions/item/gate-caution', (route) => (deaf ? route.abort() : route.continue()))
    const line = page.getByRole('textbox', { name: 'The reason, English' })
    await line.fill('Ask at the airline’s own counter')
    await page.getByText(/kept in this browser/).waitFor()
    await page.reload()
    away = false
    await until(() => line.inputValue()).toBe('Ask at the airline’s own counter')
    // From here on the page is not told what others do: it must find out when it saves, also where an answer is slow.
    deaf = true
    await saved(page)
    expect((await newest('item', 'gate-caution'))?.body['line']).toMatchObject({ en: 'Ask at the airline’s own counter' })
    // A colleague saves meanwhile: both are shown, one is chosen.
    const draft = await newest('item', 'gate-caution')
    await staff(house.controller.client, 'PUT', '/api/revisions/item/gate-caution/2', { body: { ...draft?.body, source: 'Police bulletin' }, changedAt: draft?.changedAt })
    await line.fill('Ask at your airline’s counter')
    const conflict = page.getByRole('dialog', { name: 'Somebody else has saved this draft' })
    await conflict.getByText('Police bulletin').waitFor()
    await conflict.getByRole('button', { name: 'Keep mine' }).click()
    await saved(page)
    deaf = false
    expect((await newest('item', 'gate-caution'))?.body).toMatchObject({ line: { en: 'Ask at your airline’s counter' } })
    await page.getByRole('button', { name: 'Submit for review' }).click()
    await page.getByText('Version 2 waits for review 1 of 2').waitFor()
  })

  test('two people pass it, the second by the keyboard’s own way; a publisher publishes; the names stand on it', async () => {
    const first = await at('first', '#/review/item/gate-caution')
    await first.getByRole('button', { name: 'Pass', exact: true }).click()
    const second = await at('second', '#/review/item/gate-caution')
    await second.getByRole('region', { name: 'Second review' }).waitFor()
    await second.keyboard.press('Control+Enter')
    await until(async () => (await newest('item', 'gate-caution'))?.state).toBe('passed')
    const author = await at('author', '#/review/item/gate-caution')
    await author.getByText('You wrote at it').or(author.getByText('This step is not yours')).waitFor()
    expect(await author.getByRole('button', { name: 'Publish' }).count()).toBe(0)
    expect(await crew.author.ask('POST', '/api/revisions/publish', { revisions: [{ kind: 'item', id: 'gate-caution', version: 2 }] })).toMatchObject({ status: 403 })
    const publisher = await at('publisher', '#/review')
    await publisher.getByRole('checkbox', { name: 'Choose: A stranger offers a refund? Walk away' }).check()
    await publisher.getByRole('button', { name: 'Publish 1' }).click()
    await until(async () => (await newest('item', 'gate-caution'))?.state).toBe('published')
    const page = await at('duty', '#/content/item/gate-caution')
    await until(() => page.getByRole('group', { name: 'Names on it' }).textContent()).toMatch(/author with admin.*first · second.*publisher/)
  })
})

describe('a playlist', () => {
  test('a draft of it touches no screen; reviewed by three and published, it plays', async () => {
    const page = await at('author', '#/content/new?kind=playlist')
    await page.getByRole('dialog').getByRole('textbox', { name: 'Short name in English' }).fill('Gate caution list')
    await page.getByRole('button', { name: 'Start writing' }).click()
    await page.getByRole('textbox', { name: 'Name, Chinese' }).fill('登机口提醒')
    await page.getByRole('textbox', { name: 'Name, English' }).fill('Gate cautions')
    for (const [words, name] of [['Already paid', /^Already paid/], ['stranger', /^A stranger offers/]] as const) {
      await page.getByRole('searchbox', { name: 'Find an item to add' }).fill(words)
      await page.locator('.offer').getByRole('button', { name }).first().click()
    }
    await until(() => page.locator('ol b').allTextContents()).toEqual([expect.stringMatching(/^Already paid/), expect.stringMatching(/^A stranger/)])
    await page.locator('ol').getByRole('button', { name: /^2 A stranger/ }).focus()
    await page.keyboard.press('Alt+ArrowUp')
    await until(() => page.locator('ol b').first().textContent()).toMatch(/^A stranger/)
    await saved(page)
    const programme = house.devices[0]?.inspect().versions.programme
    await page.getByRole('button', { name: 'Submit for review' }).click()
    await page.getByText('Version 1 waits for review 1 of 3').waitFor()
    for (const who of ['first', 'second', 'third'] as const) {
      const reviewer = await at(who, '#/review/playlist/gate-caution-list')
      await reviewer.getByRole('button', { name: 'Pass', exact: true }).click()
      await until(async () => (await newest('playlist', 'gate-caution-list'))?.steps.length).toBe({ first: 1, second: 2, third: 3 }[who])
    }
    expect(house.controller.services.content.bundleFor('gate-caution-list')).toBeNull()
    expect(house.devices[0]?.inspect().versions.programme).toBe(programme)
    const publisher = await at('publisher', '#/review/playlist/gate-caution-list')
    await publisher.getByRole('button', { name: 'Publish', exact: true }).click()
    await until(() => house.controller.services.content.playlist('gate-caution-list')?.state).toBe('live')
    await staff(house.controller.client, 'POST', '/api/schedule', { id: 'caution', name: 'Cautions', playlist: 'gate-caution-list', zones: ['gates-c1-c8'], level: 'event', weight: 1, startDay: '2026-01-01', from: '00:00', until: '00:00', rrule: 'FREQ=DAILY', exceptDays: [], moments: [], state: 'live' })
    // The new loop begins when the item that plays has ended.
    await expect.poll(() => { const main = screen()?.shown.main; return main?.kind === 'item' ? main.entry.id : main?.kind }, { timeout: 90_000, interval: 100 }).toBe('caution')
  }, 150_000)

  test('an old version is told apart and restored as a draft; what plays stays', async () => {
    const before = await newest('item', 'gate-caution')
    const page = await at('author', '#/content/item/gate-caution?view=versions')
    await page.getByRole('radio', { name: 'Before: version 1' }).check()
    await page.locator('ins', { hasText: 'airline' }).first().waitFor()
    await page.getByRole('button', { name: 'Restore as a draft: version 1' }).click()
    await page.getByRole('textbox', { name: 'The reason, English' }).waitFor()
    const restored = await newest('item', 'gate-caution')
    expect([restored?.version, restored?.state]).toEqual([3, 'draft'])
    expect(house.controller.services.content.item('gate-caution')?.item).toEqual(before?.body)
  })

  test('shipped content is handed in as it is, many at once, and passed many at once', async () => {
    const page = await at('author', '#/content?state=sample&kind=ticker')
    await page.getByRole('checkbox', { name: /^Choose all shown/ }).check()
    await page.getByRole('button', { name: 'Hand in for review as it is' }).click()
    const first = await at('first', '#/review')
    const mine = first.getByRole('region', { name: /^Waits for me/ })
    await until(() => mine.locator('[data-row]').count()).toBeGreaterThan(5)
    const count = await mine.locator('[data-row]').count()
    await mine.getByRole('checkbox', { name: 'Choose all' }).check()
    await mine.getByRole('button', { name: `Pass ${count}` }).click()
    await first.getByRole('dialog').getByRole('button', { name: `Pass ${count}` }).click()
    await first.getByText('Nothing waits for your review.').or(first.getByText('Waits for others')).first().waitFor()
    await until(async () => (await staff<unknown[]>(crew.first, 'GET', '/api/revisions?state=passed')).length).toBe(count)
  })

  test('how many reviews a class takes is the administrator’s to say; others read it', async () => {
    const page = await at('first', '#/review')
    await page.getByRole('button', { name: 'Number of reviews' }).click()
    await page.getByText('Changing them needs the right to manage.').waitFor()
    await page.keyboard.press('Escape')
    const admin = await house.open()
    await house.enter(admin, '#/review')
    await admin.getByRole('button', { name: 'Number of reviews' }).click()
    await admin.getByRole('group', { name: /^Notices/ }).getByRole('radio', { name: '2 reviews' }).check()
    await until(async () => (await staff<{ notice: number }>(crew.first, 'GET', '/api/review/stages')).notice).toBe(2)
    await admin.context().close()
  })
})

describe('a telephone number', () => {
  const phone = (id: string) => house.controller.services.content.phones().find((one) => one.id === id)
  test('a publisher finds it in the list and confirms that it holds, by keyboard alone', async () => {
    const before = phone('110')
    const page = await at('publisher', '#/content?kind=phone')
    await tabTo(page, 'link', /^Police|^110/)
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { name: 'Checked today' }).waitFor()
    await settled(page)
    expect([await axeFindings(page), await sideways(page)]).toEqual([[], []])
    await tabTo(page, 'button', 'Confirm the number')
    await page.keyboard.press('Enter')
    await until(() => phone('110')?.verifiedBy).toBe('publisher')
    const on = Temporal.PlainDate.from(phone('110')?.verifiedOn ?? '')
    expect(phone('110')).toEqual({ ...before, verifiedBy: 'publisher', verifiedOn: on.toString(), expires: on.add({ years: 1 }).toString() })
    await page.getByText(`Counts until ${phone('110')?.expires}`).first().waitFor()
  })

  test('another number: one writes it, two others pass it, a publisher lets it out, and what screens fetch has it', async () => {
    const { content } = house.controller.services
    const item = content.items().find((one) => one.item.phones.includes('96110'))?.item
    const list = content.playlists().find(({ items, state }) => item && items.includes(item.id) && content.isLive(state))?.id ?? ''
    const numbers = async () => (JSON.parse((await content.readMedia(content.bundleFor(list)?.bundle ?? ''))?.body ?? '{}') as { phones: { number: string }[] }).phones.map(({ number }) => number)
    const page = await at('author', '#/content/phone/96110')
    await page.getByRole('button', { name: 'Write a new version' }).click()
    const field = page.getByRole('textbox', { name: 'Number', exact: true })
    await field.fill('ask inside')
    await page.getByRole('link', { name: /^Number This does not read as a telephone number/ }).waitFor()
    await field.fill('010-96110')
    await saved(page)
    await page.getByRole('button', { name: 'Submit for review' }).click()
    await page.getByText('Version 2 waits for review 1 of 2').waitFor()
    for (const who of ['first', 'second'] as const) await staff(crew[who], 'POST', '/api/revisions/phone/96110/2/decide', { decision: 'pass' })
    expect(await numbers()).toContain('96110')
    await (await at('publisher', '#/review/phone/96110')).getByRole('button', { name: 'Publish', exact: true }).click()
    await until(numbers).toContain('010-96110')
    await page.getByRole('heading', { name: /010-96110/ }).waitFor()
  })
})

test('an operator lets a robot say a line, word for word', async () => {
  const page = await at('duty', '#/overview/robot-xiaoan-1')
  const line = house.controller.services.content.robotLines().find(({ id }) => id === 'r04')
  await page.getByRole('combobox', { name: 'Let it say' }).selectOption({ label: line?.text.en ?? '' })
  const order = page.waitForRequest((request) => request.url().endsWith('/api/devices/robot-xiaoan-1/command'))
  await page.getByRole('button', { name: 'Say it' }).click()
  expect((await order).postDataJSON()).toEqual({ action: { do: 'say', text: line?.text } })
  await page.getByText('says it now').first().waitFor()
})

test.each(['light', 'dark'] as const)('axe finds nothing in the %s theme, and nothing sticks out', async (theme) => {
  const page = await house.open({ theme, locale: theme === 'light' ? 'zh-CN' : 'en-GB' })
  await house.enter(page, '#/review', 'author', passwordOf('author'))
  const [quiz] = house.controller.services.content.items().filter(({ item }) => item.kind === 'quiz')
  if (theme === 'light') await staff(crew.author, 'POST', '/api/revisions/adopt', { things: [{ kind: 'item', id: quiz?.item.id }] })
  // What stands open here; other pages are looked at with all the rest (`every-page.test.ts`).
  for (const hash of ['#/content/item/gate-caution', '#/review', `#/review/item/${quiz?.item.id}`]) {
    await house.go(page, hash)
    await settled(page)
    expect(await axeFindings(page), hash).toEqual([])
    expect(await sideways(page), hash).toEqual([])
    await page.keyboard.press('Escape')
  }
  await page.context().close()
  if (theme === 'dark') return
  const phone = await house.open({ theme, viewport: { width: 390, height: 844 } })
  await house.enter(phone, '#/review', 'first', passwordOf('first'))
  for (const hash of ['#/review', `#/review/item/${quiz?.item.id}`]) {
    await house.go(phone, hash)
    await settled(phone)
    expect(await axeFindings(phone), hash).toEqual([])
    expect(await sideways(phone), hash).toEqual([])
  }
  const box = await phone.getByRole('button', { name: 'Pass', exact: true }).boundingBox()
  expect(box?.height).toBeGreaterThanOrEqual(44)
  expect((box?.y ?? 0) + (box?.height ?? 0)).toBeLessThanOrEqual(844)
  await phone.context().close()
}, 180_000)

test('no page has thrown', () => { expect(faults).toEqual([]) })
