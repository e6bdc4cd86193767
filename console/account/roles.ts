import { staffRoles } from '../../protocol/rights.ts'
import type { Strings } from '../strings/index.ts'

/** A role in the reader's words; one that is not known stays as it is. */
export function roleName(t: Strings, role: string): string {
  const known = staffRoles.find((one) => one === role)
  return known ? t.frame.roles[known] : role
}
