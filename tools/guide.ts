/**
 * Prints the boarding guide for the print shop: A5 with bleed, both languages, the version that screens show. Without options the guide
 * that comes with the product, into playlists/print/. `--data FOLDER`: the guide that a site has published, into the folder's `print/`,
 * where its controller finds it; the same settings as the controller's (ANXING_DATABASE_URL, ANXING_DEMO) say where else to read.
 */
import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { printMarks, printName, SHIPPED_PRINT } from '../controller/guide/print.ts'
import { publishedGuide } from '../controller/guide/published.ts'
import { readLibrary } from '../playlists/read.ts'
import { pickText } from '../protocol/basics.ts'
import { goodPhones, type Guide, type Phone } from '../protocol/content.ts'
import { CHROMIUM } from './chromium.ts'
import { printPages, STYLES } from './guide/chromium.ts'
import { guideHtml } from './guide/html.ts'
import { finish } from './guide/pdf.ts'

const { values: { data } } = parseArgs({ options: { data: { type: 'string' } } })

function fail(message: string): never {
  console.error(message)
  process.exit(1)
}

async function source(): Promise<{ guide: Guide; phones: readonly Phone[]; folder: string; today: string }> {
  if (data === undefined) {
    const { guide, phones } = readLibrary()
    return { guide, phones, folder: SHIPPED_PRINT, today: Temporal.Now.plainDateISO('Asia/Shanghai').toString() }
  }
  const found = await publishedGuide(data)
  return found.ok ? { ...found.value, folder: join(data, 'print') } : fail(found.error.message)
}

if (!existsSync(CHROMIUM)) fail(`Chromium prints the pages, and it is not at ${CHROMIUM}: apt-get install chromium`)
const { guide, phones, folder, today } = await source()
const good = goodPhones(phones, today)
const printed = await printPages(guideHtml(guide, good, STYLES))
const file = await finish(printed, `${pickText(guide.title, 'zh-CN')} · ${pickText(guide.title, 'en')} · ${guide.version}`, printMarks(guide, good))
const path = join(folder, printName(guide))
mkdirSync(folder, { recursive: true })
writeFileSync(path, file)
console.log(`${path}: version ${guide.version}, ${Math.round(file.length / 1024)} KiB.`)
