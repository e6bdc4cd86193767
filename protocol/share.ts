/** How many of the contacts that people judge are genuine: with under a fifth they learn to suspect everything. docs/decisions/0025. */
export const LEAST_GENUINE = 0.2
/** So many scams may stand beside one genuine contact. */
const SCAMS_EACH = Math.round(1 / LEAST_GENUINE) - 1

/** Whether too few of a set are genuine. Nothing at all is no set. */
export const fewGenuine = (genuine: number, all: number): boolean => all > 0 && genuine / all < LEAST_GENUINE

/** The list without as many scams, the last ones, as would leave under a fifth genuine; where nothing is genuine, nothing. */
export function balanced<T>(list: readonly T[], isGenuine: (one: T) => boolean): T[] {
  const most = list.filter(isGenuine).length * SCAMS_EACH
  let scams = 0
  return list.filter((one) => isGenuine(one) || (scams += 1) <= most)
}
