import { readFile } from 'node:fs/promises'
import { extname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { chromium } from 'playwright'
import { CHROMIUM } from '../chromium.ts'
import { pinned, staticFaces } from './fonts.ts'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))
/** Answered from the project's own folder; nothing leaves the machine. */
const ORIGIN = 'http://guide.invalid'
const types: Record<string, string> = { '.css': 'text/css', '.woff2': 'font/woff2' }

/** Addresses of the style sheets: the fonts and tokens of all faces, then the pages' own. */
export const STYLES = ['/faces/fonts.css', '/faces/tokens.css', '/tools/guide/guide.css'] as const

/** `text`: what is printed, for the fonts hold no more. */
async function fileOf({ pathname, searchParams }: URL, text: string): Promise<{ body: Buffer; contentType: string }> {
  const body = await readFile(join(ROOT, pathname))
  const contentType = types[extname(pathname)] ?? 'application/octet-stream'
  // A bundler finds packages by their names; a browser by their place.
  if (contentType === 'text/css') return { contentType, body: Buffer.from(staticFaces(String(body)).replaceAll(/(['"])@fontsource/g, '$1/node_modules/@fontsource')) }
  const weight = searchParams.get('wght')
  return { contentType, body: weight === null ? body : await pinned(body, text, Number(weight)) }
}

/**
 * Every block has its words as large as it holds them, in few sizes, and Chinese broken between clauses where there are several: a size
 * that tears none of them comes before a larger one. Nothing may be cut: the answer names the parts that do not fit even so.
 */
function fitWords(): string[] {
  const sizes = [1.32, 1.16, 1, 0.94, 0.88, 0.82, 0.76]
  const holds = (box: Element): boolean => {
    const [fit, style] = [box.querySelector('.fit'), getComputedStyle(box)]
    const room = box.clientHeight - parseFloat(style.paddingTop) - parseFloat(style.paddingBottom)
    return fit !== null && fit.getBoundingClientRect().height <= room + 1 && fit.scrollWidth <= fit.clientWidth + 1
  }
  const tears = (box: Element): boolean => [...box.querySelectorAll('.clause:not(:only-child)')].some((clause) => clause.getClientRects()[0] !== undefined && clause.clientHeight > parseFloat(getComputedStyle(clause).lineHeight) * 1.5)
  const bursting: Element[] = []
  for (const block of document.querySelectorAll<HTMLElement>('.block')) {
    const box = block.querySelector('.words')
    const at = (size: number): boolean => { block.style.setProperty('--k', String(size)); return box !== null && holds(box) }
    if (box && !sizes.some((size) => at(size) && !tears(box)) && !sizes.some(at)) bursting.push(box)
  }
  return bursting.map((box) => box.querySelector('h2')?.textContent ?? '')
}

/**
 * Prints pages that bring their own size.
 * @throws Error naming the parts whose words do not fit their page.
 */
export async function printPages(html: string): Promise<Uint8Array> {
  // Names are written in capitals by the style sheet.
  const letters = [...new Set(html + html.toUpperCase())].join('')
  const browser = await chromium.launch({ executablePath: CHROMIUM, args: ['--no-sandbox'] })
  try {
    const page = await browser.newPage({ viewport: { width: 600, height: 840 } })
    await page.route('**/*', async (route) => {
      const address = new URL(route.request().url())
      await route.fulfill(address.pathname === '/' ? { body: html, contentType: 'text/html; charset=utf-8' } : await fileOf(address, letters))
    })
    await page.goto(`${ORIGIN}/`)
    await page.emulateMedia({ media: 'print' })
    await page.evaluate(() => document.fonts.ready)
    const over = await page.evaluate(fitWords)
    if (over.length > 0) throw new Error(`Too long for its page: ${over.join(', ')}. Shorten it, or spread it over two parts.`)
    return await page.pdf({ preferCSSPageSize: true, printBackground: true, tagged: true })
  } finally {
    await browser.close()
  }
}
