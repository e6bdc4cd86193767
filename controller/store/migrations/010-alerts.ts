import { sql, type Kysely } from 'kysely'
import { createTables, typeOf, type Dialect } from '../tables.ts'

/** Whose words an alert has, changes that wait, reviews afterwards, who was sent to which screen, and every step of its life. */
export const alerts = (dialect: Dialect) => ({
  async up(db: Kysely<unknown>): Promise<void> {
    await db.schema.alterTable('alert').addColumn('words', typeOf('text', dialect), (c) => c.notNull().defaultTo('own')).execute()
    await db.schema.alterTable('alert').addColumn('slots', typeOf('text', dialect), (c) => c.notNull().defaultTo('{}')).execute()
    await db.schema.alterTable('alert').addColumn('first_released_ms', typeOf('int?', dialect)).execute()
    await createTables(db, dialect, {
      alert_change: { columns: { alert: 'text', version: 'int', body: 'text', target: 'text', template: 'text?', words: 'text', slots: 'text', asked_by: 'text', asked_ms: 'int' }, key: ['alert'] },
      alert_review: { columns: { alert: 'text', version: 'int', why: 'text', released_by: 'text', released_ms: 'int', due_ms: 'int', state: 'text', reviewed_by: 'text?', reviewed_ms: 'int?', note: 'text' }, key: ['alert', 'version'], indexes: [['state']] },
      alert_step: { columns: { alert: 'text', seq: 'int', body: 'text' }, key: ['alert', 'seq'] },
      alert_sent: { columns: { alert: 'text', device: 'text', sent_by: 'text', sent_ms: 'int' }, key: ['alert', 'device'] },
    })
    await sql`update alert set first_released_ms = released_ms`.execute(db)
  },
})
