import { sql, type Kysely } from 'kysely'
import type { Dialect } from '../tables.ts'

const HOUR_MS = 3_600_000

/** What was gone or refused, by the hour in which it was noticed: until now only totals by stream were kept, and refusals. */
export const intakeHours = (dialect: Dialect) => ({
  async up(db: Kysely<unknown>): Promise<void> {
    const int = dialect === 'sqlite' ? 'integer' : 'bigint'
    const table = db.schema.createTable('intake_hour')
      .addColumn('hour_ms', int, (c) => c.notNull().primaryKey())
      .addColumn('gaps', int, (c) => c.notNull())
      .addColumn('quarantined', int, (c) => c.notNull())
    await (dialect === 'sqlite' ? table.modifyEnd(sql`strict`) : table).execute()
    const hourOf = (column: string) => sql`(${sql.ref(column)} / ${sql.lit(HOUR_MS)}) * ${sql.lit(HOUR_MS)}`
    // Nobody knows any more when an older gap was noticed: it counts where its stream was last heard.
    await sql`insert into intake_hour (hour_ms, gaps, quarantined)
      select hour_ms, cast(sum(gaps) as bigint), cast(sum(quarantined) as bigint) from (
        select ${hourOf('last_ms')} as hour_ms, gap as gaps, 0 as quarantined from stream where gap > 0
        union all select ${hourOf('received_ms')} as hour_ms, 0 as gaps, 1 as quarantined from quarantine
      ) as known group by hour_ms`.execute(db)
  },
})
