import type { OrganisationView, StaffView } from '../../protocol/api-people.ts'
import { needsSecondStep } from '../../protocol/rights.ts'

/** Accounts that fit what is typed, those in use first, then by name. */
export function findPeople(people: readonly StaffView[], organisations: readonly OrganisationView[], typed: string): StaffView[] {
  const wanted = typed.trim().toLowerCase()
  const names = new Map(organisations.map(({ id, name }) => [id, `${name['zh-CN']} ${name.en}`]))
  const fits = (person: StaffView) => [person.user, person.name, person.email ?? '', names.get(person.organisation ?? '') ?? ''].some((text) => text.toLowerCase().includes(wanted))
  return people.filter(fits).sort((a, b) => Number(b.active) - Number(a.active) || a.name.localeCompare(b.name, 'zh-CN'))
}

/** Who would be asked for a second step and has none yet. */
export const withoutStep = (people: readonly StaffView[]): StaffView[] =>
  people.filter(({ active, totp, mayRelease, roles }) => active && !totp && needsSecondStep(roles, mayRelease))

/** A short name for an organisation or a person, from its English name: fit for an address. */
export const shortName = (name: string): string => name.toLowerCase().replace(/[^a-z0-9]+/g, '-').replace(/^-+|-+$/g, '').slice(0, 40)
