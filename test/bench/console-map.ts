import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from 'playwright'
import { ROBOTS, SCREENS, writeLargeSite } from '../support/large-site.ts'
import { busyClock } from './busy-clock.ts'
import { openBenchConsole } from './console-house.ts'
import { median, percentile, round, type Figure } from './figure.ts'

const ROUNDS = 24
const CHANGED = 100
const LIMIT_MS = 100

type Times = { answer: number[]; busy: number }

/** From an input until the task after the frame that answers it, `count` times. */
async function measure(page: Page, act: string, count: number): Promise<Times> {
  const clock = await busyClock(page)
  const before = await clock()
  const answer = await page.evaluate(async ({ source, rounds }) => {
    const step = new Function('i', source) as (i: number) => void
    const times: number[] = []
    const after = () => new Promise<number>((resolve) => {
      requestAnimationFrame(() => { const channel = new MessageChannel(); channel.port1.onmessage = () => resolve(performance.now()); channel.port2.postMessage(null) })
    })
    await after()
    for (let i = 0; i < rounds; i += 1) {
      const begun = performance.now()
      step(i)
      times.push((await after()) - begun)
      await after()
    }
    return times
  }, { source: act, rounds: count })
  return { answer, busy: ((await clock()) - before) / count }
}

const said = ({ answer }: Times) => `p50 ${round(median(answer))}, p95 ${round(percentile(answer, 0.95))}, longest ${round(Math.max(...answer))} ms`

/** The console's map with a thousand screens and fifty robots in a real Chromium that draws in software: how soon it answers. */
export async function benchConsoleMap(): Promise<Figure[]> {
  const folder = await mkdtemp(join(tmpdir(), 'anxing-bench-map-'))
  writeLargeSite(join(folder, 'site'))
  const house = await openBenchConsole(join(folder, 'site'))
  try {
    const page = await house.page({ width: 1440, height: 900 })
    await page.waitForFunction((all) => window.__anxingMap?.inspect().devices === all, SCREENS + ROBOTS)
    await page.evaluate(() => document.fonts.ready.then(() => true))
    const key = (name: string, modifier = '') => `document.querySelector('[data-map]').dispatchEvent(new KeyboardEvent('keydown', { key: ${name}, bubbles: true, ${modifier} }))`
    const calls = await page.evaluate(() => window.__anxingMap?.inspect().calls ?? NaN)

    const select = await measure(page, key('i % 2 ? "ArrowRight" : "ArrowDown"'), ROUNDS)
    const orbit = await measure(page, key('i % 2 ? "ArrowRight" : "ArrowLeft"', 'shiftKey: true'), ROUNDS)
    const level = await measure(page, key('"PageUp"'), ROUNDS)
    // A hundred screens change at once, as the controller's answer would say: the page's own list is put anew.
    const clock = await busyClock(page)
    const before = await clock()
    const changes = await house.statusChanges(page, CHANGED, ROUNDS)
    const status: Times = { answer: changes, busy: ((await clock()) - before) / ROUNDS }
    await page.locator('input[value=list]').check()
    await page.locator('tr[data-device]').first().waitFor()
    const filter = await measure(page, `const field = document.querySelector('[data-search]'); field.value = ['gate', 'gate c', 'taxi', 'screen-7', 'hall'][i % 5]; field.dispatchEvent(new InputEvent('input', { bubbles: true }))`, ROUNDS)

    // The least that any page needs: one line of text is changed.
    const empty = await house.emptyPage()
    const base = await measure(empty, 'document.body.textContent = String(i)', ROUNDS)
    const baseline = median(base.answer)

    const rows: [string, Times][] = [['choose the next screen', select], ['turn a step', orbit], ['change the level', level], [`${CHANGED} screens change state`, status], ['filter the list', filter]]
    const how = `${SCREENS} screens and ${ROBOTS} robots in the demo airport, 1440 × 900, Chromium with ${house.software ? 'SwiftShader, so drawing is the processor\'s too' : 'a graphics card'}; from the input to the task after the next frame, ${ROUNDS} times; the ratio is to changing one line of text on an empty page (median ${round(baseline, 1)} ms)`
    return [
      { what: 'Console map, draw calls', target: 'at most 20', measured: String(calls), ok: calls <= 20, how: '`renderer.info.render.calls` of a frame with all levels, screens and robots; also a test (`test/browser/map.test.ts`)' },
      ...rows.map(([what, times]): Figure => ({
        what: `Console map, ${what}`, target: `p95 at most ${LIMIT_MS} ms`,
        measured: `${said(times)} (${round(median(times.answer) / baseline, 1)} × an empty page; main thread ${round(times.busy)} ms of processor time each, an empty page ${round(base.busy, 1)} ms)`,
        ok: percentile(times.answer, 0.95) <= LIMIT_MS, how,
      })),
    ]
  } finally {
    await house.close()
    await rm(folder, { recursive: true, force: true })
  }
}
