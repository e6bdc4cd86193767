import subsetFont from 'subset-font'

/** The weights of the printed pages. On paper each is a font of its own: a variable one would reach the print shop as drawings of letters (Type 3). */
const WEIGHTS = [400, 640, 860] as const

/** Every face of a style sheet once for each weight, its file asked for at that weight. */
export const staticFaces = (css: string): string => css.replaceAll(/@font-face\s*\{[^}]*\}/g, (face) =>
  WEIGHTS.map((weight) => face.replace(/font-weight:[^;]*;/, `font-weight: ${weight};`).replace(/\.woff2/g, `.woff2?wght=${weight}`).replace('woff2-variations', 'truetype')).join('\n'))

/** A variable font at one weight, with the letters of `text` alone, as TrueType. */
export const pinned = (font: Buffer, text: string, weight: number): Promise<Buffer> => subsetFont(font, text, { targetFormat: 'truetype', variationAxes: { wght: weight } })
