/** `npm run gallery`: photographs the demo airport's screens and the console into docs/gallery/. */
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { chromium, type Page } from 'playwright'
import { readConfig } from '../controller/config.ts'
import { createLog } from '../controller/log.ts'
import { createController } from '../controller/main.ts'
import type { ItemKind } from '../protocol/words.ts'
import { buildStale } from './build.ts'
import { CHROMIUM } from './chromium.ts'

const root = new URL('..', import.meta.url).pathname
const out = join(root, 'docs/gallery')
const data = mkdtempSync(join(tmpdir(), 'anxing-gallery-'))
const PASSWORD = 'gallery-password'
const sizes = { wall: [1920, 1080], kiosk: [1080, 1920], robot: [1280, 800], led: [1920, 540], console: [1440, 900] } as const

buildStale(['kiosk', 'console'], console.log)
const answer = readConfig({ ANXING_DEMO: '1', ANXING_DATA: data, ANXING_ADMIN_PASSWORD: PASSWORD, ANXING_LOG: 'error', ANXING_PORT: '0', ANXING_MQTT_PORT: '0' })
if (!answer.ok) throw new Error(JSON.stringify(answer.problems))
// By day: at night robots rest.
const day = Temporal.Now.zonedDateTimeISO('Asia/Shanghai')
const ahead = day.withPlainTime('10:00').since(day)
const controller = await createController(answer.config, { clock: { now: () => Temporal.Now.zonedDateTimeISO('Asia/Shanghai').add(ahead).toInstant() }, log: createLog('error') })
const browser = await chromium.launch({ executablePath: CHROMIUM, args: ['--no-sandbox'] })
mkdirSync(out, { recursive: true })

const shoot = async (page: Page, name: string) => {
  await page.screenshot({ path: join(out, `${name}.png`) })
  console.log(`docs/gallery/${name}.png`)
}
async function open(path: string, size: keyof typeof sizes): Promise<Page> {
  const [width, height] = sizes[size]
  const page = await (await browser.newContext({ viewport: { width, height }, locale: 'zh-CN', reducedMotion: 'no-preference' })).newPage()
  await page.goto(`${controller.origin}${path}`)
  return page
}
async function screen(device: string, size: keyof typeof sizes): Promise<Page> {
  const page = await open(`/kiosk/?device=${device}`, size)
  await page.waitForFunction(() => window.__anxing?.showing.startsWith('item:') && window.__anxing.state.online)
  return page
}
/** Turns the demo page's clock on until an item of this kind has been on for `atMs`. */
async function turnTo(page: Page, kind: ItemKind, atMs: number): Promise<void> {
  for (let i = 0; i < 200; i += 1) {
    const found = await page.evaluate((wanted) => {
      const main = window.__anxing?.view?.shown.main
      return main?.kind === 'item' && main.item.kind === wanted
    }, kind)
    if (found) break
    await page.evaluate(() => {
      const handle = window.__anxing
      const until = handle?.view?.shown.main.until
      if (handle && until) handle.shiftClock(until.epochMilliseconds - Temporal.Instant.from(handle.now).epochMilliseconds + 1)
    })
  }
  await page.evaluate((ms) => {
    const handle = window.__anxing
    const main = handle?.view?.shown.main
    if (handle && main) handle.shiftClock(main.startedAt.epochMilliseconds + ms - Temporal.Instant.from(handle.now).epochMilliseconds)
  }, atMs)
  await page.waitForTimeout(900)
}

const wall = await screen('wall-gate-c5', 'wall')
for (const [kind, atMs] of [['poster', 5000], ['quiz', 4000], ['case', 9000], ['class', 7000], ['ticker', 4000]] as const) {
  await turnTo(wall, kind, atMs)
  await shoot(wall, `wall-${kind}`)
}
await turnTo(wall, 'quiz', 13_500)
await shoot(wall, 'wall-quiz-answer')
const led = await screen('wall-hall-1', 'led')
await turnTo(led, 'poster', 5000)
await shoot(led, 'led-poster')
const robot = await screen('robot-xiaoan-2', 'robot')
await turnTo(robot, 'poster', 3000)
await shoot(robot, 'robot')

const kiosk = await screen('kiosk-gate-c3', 'kiosk')
const press = (name: string) => kiosk.locator(`[data-button^="${name}"]`).first().click()
const at = async (name: string, ms = 900) => {
  await kiosk.locator(`[data-page^="${name}"]`).waitFor()
  await kiosk.waitForTimeout(ms)
}
/** Presses, and photographs the page that follows. */
async function visit(button: string, page: string, name: string, ms?: number): Promise<void> {
  await press(button)
  await at(page, ms)
  await shoot(kiosk, name)
}
/** Back to the menu, however deep. */
async function toMenu(): Promise<void> {
  while (await kiosk.locator('[data-page="menu"]').count() === 0) await press('home')
}
await turnTo(kiosk, 'poster', 5000)
await shoot(kiosk, 'kiosk-invite')
await visit('start', 'menu', 'kiosk-menu', 0)
await visit('quiz', 'quiz-0', 'kiosk-question')
await visit('option-0', 'answer-0', 'kiosk-answer')
await visit('paid', 'paid', 'kiosk-paid')
await press('help-paid')
await at('help-none')
await press('call')
await at('help-told')
for (const { id, state } of await controller.services.calls.list()) if (state === 'waiting') await controller.services.calls.accept(id, 'admin')
await at('help-coming')
await shoot(kiosk, 'kiosk-help')
await toMenu()
await press('lesson')
await press('lesson-')
await press('option')
await at('lesson-play')
await press('skip')
await kiosk.evaluate(() => window.__anxing?.shiftClock(4_000))
await kiosk.waitForTimeout(900)
await press('pause')
await shoot(kiosk, 'kiosk-lesson')
await toMenu()
await press('cases')
await press('case-')
await visit('next', 'case-1', 'kiosk-case')
await toMenu()
await press('simulation')
await visit('meet-sim-fake-service', 'run-', 'kiosk-simulation', 5_000)
await toMenu()
await press('board')
await press('players-3')
for (let i = 0; i < 60 && await kiosk.locator('[data-page^="board-ask"]').count() === 0; i += 1) await press('roll')
await at('board-ask')
await shoot(kiosk, 'kiosk-board')
await toMenu()
await press('ask')
await at('ask')
await kiosk.keyboard.type('yzm')
await shoot(kiosk, 'kiosk-ask')
await visit('answer-code', 'ask-answer', 'kiosk-ask-answer')
await toMenu()
await press('way')
await press('kind-gate')
await press('place-Gate C18')
await kiosk.locator('[data-map="3d"]').waitFor()
await kiosk.waitForTimeout(1500)
await shoot(kiosk, 'kiosk-way')
await toMenu()
await press('guide')
await visit('part-0', 'guide-0', 'kiosk-guide')
await toMenu()
await press('quiz')
for (let n = 0; n < 3; n += 1) {
  await at(`quiz-${n}`, 0)
  await press('option-0')
  await at(`answer-${n}`, 0)
  await press('next')
}
await kiosk.locator('[data-code]').waitFor()
await at('finish', 1500)
await shoot(kiosk, 'kiosk-finish')
await press('again')
await toMenu()
await press('language')
await press('elder')
await kiosk.waitForTimeout(900)
await shoot(kiosk, 'kiosk-menu-large')

const staffWall = await open(`/kiosk/?device=${controller.services.site.devices.find(({ role }) => role === 'staff_wall')?.id}`, 'wall')
await staffWall.locator('[data-wall-code]').waitFor()
await staffWall.waitForTimeout(1500)
await shoot(staffWall, 'wall-staff')
const met = await screen('robot-xiaoan-3', 'robot')
await met.mouse.click(640, 300)
await met.locator('[data-greeting]').waitFor()
await met.waitForTimeout(900)
await shoot(met, 'robot-greeting')
await met.close()
const resting = await screen('robot-xiaoan-4', 'robot')
await resting.evaluate(() => {
  const now = Temporal.Instant.from(window.__anxing?.now ?? '').toZonedDateTimeISO('Asia/Shanghai')
  window.__anxing?.shiftClock(now.add({ days: 1 }).with({ hour: 2 }).epochMilliseconds - now.epochMilliseconds)
})
await resting.waitForFunction(() => window.__anxing?.showing === 'rest')
await resting.waitForTimeout(1500)
await shoot(resting, 'robot-night')
await resting.close()

const desk = await open('/console/', 'console')
await desk.locator('input[type="password"]').waitFor()
await shoot(desk, 'console-sign-in')
await desk.locator('input').first().fill('admin')
await desk.locator('input[type="password"]').fill(PASSWORD)
await desk.keyboard.press('Enter')
await desk.locator('nav').first().waitFor()
await desk.waitForTimeout(1500)
// A robot whose clock is right takes orders; that one's has been turned on.
const spoken = await screen('robot-xiaoan-1', 'robot')
const line = controller.services.content.robotLines().find(({ id }) => id === 'r04')?.text ?? null
await desk.evaluate(async (text) => {
  await fetch('/api/devices/robot-xiaoan-1/command', { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ action: { do: 'hold', text, seconds: 60 } }) })
}, line)
await spoken.waitForFunction(() => window.__anxing?.showing === 'hold')
await spoken.waitForTimeout(1500)
await shoot(spoken, 'robot-speaking')
await spoken.close()
await desk.evaluate(async () => {
  await fetch('/api/alerts', { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({
    severity: 'orange', presentation: 'takeover', target: { zones: ['gates-c1-c8'] }, expiresInSeconds: 3600, template: 'a1', info: [
      { language: 'zh-CN', headline: '航班变动，|谨防假客服', description: '退改签只认航司官方 App、热线和柜台。不点短信链接，不给验证码。', instruction: '先问航司', event: 'ZZ5137 上海虹桥 · 航班取消' },
      { language: 'en', headline: 'Flight changes: |beware fake agents', description: 'Rebook only via the airline’s app, hotline or desk. No text links. No codes.', instruction: 'Ask the airline', event: 'ZZ5137 to Shanghai Hongqiao · cancelled' },
    ] }) })
})
await wall.waitForFunction(() => window.__anxing?.showing.startsWith('alert:'))
await robot.waitForFunction(() => window.__anxing?.showing.startsWith('alert:'))
await desk.waitForTimeout(1500)
await shoot(wall, 'wall-alert')
await shoot(robot, 'robot-alert')
await shoot(desk, 'console-overview')
const rooms: [name: string, address: string][] = [
  ['alerts', 'alerts'], ['alerts-new', 'alerts/new'], ['schedule', 'schedule?view=timeline'], ['content', 'content'], ['editor', 'content/item/p1-1'], ['review', 'review'], ['show', 'show'],
  ['engagement', 'engagement'], ['desk', 'desk'], ['people', 'people'], ['account', 'account'], ['audit', 'audit'], ['operations', 'operations'],
]
for (const [name, address] of rooms) {
  await desk.goto(`${controller.origin}/console/#/${address}`)
  await desk.waitForTimeout(1500)
  await shoot(desk, `console-${name}`)
}

await browser.close()
await controller.stop()
rmSync(data, { recursive: true, force: true })
process.exit(0)
