import type { Page } from 'playwright'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readLibrary } from '../../playlists/read.ts'
import type { Class, Video } from '../../protocol/content.ts'
import { spell } from '../../protocol/spell.ts'
import { axeFindings } from '../support/axe.ts'
import { openKioskHouse, ready, shiftClock, type KioskHouse } from '../support/chromium.ts'
import { calmWebm } from '../support/clips.ts'
import { touchFaults } from '../support/touch-faults.ts'
import { until } from '../support/until.ts'
import { uploaded } from '../support/uploads.ts'

const KIOSK = 'kiosk-gate-c12'
const library = readLibrary()
const classes = library.items.filter((item): item is Class => item.kind === 'class' && item.pairs !== undefined)
const text = (zh: string, en: string) => ({ 'zh-CN': zh, en })
let house: KioskHouse
let page: Page

beforeAll(async () => {
  house = await openKioskHouse()
  const { client } = house.controller
  const { sha256, type, bytes } = await uploaded(calmWebm(9, '640x360'), { origin: house.controller.origin, client, name: 'ask.webm', type: 'video/webm' })
  const film: Video = {
    id: 'film-ask', kind: 'video', scam: 'flight_refund', move: 'ask', seconds: 9, headline: text('民警讲课，|先问航司', 'An officer explains'), zoneKinds: [], moments: [], audiences: ['everyone'], phones: [],
    media: { sha256, type, bytes }, captions: [], cues: [{ from: 0, until: 4, text: text('接到改签短信，先别点', 'A rebooking text? Don’t tap') }, { from: 5, until: 9, text: text('打开航司 App 自己查', 'Open the airline’s app') }],
    action: text('先问航司', 'Ask the airline first'), pairs: [['l1a', 'l1b'], ['l1c', 'l1d']],
  }
  await house.controller.services.content.publish([{ kind: 'item', id: film.id, body: film, version: 1 }])
  page = await house.screen(KIOSK, { hasTouch: true })
  await ready(page)
  await page.waitForFunction(() => window.__anxing?.speech !== null && window.__anxing !== undefined)
}, 120_000)
afterAll(async () => {
  const complaints = house.complaints()
  await house.close()
  expect(complaints).toEqual([])
})

const button = (name: string) => page.locator(`[data-button^="${name}"]`).first()
const press = (name: string) => button(name).tap()
const at = (name: string) => page.locator(`[data-page^="${name}"]`).waitFor()
const attract = () => page.locator('[data-session="attract"] [data-button="start"]').waitFor()
const part = (n: number) => page.locator(`[data-part="${n}"]`).waitFor()
const caption = async () => (await page.locator('.caption .first').innerText()).replace(/\s/g, '')
/** What the last session told, in order. */
function told(): Record<string, unknown>[] {
  const all = house.events(KIOSK).filter((e) => e.kind === 'engagement').map((e) => e.body)
  return all.slice(all.findLastIndex(({ action }) => action === 'session_start'))
}
const said = () => told().map(({ action, value }) => `${String(action)} ${String(value ?? '')}`.trim())
const begin = async (mode: 'zh' | 'en' | 'elder') => {
  await press('start')
  await at('menu')
  if (mode === 'en') await press('language')
  if (mode === 'elder') await press('elder')
  await press('lesson')
  await at('lessons')
}
const end = async () => {
  await press('home')
  await at('lessons')
  await press('home')
  await at('menu')
  await press('home')
  await at('finish')
  await press('leave')
  await attract()
}
/** From the list to the running class. */
const play = async (id: string) => {
  await press(`lesson-${id}`)
  await at('quiz-0')
  await press('option')
  await at('lesson-play')
}

describe.each([['zh', 1080, 1920], ['en', 1280, 800]] as const)('in %s at %d x %d', (mode, width, height) => {
  const language = mode === 'en' ? 'en' : 'zh-CN'
  it('every class goes from a question over all its scenes to a question and its move', async () => {
    await page.setViewportSize({ width, height })
    await begin(mode)
    for (const { id, scenes, action } of classes) {
      await press(`lesson-${id}`)
      await at('quiz-0')
      await press('option')
      await at('lesson-play')
      for (const [i, scene] of scenes.entries()) {
        await part(i)
        expect(await caption()).toBe(spell(scene.text, language, library.phones).replace(/\s/g, ''))
        const last = i === scenes.length - 1
        if (last) expect(await page.locator('[data-scene]').count(), id).toBe(0)
        else await page.locator(`[data-scene="${scene.scene}"]`).waitFor()
        // The character belongs to the rule.
        expect(await page.locator('main svg[aria-label]').count()).toBe(last ? 1 : 0)
        if (!last) await shiftClock(page, scene.seconds * 1000)
      }
      await shiftClock(page, 6_000)
      await at('lesson-end')
      await press('next')
      await at('quiz-0')
      await press('option')
      await at('answer-0')
      await press('next')
      await at('finish')
      expect((await page.locator('main h1').innerText()).replace(/\s/g, '')).toBe(spell(action, language, library.phones).replace(/\s/g, ''))
      if (id === 'p5-5') break
      // On to the next by way of the exercise that the last page offers.
      await press('again')
      await at('quiz-0')
      await press('home')
      await at('menu')
      await press('lesson')
      await at('lessons')
    }
    await press('leave')
    await attract()
  })
})

it('tells how far a class was seen, and what was answered before and after it', async () => {
  await page.setViewportSize({ width: 1080, height: 1920 })
  await begin('zh')
  await until(() => expect(said()).toEqual(['session_start zh-CN', 'page lesson']))
  await play('p4-5')
  const scenes = classes.find(({ id }) => id === 'p4-5')?.scenes ?? []
  for (const [i, { seconds }] of scenes.entries()) {
    await until(() => expect(said()).toContain(`step ${i + 1}`))
    await shiftClock(page, seconds * 1000)
  }
  await at('lesson-end')
  await press('next')
  await press('option')
  await press('next')
  await at('finish')
  await press('leave')
  await attract()
  await until(() => expect(said()).toEqual([
    'session_start zh-CN', 'page lesson', 'answer before', ...scenes.map((_, i) => `step ${i + 1}`), 'answer after', 'finish lesson', 'leave finish',
  ]))
  const asked = told().filter(({ action }) => action === 'answer')
  expect([['l4a', 'l4b'], ['l4c', 'l4d']]).toContainEqual(asked.map(({ item }) => item).sort())
  expect(asked[0]?.['genuine']).toBe(asked[1]?.['genuine'])
})

it('stands still while it is paused, goes back and on, and asks for nobody while it plays', async () => {
  await begin('zh')
  await play('p2-5')
  await part(0)
  await press('pause')
  await shiftClock(page, 30_000)
  await page.locator('[data-part="0"][data-running="false"]').waitFor()
  await shiftClock(page, 11_000)
  const asks = page.getByRole('alertdialog')
  await asks.waitFor()
  await press('continue')
  await asks.waitFor({ state: 'detached' })
  await press('play')
  await page.locator('[data-part="0"][data-running="true"]').waitFor()
  await press('skip')
  await part(1)
  await press('rewind')
  await part(0)
  await press('skip')
  await part(1)
  // Waits under another page.
  await press('paid')
  await at('paid')
  await shiftClock(page, 30_000)
  await press('back')
  await page.locator('[data-part="1"][data-running="false"]').waitFor()
  await press('play')
  for (const n of [2, 3, 4, 5]) {
    await shiftClock(page, 8_000)
    await part(n)
    expect(await asks.count()).toBe(0)
  }
  await shiftClock(page, 30_000)
  await at('lesson-end')
  expect(await asks.count()).toBe(0)
  await press('play')
  await part(0)
  await end()
})

it('moves where motion is welcome, by the class\'s own time: the same moment is the same drawing', async () => {
  await page.emulateMedia({ reducedMotion: 'no-preference' })
  await begin('zh')
  await play('p2-5')
  await press('skip')
  await part(1)
  const digits = () => page.locator('[data-scene="share"] text').evaluateAll((all) => all.filter((one) => Number(one.getAttribute('opacity')) > 0.5).length)
  await press('pause')
  const early = await digits()
  expect(early).toBeLessThan(12)
  const drawn = await page.locator('[data-scene] svg').innerHTML()
  await shiftClock(page, 5_000)
  expect(await page.locator('[data-scene] svg').innerHTML()).toBe(drawn)
  await press('play')
  await shiftClock(page, 4_500)
  await until(async () => expect(await digits()).toBe(12))
  await page.emulateMedia({ reducedMotion: 'reduce' })
  await end()
})

it('is played with the keyboard alone, and read aloud until that is not wanted', async () => {
  const key = (name: string) => page.keyboard.press(name)
  const focused = () => page.evaluate(() => document.activeElement?.getAttribute('data-button') ?? '')
  const tabTo = async (name: RegExp) => {
    for (let i = 0; i < 12 && !name.test(await focused()); i++) await key('Tab')
    expect(await focused()).toMatch(name)
  }
  await page.locator('[data-button="start"]').focus()
  await key('Enter')
  await at('menu')
  await tabTo(/^lesson$/)
  await key('Enter')
  await at('lessons')
  await tabTo(/^lesson-p5-5$/)
  await key('Enter')
  await at('quiz-0')
  await tabTo(/^option-/)
  await key('Enter')
  await at('lesson-play')
  const says = (wanted: boolean) => page.waitForFunction((yes) => (document.querySelector('[data-saying="passenger"]') !== null) === yes, wanted)
  await says(true)
  const line = await page.locator('[data-saying]').getAttribute('data-line')
  expect(line?.replace(/\s/g, '')).toBe(await caption())
  await tabTo(/^pause$/)
  await key('Space')
  await page.locator('[data-running="false"]').waitFor()
  await says(false)
  await key('Space')
  await says(true)
  await tabTo(/^skip$/)
  await key('Enter')
  await part(1)
  await tabTo(/^mute$/)
  await key('Enter')
  await says(false)
  await tabTo(/^skip$/)
  for (let i = 0; i < 5; i++) await key('Enter')
  await at('lesson-end')
  await tabTo(/^next$/)
  await key('Enter')
  await at('quiz-0')
  await tabTo(/^option-/)
  await key('Space')
  await at('answer-0')
  await tabTo(/^next$/)
  await key('Enter')
  await at('finish')
  await press('leave')
  await attract()
})

it('plays a recorded film the same way: paused with the class, its captions by their times, its move at the end', async () => {
  await begin('zh')
  await play('film-ask')
  const film = () => page.locator('video').evaluate((v) => ({ seconds: (v as HTMLVideoElement).currentTime, paused: (v as HTMLVideoElement).paused, ready: (v as HTMLVideoElement).readyState }))
  await until(async () => expect(await film()).toMatchObject({ paused: false, ready: 4 }))
  expect(await caption()).toBe('接到改签短信，先别点')
  expect((await touchFaults(page, 44)).concat(await axeFindings(page))).toEqual([])
  await press('pause')
  await until(async () => expect((await film()).paused).toBe(true))
  await press('skip')
  await part(1)
  await until(async () => expect((await film()).seconds).toBeCloseTo(5, 1))
  expect(await caption()).toBe('打开航司App自己查')
  await press('play')
  await until(async () => expect((await film()).paused).toBe(false))
  await shiftClock(page, 5_000)
  await at('lesson-end')
  expect(await caption()).toBe('先问航司')
  await press('next')
  await press('option')
  await press('next')
  await at('finish')
  await press('leave')
  await attract()
})
