import type { AddressInfo } from 'node:net'
import { createServer } from 'vite'
import { launchChromium } from '../support/chromium.ts'
import type { Page } from 'playwright'

export type Shape = { name: string; width: number; height: number }

export const shapes: Shape[] = [
  { name: 'landscape', width: 1920, height: 1080 },
  { name: 'portrait', width: 1080, height: 1920 },
  { name: 'robot', width: 1280, height: 800 },
  { name: 'ribbon', width: 3840, height: 1080 },
]

export type Gallery = {
  page: Page
  /** Sets the picture and waits for it to be drawn. */
  show(query: string): Promise<void>
  /** Sets one picture after another, laid out in its own letters but not waited for to be drawn, and says what is wrong with each. */
  faultsOf(queries: readonly string[]): Promise<string[]>
  close(): Promise<void>
}

/** The gallery served by Vite on a free port and opened in Chromium. */
export async function openGallery(): Promise<Gallery> {
  const server = await createServer({ configFile: new URL('../../faces/gallery/vite.config.ts', import.meta.url).pathname, server: { port: 0 }, logLevel: 'error' })
  await server.listen()
  const { port } = server.httpServer?.address() as AddressInfo
  const browser = await launchChromium({ args: ['--disable-dev-shm-usage'] })
  const context = await browser.newContext({ viewport: { width: 1920, height: 1080 } })
  const page = await context.newPage()
  await page.goto(`http://127.0.0.1:${port}/#face=standby`)
  await page.waitForSelector('html[data-ready]', { timeout: 60_000 })
  return {
    page,
    async show(query) {
      await page.evaluate(async (hash) => {
        location.hash = hash
        await new Promise<void>((done) => { requestAnimationFrame(() => { requestAnimationFrame(() => { done() }) }) })
        await document.fonts.ready
      }, query)
    },
    async faultsOf(queries) {
      return page.evaluate(async ({ source, asked }) => {
        const find = new Function(`return ${source}`)() as typeof faults
        const wrong: string[] = []
        for (const query of asked) {
          if (location.hash !== `#${query}`) {
            // What listened before this has heard of it by then; what it changes is there one task later.
            const changed = new Promise<void>((done) => { addEventListener('hashchange', () => { setTimeout(done) }, { once: true }) })
            location.hash = query
            await changed
          }
          // Letters are asked for when something is laid out in them.
          document.body.getBoundingClientRect()
          await document.fonts.ready
          wrong.push(...find({ read: 40, headline: 110 }).map((f) => `${query}: ${f.what}: ${f.text}`))
        }
        return wrong
      }, { source: faults.toString(), asked: queries })
    },
    async close() { await browser.close(); await server.close() },
  }
}

export type Fault = { what: string; text: string }

/**
 * Runs in the page: what is wrong with the picture as a reader would meet it. Every line of text must lie inside the window
 * and be the topmost thing where it stands; sizes are checked in units (1/1080 of the short side); Chinese lines must not
 * start with a closing mark nor hold one character alone. An opening mark may hang into the margin.
 */
export function faults(limits: { read: number; headline: number }): Fault[] {
  const found: Fault[] = []
  const unit = Math.min(innerWidth, innerHeight) / 1080
  const lower = limits.read * unit - 0.1
  for (const block of document.querySelectorAll<HTMLElement>('p, h1, time, b, .phone, .number')) {
    const text = (block.textContent ?? '').trim()
    if (text === '' || block.closest('[aria-hidden], [inert]') || block.checkVisibility({ opacityProperty: true }) === false) continue
    const size = Number.parseFloat(getComputedStyle(block).fontSize)
    if (size < lower) found.push({ what: `${(size / unit).toFixed(1)} units high`, text })
    const headline = block.closest('[data-kind="poster"] .headline')
    if (headline && block.classList.contains('first') && size < limits.headline * unit - 0.1) found.push({ what: `headline ${(size / unit).toFixed(1)} units`, text })
    const lines = new Map<number, { text: string; rects: DOMRect[] }>()
    const walker = document.createTreeWalker(block, NodeFilter.SHOW_TEXT)
    const range = document.createRange()
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const characters = node.textContent ?? ''
      for (let i = 0; i < characters.length; i++) {
        range.setStart(node, i)
        range.setEnd(node, i + 1)
        const rect = range.getBoundingClientRect()
        if (rect.width === 0 || (characters[i] ?? '').trim() === '') continue
        const key = [...lines.keys()].find((k) => Math.abs(k - rect.bottom) < rect.height / 2) ?? rect.bottom
        const line = lines.get(key) ?? { text: '', rects: [] }
        line.text += characters[i]
        line.rects.push(rect)
        lines.set(key, line)
      }
    }
    const chinese = block.querySelector('[lang|=zh]') !== null
    for (const line of lines.values()) {
      for (const rect of [/^[“‘「『（《【]/u.test(line.text) ? line.rects[1] : line.rects[0], line.rects.at(-1)]) {
        if (!rect) continue
        const [x, y] = [rect.x + rect.width / 2, rect.y + rect.height / 2]
        if (rect.left < -0.5 || rect.right > innerWidth + 0.5 || y - size * 0.4 < 0 || y + size * 0.42 > innerHeight) { found.push({ what: 'outside', text: line.text }); break }
        const covered = [y - size * 0.34, y, y + size * 0.36].some((at) => { const top = document.elementFromPoint(x, at); return !(top && (block.contains(top) || top.contains(block))) })
        if (covered) { found.push({ what: 'covered', text: line.text }); break }
      }
      if (!chinese) continue
      if (/^[，。、；：？！）】》」』”’…]/u.test(line.text)) found.push({ what: 'starts with a closing mark', text: line.text })
      if (lines.size > 1 && line.text.replace(/[\p{P}\s]/gu, '').length === 1) found.push({ what: 'one character alone', text: line.text })
    }
  }
  return found
}
