import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { importLater } from '../../controller/content/shelf.ts'
import { readLibrary } from '../../playlists/read.ts'
import { createStores, dialects, type Stores } from '../support/stores.ts'

describe.each(dialects)('a store of the first version on %s', (dialect) => {
  let stores: Stores
  beforeAll(async () => {
    stores = await createStores(dialect)
  })
  afterAll(() => stores.stop())

  it('keeps what it knew of gaps and refusals, by the hour', async () => {
    const hour = 3_600_000
    const old = await stores.old('001-first')
    const stream = { device: 'wall-1', up_to: 9, base: 1, shed: 0, first_ms: 0 }
    await old.db.insertInto('stream').values([
      { ...stream, stream: 's-1', gap: 3, last_ms: 5 * hour + 1 }, { ...stream, stream: 's-2', gap: 4, last_ms: 6 * hour - 1 }, { ...stream, stream: 's-3', gap: 0, last_ms: 8 * hour },
    ]).execute()
    const refused = { device: 'wall-1', stream: 's-1', reason: 'r', path: '', body: '{}' }
    await old.db.insertInto('quarantine').values([{ ...refused, seq: 1, received_ms: 5 * hour }, { ...refused, seq: 2, received_ms: 7 * hour + 9 }]).execute()
    const { db } = await stores.again()
    expect(await db.selectFrom('intake_hour').selectAll().orderBy('hour_ms').execute()).toEqual([
      { hour_ms: 5 * hour, gaps: 7, quarantined: 1 }, { hour_ms: 7 * hour, gaps: 0, quarantined: 1 },
    ])
  })

  it('takes up the games that a later version ships, once, and leaves what people here have written', async () => {
    const library = readLibrary()
    const { db } = await stores.old('001-first')
    const [first] = library.simulations
    const own = { ...first, say: { 'zh-CN': '我们自己的话。', en: 'Our own words.' } }
    await db.insertInto('library').values({ kind: 'simulation', id: own.id ?? '', body: JSON.stringify(own) }).execute()
    expect(await importLater(db, library)).toBe(library.simulations.length + library.answers.length)
    expect(await importLater(db, library)).toBe(0)
    const rows = await db.selectFrom('library').selectAll().where('kind', 'in', ['simulation', 'board']).execute()
    expect(rows.map(({ id }) => id).sort()).toEqual([...library.simulations, library.board].map(({ id }) => id).sort())
    expect(JSON.parse(rows.find(({ id }) => id === own.id)?.body ?? '')).toEqual(own)
  })
})
