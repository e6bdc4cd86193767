import * as z from 'zod/mini'
import { OrganisationWrite, type OrganisationView, type Owner } from '../../protocol/api-people.ts'
import { accepted, refused, type Outcome } from '../../protocol/errors.ts'
import type { Store } from '../store/store.ts'

type Named = { id: string; name: string; active: boolean }

/** Always two: whoever is named, whether they are still here, and where nobody is named. */
export function ownersOf(named: readonly string[], people: readonly Named[]): Owner[] {
  return [0, 1].map((at) => {
    const person = people.find(({ id }) => id === named[at])
    return person ? { user: person.id, name: person.name, state: person.active ? 'here' as const : 'left' as const } : { user: null, name: null, state: 'missing' as const }
  })
}

/** Organisations in the terminal, each with two people who answer for it and what was agreed with it (一企一策). */
export function createOrganisations({ store: { db } }: { store: Store }) {
  const people = async (): Promise<(Named & { organisation: string | null })[]> =>
    (await db.selectFrom('user').select(['id', 'name', 'active', 'organisation']).execute()).map((row) => ({ ...row, active: row.active === 1 }))
  const parse = (body: string) => z.parse(OrganisationWrite, JSON.parse(body))

  return {
    async list(): Promise<OrganisationView[]> {
      const rows = await db.selectFrom('organisation').selectAll().orderBy('id').execute()
      const all = await people()
      return rows.map(({ id, body }) => {
        const written = parse(body)
        return { ...written, id, owners: ownersOf(written.owners, all), accounts: all.filter((person) => person.organisation === id && person.active).length }
      })
    },
    async get(id: string): Promise<(OrganisationWrite & { id: string }) | null> {
      const row = await db.selectFrom('organisation').selectAll().where('id', '=', id).executeTakeFirst()
      return row ? { ...parse(row.body), id: row.id } : null
    },
    /** Owners may be missing for now; two that are one and the same are refused. */
    async put(id: string, wanted: OrganisationWrite): Promise<Outcome<void>> {
      const [first, second] = wanted.owners
      if (first !== undefined && first === second) return refused('people/same-owner', 'The two owners are two different people. Name another one.', 'owners.1')
      const known = new Set((await people()).map((person) => person.id))
      const stranger = wanted.owners.findIndex((owner) => !known.has(owner))
      if (stranger >= 0) return refused('people/no-such-owner', `There is no account "${wanted.owners[stranger]}". Make it first.`, `owners.${stranger}`)
      const body = JSON.stringify(wanted)
      await db.insertInto('organisation').values({ id, body }).onConflict((c) => c.column('id').doUpdateSet({ body })).execute()
      return accepted(undefined)
    },
    async remove(id: string): Promise<Outcome<void>> {
      const members = (await people()).filter((person) => person.organisation === id)
      if (members.length > 0) return refused('people/organisation-in-use', `${members.length} accounts belong to it (${members.slice(0, 5).map((person) => person.id).join(', ')}). Move them to another organisation first.`)
      const { numDeletedRows } = await db.deleteFrom('organisation').where('id', '=', id).executeTakeFirst()
      return numDeletedRows > 0n ? accepted(undefined) : refused('people/not-found', 'There is no such organisation.')
    },
  }
}
export type Organisations = ReturnType<typeof createOrganisations>
