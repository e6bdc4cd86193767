import { sql, type RawBuilder } from 'kysely'
import type { Dialect } from './tables.ts'

type Cell = string | number | null

/**
 * Rows as one parameter, for statements that write thousands at a time: `insert … select r.value->>0 … from ${rowsOf(…)}`.
 * One text for any number of rows, so nothing is compiled anew, and no limit on parameters is met.
 */
export function rowsOf(dialect: Dialect, rows: readonly (readonly Cell[])[]): RawBuilder<unknown> {
  const json = JSON.stringify(rows)
  return dialect === 'sqlite' ? sql`json_each(${json}) as r` : sql`json_array_elements(${json}::json) as r`
}

/** A column of such a row; numbers are written as text in JSON and need to be said to be numbers. */
export const textCell = (at: number): RawBuilder<string | null> => sql`r.value->>${sql.lit(at)}`
export const intCell = (at: number): RawBuilder<number | null> => sql`cast(r.value->>${sql.lit(at)} as bigint)`
export const realCell = (at: number): RawBuilder<number | null> => sql`cast(r.value->>${sql.lit(at)} as double precision)`
