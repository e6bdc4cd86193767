import { sql, type CreateTableBuilder, type Kysely } from 'kysely'

/** What differs between the two stores when tables are made. */
export type Dialect = 'sqlite' | 'postgres'

/** `?`: may be null. */
export type ColumnKind = 'text' | 'text?' | 'int' | 'int?' | 'real'
export type TableShape = { columns: Record<string, ColumnKind>; key: string[]; indexes?: string[][] }

/** Whole numbers need 64 bits in PostgreSQL; SQLite's STRICT tables know `integer` and `real` only. */
const types = {
  sqlite: { text: 'text', int: 'integer', real: 'real' },
  postgres: { text: 'text', int: 'bigint', real: 'double precision' },
} as const

/** The type of a column in that store. */
export const typeOf = (kind: ColumnKind, dialect: Dialect) => types[dialect][kind.replace('?', '') as 'text' | 'int' | 'real']

function addColumns(name: string, table: CreateTableBuilder<string, string>, shape: TableShape, dialect: Dialect): CreateTableBuilder<string, string> {
  for (const [column, kind] of Object.entries(shape.columns)) table = table.addColumn(column, typeOf(kind, dialect), (c) => (kind.endsWith('?') ? c : c.notNull()))
  return table.addPrimaryKeyConstraint(`${name}_key`, shape.key)
}

/** Makes tables with their keys and indexes. */
export async function createTables(db: Kysely<unknown>, dialect: Dialect, shapes: Record<string, TableShape>): Promise<void> {
  for (const [name, shape] of Object.entries(shapes)) {
    const table = addColumns(name, db.schema.createTable(name), shape, dialect)
    await (dialect === 'sqlite' ? table.modifyEnd(sql`strict`) : table).execute()
    for (const columns of shape.indexes ?? []) await db.schema.createIndex(`${name}_by_${columns.join('_')}`).on(name).columns(columns).execute()
  }
}
