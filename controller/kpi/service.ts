import { randomBytes } from 'node:crypto'
import { Kpi, type KpiWrite } from '../../protocol/api-engagement.ts'
import { accepted, refused, type Outcome } from '../../protocol/errors.ts'
import type { Clock } from '../clock.ts'
import type { Store } from '../store/store.ts'

export type KpiDeps = { store: Store; clock: Clock }

/** Figures from outside, e.g. case counts by the police, as staff enter them: each with its source, none of them a measure of this system. */
export function createKpis({ store: { db }, clock }: KpiDeps) {
  const check = (write: KpiWrite): Outcome<null> => (write.untilDay < write.fromDay ? refused('event/kpi-days', 'The last day lies before the first.', 'untilDay') : accepted(null))

  async function keep(id: string, write: KpiWrite, user: string): Promise<Kpi> {
    const kpi: Kpi = { ...write, id, enteredBy: user, enteredAt: clock.now().round('second').toString() }
    const row = { id, from_day: kpi.fromDay, body: JSON.stringify(kpi) }
    await db.insertInto('kpi').values(row).onConflict((c) => c.column('id').doUpdateSet({ from_day: row.from_day, body: row.body })).execute()
    return kpi
  }
  const has = async (id: string): Promise<boolean> => (await db.selectFrom('kpi').select('id').where('id', '=', id).executeTakeFirst()) !== undefined
  const unknown = (id: string) => refused('event/not-found', `There is no figure "${id}".`)

  return {
    /** The latest period first. */
    async list(): Promise<Kpi[]> {
      const rows = await db.selectFrom('kpi').select('body').orderBy('from_day', 'desc').orderBy('id').execute()
      return rows.map(({ body }) => Kpi.parse(JSON.parse(body)))
    },
    async add(write: KpiWrite, user: string): Promise<Outcome<Kpi>> {
      const checked = check(write)
      return checked.ok ? accepted(await keep(`k-${randomBytes(6).toString('hex')}`, write, user)) : checked
    },
    async replace(id: string, write: KpiWrite, user: string): Promise<Outcome<Kpi>> {
      if (!(await has(id))) return unknown(id)
      const checked = check(write)
      return checked.ok ? accepted(await keep(id, write, user)) : checked
    },
    async remove(id: string): Promise<Outcome<null>> {
      const { numDeletedRows } = await db.deleteFrom('kpi').where('id', '=', id).executeTakeFirst()
      return numDeletedRows > 0n ? accepted(null) : unknown(id)
    },
  }
}
export type Kpis = ReturnType<typeof createKpis>
