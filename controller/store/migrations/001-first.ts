import { sql, type CreateTableBuilder, type Kysely } from 'kysely'

/** What differs between the two stores when tables are made. */
export type Dialect = 'sqlite' | 'postgres'

const strict = sql`strict`

type Column = 'text' | 'text?' | 'int' | 'int?' | 'real'
type TableShape = { columns: Record<string, Column>; key: string[]; indexes?: string[][] }

const shapes: Record<string, TableShape> = {
  site_key: { columns: { kid: 'text', private_jwk: 'text', public_jwk: 'text', state: 'text', created_ms: 'int' }, key: ['kid'] },
  fact_version: { columns: { path: 'text', version: 'int' }, key: ['path'] },
  user: { columns: { id: 'text', password_hash: 'text', roles: 'text', may_release: 'int', created_ms: 'int' }, key: ['id'] },
  session: { columns: { token_hash: 'text', user: 'text', created_ms: 'int', expires_ms: 'int', last_ms: 'int' }, key: ['token_hash'], indexes: [['expires_ms']] },
  device: { columns: { id: 'text', body: 'text', zone: 'text?', secret_hash: 'text?', paired_ms: 'int?', public_address: 'int', state: 'text', state_ms: 'int?', last_seen_ms: 'int?', reported: 'text?', events_received: 'int' }, key: ['id'], indexes: [['zone']] },
  item: { columns: { id: 'text', body: 'text', state: 'text', version: 'int' }, key: ['id'] },
  playlist: { columns: { id: 'text', body: 'text', state: 'text', version: 'int' }, key: ['id'] },
  library: { columns: { kind: 'text', id: 'text', body: 'text' }, key: ['kind', 'id'] },
  schedule_entry: { columns: { id: 'text', body: 'text', state: 'text', version: 'int' }, key: ['id'] },
  bundle: { columns: { sha256: 'text', body: 'text', created_ms: 'int' }, key: ['sha256'] },
  programme: { columns: { zone: 'text', version: 'int', body: 'text', made_ms: 'int' }, key: ['zone', 'version'] },
  alert: { columns: { id: 'text', state: 'text', version: 'int', body: 'text', target: 'text', template: 'text?', raised_by: 'text', raised_ms: 'int', released_by: 'text?', released_ms: 'int?', ended_by: 'text?', ended_ms: 'int?', expires_ms: 'int' }, key: ['id'], indexes: [['state'], ['raised_ms']] },
  alert_target: { columns: { alert: 'text', version: 'int', device: 'text', zone: 'text?', role: 'text', by_name: 'int' }, key: ['alert', 'version', 'device'] },
  alert_shown: { columns: { alert: 'text', version: 'int', device: 'text', shown_ms: 'int', received_ms: 'int', ms: 'int' }, key: ['alert', 'version', 'device'] },
  stream: { columns: { device: 'text', stream: 'text', up_to: 'int', base: 'int', gap: 'int', shed: 'int', first_ms: 'int', last_ms: 'int' }, key: ['device', 'stream'] },
  event: { columns: { device: 'text', stream: 'text', seq: 'int', kind: 'text', at_ms: 'int', offset_ms: 'real', received_ms: 'int', zone: 'text?', odd_time: 'int', body: 'text' }, key: ['device', 'stream', 'seq'], indexes: [['received_ms']] },
  quarantine: { columns: { device: 'text', stream: 'text', seq: 'int', reason: 'text', path: 'text', body: 'text', received_ms: 'int' }, key: ['device', 'stream', 'seq'] },
  engagement_hour: { columns: { zone: 'text', hour_ms: 'int', sessions: 'int', finished: 'int', answers: 'int', correct: 'int' }, key: ['zone', 'hour_ms'] },
  play_hour: { columns: { zone: 'text', item: 'text', hour_ms: 'int', plays: 'int', seconds: 'real' }, key: ['zone', 'item', 'hour_ms'] },
}

/** Whole numbers need 64 bits in PostgreSQL; SQLite's STRICT tables know `integer` and `real` only. */
const types = {
  sqlite: { text: 'text', int: 'integer', real: 'real' },
  postgres: { text: 'text', int: 'bigint', real: 'double precision' },
} as const

function addColumns(name: string, table: CreateTableBuilder<string, string>, shape: TableShape, dialect: Dialect): CreateTableBuilder<string, string> {
  for (const [column, kind] of Object.entries(shape.columns)) {
    const optional = kind.endsWith('?')
    const base = kind.replace('?', '') as 'text' | 'int' | 'real'
    table = table.addColumn(column, types[dialect][base], (c) => (optional ? c : c.notNull()))
  }
  return table.addPrimaryKeyConstraint(`${name}_key`, shape.key)
}

export const first = (dialect: Dialect) => ({
  async up(db: Kysely<unknown>): Promise<void> {
    for (const [name, shape] of Object.entries(shapes)) {
      const table = addColumns(name, db.schema.createTable(name), shape, dialect)
      await (dialect === 'sqlite' ? table.modifyEnd(strict) : table).execute()
      for (const columns of shape.indexes ?? []) await db.schema.createIndex(`${name}_by_${columns.join('_')}`).on(name).columns(columns).execute()
    }
  },
})
