import { PDFDict, PDFDocument, PDFName, PDFRawStream, PDFString } from '@cantoo/pdf-lib'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { findPrint, printMarks, printName, SHIPPED_PRINT } from '../../controller/guide/print.ts'
import { readLibrary } from '../../playlists/read.ts'
import type { Guide } from '../../protocol/content.ts'
import { moves } from '../../protocol/words.ts'
import { spell } from '../../protocol/spell.ts'
import { guideHtml } from '../../tools/guide/html.ts'
import { sheetsOf } from '../../tools/guide/sheets.ts'

const { guide, phones } = readLibrary()
const bare = (text: string): string => text.replaceAll(/[\s\u00a0＿:：]/gu, '')

describe('the print file that comes with the guide', () => {
  const path = join(SHIPPED_PRINT, printName(guide))
  let pdf: PDFDocument
  beforeAll(async () => { pdf = await PDFDocument.load(readFileSync(path), { updateMetadata: false }) })

  it('is of these words and numbers, under this version: npm run guide', () => {
    expect(findPrint(guide, phones, [SHIPPED_PRINT])?.length).toBeLessThan(1_000_000)
    const info = pdf.context.lookup(pdf.context.trailerInfo.Info, PDFDict)
    for (const [key, mark] of Object.entries(printMarks(guide, phones))) expect(info.lookup(PDFName.of(key), PDFString).asString(), key).toBe(mark)
    expect(pdf.getTitle()).toBe(`${guide.title['zh-CN']} · ${guide.title['en']} · ${guide.version}`)
  })

  it('is none for other words, another number, or a number that has run out', () => {
    const other: Guide = { ...guide, sections: guide.sections.slice(1) }
    expect(findPrint(other, phones, [SHIPPED_PRINT])).toBeNull()
    expect(findPrint(guide, phones.map((phone) => (phone.id === '96110' ? { ...phone, number: '96111' } : phone)), [SHIPPED_PRINT])).toBeNull()
    expect(findPrint(guide, phones.filter(({ id }) => id !== '12308'), [SHIPPED_PRINT])).toBeNull()
    // What the guide does not name is none of its affair.
    expect(findPrint(guide, phones.filter(({ id }) => id !== '12381'), ['/nowhere', SHIPPED_PRINT])).not.toBeNull()
  })

  it('is A5 with 3 mm to cut away on every side, in sheets of four pages', () => {
    expect(pdf.getPageCount() % 4).toBe(0)
    const millimetres = (box: { x: number; y: number; width: number; height: number }) => [box.x, box.y, box.width, box.height].map((at) => Math.round(at * 25.4 / 72 * 100) / 100)
    for (const page of pdf.getPages()) {
      for (const box of [page.getMediaBox(), page.getBleedBox()]) expect(millimetres(box)).toEqual([0, 0, 154, 216])
      expect(millimetres(page.getTrimBox())).toEqual([3, 3, 148, 210])
      expect(page.getRotation().angle).toBe(0)
    }
  })

  it('brings all its letters along, as fonts and not as drawings', () => {
    const fonts = pdf.context.enumerateIndirectObjects().flatMap(([, object]) => (object instanceof PDFDict && object.get(PDFName.of('Type')) === PDFName.of('Font') ? [object] : []))
    const kinds = new Set(fonts.map((font) => String(font.get(PDFName.of('Subtype')))))
    expect(kinds).toEqual(new Set(['/Type0', '/CIDFontType2']))
    for (const font of fonts.filter((one) => one.has(PDFName.of('FontDescriptor')))) {
      expect(font.lookup(PDFName.of('FontDescriptor'), PDFDict).lookup(PDFName.of('FontFile2')), String(font.get(PDFName.of('BaseFont')))).toBeInstanceOf(PDFRawStream)
    }
  })

  it('says every point in both languages, the version on its cover and on every page', () => {
    const pages = pdf.getPages().map((page) => bare(page.extractContents().flatMap((asset) => (asset.kind === 'text' ? [asset.getText()] : [])).join('')))
    const all = pages.join('')
    for (const language of ['zh-CN', 'en']) {
      for (const { title, points } of guide.sections) for (const text of [title, ...points]) {
        // In the list of numbers the number stands before the words.
        const parts = text[language]?.includes('{tel:') ? (text[language] ?? '').split(/\{tel:[^}]*\}/) : [spell(text, language, phones)]
        for (const part of parts) expect(all).toContain(bare(part))
      }
    }
    for (const { number } of phones.filter(({ id }) => JSON.stringify(guide).includes(`{tel:${id}}`))) expect(all).toContain(bare(number))
    for (const page of pages.slice(0, -1)) expect(page).toMatch(new RegExp(`第${guide.version}版.*Version${guide.version}`))
  })
})

describe('the pages', () => {
  const part = (points: number, move?: (typeof moves)[number]): Guide['sections'][number] => ({ title: { 'zh-CN': '节', en: 'Part' }, points: Array.from({ length: points }, () => ({ 'zh-CN': '一', en: 'One' })), ...(move && { move }) })

  it('of any guide are sheets of four, every part on one of them, in order', () => {
    for (let parts = 1; parts <= 16; parts += 1) {
      for (const size of [1, 3, 6]) {
        const sections = Array.from({ length: parts }, (_, i) => ({ ...part(size), title: { 'zh-CN': `第 ${i}`, en: `${i}` } }))
        const sheets = sheetsOf({ sections }, moves)
        const order = sheets.flatMap((sheet) => ('blocks' in sheet ? sheet.blocks.flatMap((block) => block.parts.map(({ title }) => title['en'])) : []))
        expect(order).toEqual(sections.map(({ title }) => title['en']))
        expect(sheets.length % 4, `${parts} parts`).toBe(0)
        expect([sheets[0]?.kind, sheets.at(-1)?.kind]).toEqual(['cover', 'back'])
        expect(sheets.filter(({ kind }) => kind === 'notes').length).toBeLessThan(4)
      }
    }
  })

  it('keep neighbours under one character together, and what is urgent on the back', () => {
    const sheets = sheetsOf({ sections: [part(1, 'ask'), part(2, 'refuse'), part(3, 'refuse'), part(4, 'report'), part(6, 'answer')] }, moves)
    expect(sheets.map((sheet) => ('blocks' in sheet ? sheet.blocks.map(({ move, parts }) => `${move} ${parts.length}`) : sheet.kind))).toEqual(['cover', ['ask 1'], ['refuse 2'], ['report 1', 'answer 1']])
  })

  it('leave out a number that does not count, and keep the lines to be filled in', () => {
    const html = guideHtml(guide, phones.filter(({ id }) => id !== '12308'), [])
    expect(html).not.toContain('12308')
    expect(html).not.toContain('境外领事保护')
    expect(html.match(/class="blank"/g)).toHaveLength(2)
    expect(guideHtml({ ...guide, title: { 'zh-CN': '<b>', en: '&' } }, phones, [])).toContain('&#60;b&#62;')
  })
})
