import type { KitAnswer } from '../../../protocol/answer.ts'
import type { Moment, ZoneKind } from '../../../protocol/words.ts'

export type Around = { zoneKind: ZoneKind | null; moments: readonly Moment[] }

/** What is likely to be asked here and now, before anything is typed: what is meant for the moment and the place, then for any place; else as authors have put it. */
export function suggested(answers: readonly KitAnswer[], { zoneKind, moments }: Around, not: readonly string[], most: number): KitAnswer[] {
  const worth = (answer: KitAnswer): number => (zoneKind !== null && answer.zoneKinds.includes(zoneKind) ? 4 : answer.zoneKinds.length === 0 ? 2 : 0)
    + (answer.moments.some((moment) => moments.includes(moment)) ? 3 : 0)
  return answers.filter(({ id }) => !not.includes(id)).map((answer) => ({ answer, at: worth(answer) })).sort((a, b) => b.at - a.at).slice(0, most).map(({ answer }) => answer)
}
