import { PDFDict, PDFDocument, PDFName, PDFString } from '@cantoo/pdf-lib'

/** Of A5 and the paper that is cut away around it. */
export const A5 = { width: 148, height: 210, bleed: 3 } as const
export const points = (millimetres: number): number => millimetres * 72 / 25.4

/**
 * What a print shop looks for: the page's edge, its bleed and where it is cut; the title; and under `marks` what it was made from,
 * as plain bytes. Chromium writes none of it.
 */
export async function finish(bytes: Uint8Array, title: string, marks: Record<string, string>): Promise<Uint8Array> {
  const pdf = await PDFDocument.load(bytes, { updateMetadata: false })
  const [width, height, bleed] = [points(A5.width + 2 * A5.bleed), points(A5.height + 2 * A5.bleed), points(A5.bleed)]
  for (const page of pdf.getPages()) {
    page.setMediaBox(0, 0, width, height)
    page.setCropBox(0, 0, width, height)
    page.setBleedBox(0, 0, width, height)
    page.setTrimBox(bleed, bleed, width - 2 * bleed, height - 2 * bleed)
    page.setArtBox(bleed, bleed, width - 2 * bleed, height - 2 * bleed)
  }
  pdf.setTitle(title, { showInWindowTitleBar: true })
  pdf.setProducer('Anxing')
  const info = pdf.context.lookup(pdf.context.trailerInfo.Info, PDFDict)
  for (const [key, value] of Object.entries(marks)) info.set(PDFName.of(key), PDFString.of(value))
  info.set(PDFName.of('Trapped'), PDFName.of('False'))
  return pdf.save({ useObjectStreams: false })
}
