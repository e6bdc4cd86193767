import type { StaffView } from '../../protocol/api-people.ts'

/** Which password an account has at that moment (milliseconds): one that somebody else set runs out, and then another has to be set. */
export function passwordOf({ signsInBy, oneTimeUntil }: Pick<StaffView, 'signsInBy' | 'oneTimeUntil'>, nowMs: number): StaffView['signsInBy'] | 'over' {
  return oneTimeUntil !== null && Date.parse(oneTimeUntil) <= nowMs ? 'over' : signsInBy
}
