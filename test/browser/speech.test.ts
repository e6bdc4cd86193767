import type { Page } from 'playwright'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { whenCalled } from '../../protocol/hosting.ts'
import { SPEAKER_GRID_MS } from '../../protocol/show-audio.ts'
import { lineOf } from '../../protocol/speech.ts'
import { openKioskHouse, shiftClock, type KioskHouse } from '../support/chromium.ts'

const [ROBOT, KIOSK] = ['robot-xiaoan-1', 'kiosk-hall-1']
/** Ten in the morning at the airport, whenever the test runs: the first stretch in which it is the robot's turn in its zone. */
const morning = Temporal.Instant.from('2026-11-25T02:00:00Z').epochMilliseconds
const robotsTurn = Math.ceil(morning / SPEAKER_GRID_MS / 2) * 2 * SPEAKER_GRID_MS
const started = Temporal.Now.instant().epochMilliseconds
const clock = { now: () => Temporal.Instant.fromEpochMilliseconds(robotsTurn + 15_000 + Temporal.Now.instant().epochMilliseconds - started) }

let house: KioskHouse
beforeAll(async () => {
  // As deploy/kiosk starts it: a screen speaks without having been touched.
  house = await openKioskHouse({ clock, args: ['--autoplay-policy=no-user-gesture-required'] })
})
afterAll(async () => {
  const complaints = house.complaints()
  await house.close()
  expect(complaints).toEqual([])
})

const saying = (page: Page) => page.locator('[data-saying]').first()
const says = (page: Page, by: string) => page.waitForFunction((who) => document.querySelector(`[data-saying="${who}"]`)?.getAttribute('data-line'), by).then((line) => line.jsonValue())
const silent = (page: Page) => page.waitForFunction(() => !document.querySelector('[data-saying]'))
/** Within the next items the programme begins to speak, where it may at all. */
async function untilNextItem(page: Page): Promise<void> {
  const left = await page.evaluate(() => {
    const until = window.__anxing?.view?.main.until
    return until ? until.epochMilliseconds - Temporal.Instant.from(window.__anxing?.now ?? '').epochMilliseconds : 0
  })
  await shiftClock(page, Math.max(0, left))
}
const command = (action: object) => house.controller.client.ask('POST', `/api/devices/${ROBOT}/command`, { action })

it('a robot says its item in both languages with its mouth and its caption, an operator\'s line, and nothing during a public address', async () => {
  const page = await house.screen(ROBOT, { viewport: { width: 1280, height: 800 }, reducedMotion: 'no-preference' })
  await page.waitForFunction(() => window.__anxing?.state.online === true)
  await page.waitForFunction(() => window.__anxing?.speech !== null && window.__anxing !== undefined)
  // How far its mouth opens while it says its item, watched from before the first word: on a slow machine a line is over within few frames.
  await page.evaluate(() => {
    const seen = { least: Infinity, most: 0 }
    Reflect.set(window, 'mouth', seen)
    const each = (): void => {
      if (document.querySelector('[data-saying="programme"]')) {
        const height = [...document.querySelectorAll('[data-mood] path')].at(-1)?.getBoundingClientRect().height
        if (height !== undefined) [seen.least, seen.most] = [Math.min(seen.least, height), Math.max(seen.most, height)]
      }
      requestAnimationFrame(each)
    }
    each()
  })
  await untilNextItem(page)
  const first = await says(page, 'programme')
  const item = await page.evaluate(() => { const main = window.__anxing?.view?.main; return main?.kind === 'item' ? main.item.headline : null })
  expect(first).toBe(item?.['zh-CN'].replaceAll('|', ''))
  // The face says what is heard: its mood, its caption, and a mouth that opens and shuts.
  expect(await page.locator('[data-mood]').getAttribute('data-mood')).toBe('speaking')
  expect((await page.locator('.caption .first').innerText()).replace(/\s/g, '')).toBe(String(first).replace(/\s/g, ''))
  await page.waitForFunction(() => {
    const { least, most } = Reflect.get(window, 'mouth') as { least: number; most: number }
    return most - least > 6
  })
  await page.waitForFunction((line) => document.querySelector('[data-saying="programme"]')?.getAttribute('data-line') === line, item?.en.replaceAll('|', '').replace(/\s+/g, ' ').trim())

  // A public address: silent at once, and an operator's words are shown and not said.
  await house.controller.client.ask('PUT', `/api/devices/${ROBOT}`, { publicAddress: true })
  await silent(page)
  const [line] = house.controller.services.content.robotLines()
  if (!line) throw new Error('no line')
  expect((await command({ do: 'say', text: line.text })).status).toBe(202)
  await page.locator('.caption', { hasText: line.text['zh-CN'].slice(0, 4) }).waitFor()
  expect(await saying(page).count()).toBe(0)

  await house.controller.client.ask('PUT', `/api/devices/${ROBOT}`, { publicAddress: false })
  await page.waitForFunction(() => window.__anxing?.reasons.every((code) => code !== 'audio/public-address'))
  await command({ do: 'say', text: line.text })
  expect(await says(page, 'operator')).toBe(line.text['zh-CN'])
  // Words without a clip move the mouth alone; what was being said gives way to them.
  await command({ do: 'say', text: { 'zh-CN': '请看这边。', en: 'Look here.' } })
  await page.waitForFunction(() => document.querySelector('[data-saying="operator"]')?.getAttribute('data-line') === '请看这边。')
  await silent(page)
  await page.context().close()
})

it('a check-in point in its turn speaks, falls silent when somebody touches it, and reads to them what they ask for', async () => {
  const page = await house.screen(KIOSK, { hasTouch: true })
  await page.waitForFunction(() => window.__anxing?.state.online === true && window.__anxing.speech !== null)
  await shiftClock(page, SPEAKER_GRID_MS)
  await untilNextItem(page)
  await says(page, 'programme')
  await page.locator('[data-session="attract"] [data-button="start"]').tap()
  await silent(page)
  const press = (name: string) => page.locator(`[data-button^="${name}"]`).first().tap()
  await press('quiz')
  await press('option')
  await press('aloud')
  const asked = await says(page, 'passenger')
  expect((await page.locator('blockquote .first').innerText()).replace(/\s/g, '')).toBe(asked?.replace(/\s/g, ''))
  expect(await page.locator('[data-button="aloud"]').getAttribute('aria-pressed')).toBe('true')
  await press('aloud')
  await silent(page)
  await press('aloud')
  await says(page, 'passenger')
  // Whoever goes on has heard enough.
  await press('next')
  await silent(page)

  // So is an answer, and a part of the guide.
  const start = async (room: string) => {
    await shiftClock(page, 61_000)
    if (await page.locator('[data-session="on"]').count() > 0) await shiftClock(page, 13_000)
    await page.locator('[data-session="attract"] [data-button="start"]').tap()
    await press(room)
  }
  const reads = async (words: string) => {
    await press('aloud')
    expect((await says(page, 'passenger'))?.replace(/\s/g, '')).toBe((await page.locator(words).first().innerText()).replace(/\s/g, ''))
  }
  await start('ask')
  await press('answer-')
  await page.locator('[data-page="ask-answer"]').waitFor()
  await reads('h1')
  await press('yes')
  await silent(page)
  await start('guide')
  await press('part-0')
  await page.locator('[data-page="guide-0"]').waitFor()
  await reads('h1')
  await press('next')
  await silent(page)
  await reads('[data-page="guide-1"] h1')

  // Whoever has called somebody and listens hears every news of it; whoever has silenced it hears none.
  await start('help')
  await reads('[data-page="help-none"] h1')
  await press('call')
  const hears = (stands: keyof typeof whenCalled) => page.waitForFunction((line) => document.querySelector('[data-saying="passenger"]')?.getAttribute('data-line') === line, lineOf(whenCalled[stands].head, 'zh-CN').text)
  await hears('told')
  const { calls } = house.controller.services
  const call = (await calls.list()).find(({ state }) => state === 'waiting')
  await calls.accept(call?.id ?? '', 'lin')
  await hears('coming')
  await press('aloud')
  await silent(page)
  await calls.done(call?.id ?? '')
  await page.locator('[data-page="help-done"]').waitFor()
  expect(await saying(page).count()).toBe(0)
  await page.context().close()
})
