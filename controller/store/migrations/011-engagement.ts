import type { Kysely } from 'kysely'
import { createTables, type Dialect } from '../tables.ts'

/** Answers by question, how sessions went on, and figures that staff bring from outside. */
export const engagement = (dialect: Dialect) => ({
  up: (db: Kysely<unknown>): Promise<void> => createTables(db, dialect, {
    answer_hour: { columns: { hour_ms: 'int', zone: 'text', item: 'text', stage: 'text', genuine: 'int', answers: 'int', correct: 'int' }, key: ['hour_ms', 'zone', 'item', 'stage', 'genuine'] },
    step_hour: { columns: { hour_ms: 'int', zone: 'text', step: 'text', count: 'int' }, key: ['hour_ms', 'zone', 'step'] },
    kpi: { columns: { id: 'text', from_day: 'text', body: 'text' }, key: ['id'], indexes: [['from_day']] },
  }),
})
