import type { DeviceRecord } from './venue.ts'

/** Millimetres of Chinese character height per metre of viewing distance: body, and headline or elder (domain rule). */
export const BODY_MM_PER_M = 9
export const HEADLINE_MM_PER_M = 12.2

/** The smallest sizes the faces set, in units of 1/1080 of the panel's short side; the tokens carry the same figures. */
export const READ_UNITS = 40
export const HEADLINE_UNITS = 110

export type Legibility = {
  /** One unit on this panel, millimetres. */
  unitMm: number
  body: { mm: number; neededMm: number }
  headline: { mm: number; neededMm: number }
  /** Farthest a reader may stand, metres, for the smallest text and for headlines. */
  bodyMetres: number
  headlineMetres: number
  readable: boolean
}

/** Whether the faces can be read on a panel from where its readers stand. Pitch and distance come from the site's plan. */
export function legibility(panel: DeviceRecord['panel']): Legibility {
  const unitMm = (Math.min(panel.widthPx, panel.heightPx) / 1080) * panel.pitchMm
  const body = { mm: unitMm * READ_UNITS, neededMm: BODY_MM_PER_M * panel.viewingMetres }
  const headline = { mm: unitMm * HEADLINE_UNITS, neededMm: HEADLINE_MM_PER_M * panel.viewingMetres }
  return {
    unitMm, body, headline, bodyMetres: body.mm / BODY_MM_PER_M, headlineMetres: headline.mm / HEADLINE_MM_PER_M,
    readable: body.mm >= body.neededMm && headline.mm >= headline.neededMm,
  }
}
