import type { Page } from 'playwright'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { rooms } from '../../console/route.ts'
import { AlertAnswer } from '../../protocol/api.ts'
import { staff } from '../support/staff.ts'
import { axeFindings, openConsoleHouse, sideways, type ConsoleHouse } from './console-room.ts'

/** Every page that the console's addresses know: each room (new ones join by themselves), and what lies inside. */
let house: ConsoleHouse
let pages: string[]

beforeAll(async () => {
  house = await openConsoleHouse([], { webgl: true })
  const { client, services } = house.controller
  await staff(client, 'PUT', '/api/staff', { user: 'lin', password: 'at the desk', roles: ['duty'], mayRelease: false })
  await staff(client, 'PUT', '/api/desk', { open: true, note: '' })
  const raised = AlertAnswer.parse(await staff(client, 'POST', '/api/alerts', { severity: 'orange', presentation: 'takeover', target: { zones: ['arrivals'] }, expiresInSeconds: 3600, info: [{ language: 'zh-CN', headline: '冒充客服退票', description: '先问航司。' }, { language: 'en', headline: 'Fake refund calls', description: 'Ask the airline first.' }] }))
  const [one, two] = services.content.playlist('gate-wait')?.items ?? []
  await staff(client, 'POST', '/api/revisions', { kind: 'playlist', body: { id: 'walked', campaign: null, name: { 'zh-CN': '走查', en: 'Walked' }, items: [one, two] } })
  await staff(client, 'POST', '/api/revisions', { kind: 'playlist', body: { id: 'waiting', campaign: null, name: { 'zh-CN': '待审', en: 'Waiting' }, items: [one, two] } })
  await staff(client, 'POST', '/api/revisions/playlist/waiting/1/submit', {})
  const entry = services.schedule.list()[0]?.id ?? ''
  const inside: string[] = [
    'overview/wall-taxi', 'overview?wall', 'alerts/new', 'alerts/new?template=a3', `alerts/${raised.id}`, `alerts/${raised.id}/edit`, `schedule/${entry}`, 'schedule/new', 'schedule/presets', 'schedule/talks', 'schedule?view=calendar', 'schedule?view=timeline', 'schedule?view=list',
    'content/campaigns', 'content/new', `content/item/${one}`, 'content/playlist/walked', 'content/playlist/gate-wait?view=versions', 'content/template/a1', 'content/phone/12308', 'content/line/r02', 'review/playlist/waiting', 'show?device=wall-taxi',
  ]
  pages = [...rooms, ...inside]
})
afterAll(() => house.close())

/** Sentences in the other language than the page's, outside of what is marked as being in another language. */
const strangers = (page: Page) => page.evaluate(() => {
  const own = document.documentElement.lang.startsWith('zh') ? 'zh' : 'en'
  const other = own === 'zh' ? /\b[A-Za-z]{2,}(?:[ ,]+[A-Za-z]{2,}){2,}/ : /\p{Script=Han}{2,}/u
  const found: string[] = []
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const parent = node.parentElement
    const text = node.textContent?.trim() ?? ''
    if (!parent || !other.test(text) || parent.closest('code, script, style, .preview, [aria-hidden="true"]')) continue
    if (parent.closest('[lang]')?.getAttribute('lang')?.startsWith(own) && parent.checkVisibility()) found.push(`${parent.tagName.toLowerCase()}: ${text.slice(0, 60)}`)
  }
  return [...new Set(found)]
})

async function look(page: Page, hash: string): Promise<string[]> {
  await house.go(page, `#/${hash}`)
  await page.locator('main#main').waitFor()
  await page.waitForLoadState('networkidle')
  await page.waitForFunction(() => document.querySelector('main [aria-busy="true"]') === null)
  const found = [
    ...(await axeFindings(page)).map((what) => `axe ${what}`), ...(await sideways(page)).map((what) => `sideways ${what}`), ...(await strangers(page)).map((what) => `language ${what}`),
    ...(await page.locator('main [role="alert"].problem').allTextContents()).map((what) => `problem ${what}`),
  ]
  await page.keyboard.press('Escape')
  return found.map((what) => `${hash}: ${what}`)
}

it.each([['zh-CN', 'light'], ['en-GB', 'dark']] as const)('every page in %s, %s: nothing for axe, nothing sideways, no sentence left untranslated, no error', async (locale, theme) => {
  const page = await house.open({ locale, theme })
  expect(await axeFindings(page), 'sign-in').toEqual([])
  const faults: string[] = []
  page.on('pageerror', (error) => faults.push(error.message))
  await house.signIn(page)
  const found: string[] = []
  for (const hash of pages) found.push(...(await look(page, hash)))
  expect(found).toEqual([])
  expect(faults).toEqual([])
  await page.context().close()
}, 300_000)

it('what is used on a phone fits a phone', async () => {
  const page = await house.open({ locale: 'zh-CN', viewport: { width: 390, height: 844 } })
  await house.signIn(page)
  const found: string[] = []
  for (const hash of pages.filter((one) => /^(overview(?!\?wall)|alerts|desk|engagement|audit|operations)/.test(one))) found.push(...(await look(page, hash)))
  expect(found).toEqual([])
  await page.context().close()
}, 120_000)
