import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { openHouse, type House } from '../support/kill-house.ts'
import { killOnce, reckon, seeded } from '../support/kill-round.ts'
import { startPostgres, type Postgres } from '../support/postgres.ts'

const ROUNDS = 3
let postgres: Postgres
let house: House | null = null
beforeAll(async () => { postgres = await startPostgres() })
afterAll(() => postgres.stop())
afterEach(async () => {
  await house?.stop()
  house = null
})

// Each store and each broker once; `npm run soak` kills all four pairs, twenty times each.
describe.each([['SQLite', 'aedes', 11], ['PostgreSQL', 'mosquitto', 14]] as const)('kill -9 under a stream of events from 50 devices: %s, %s', (storeName, broker, seed) => {
  it(`loses none and counts none twice over ${ROUNDS} kills`, async () => {
    const databaseUrl = storeName === 'PostgreSQL' ? await postgres.database(`kill_${broker}`) : undefined
    house = await openHouse({ broker, devices: 50, ...(databaseUrl ? { databaseUrl } : {}) })
    const random = seeded(seed)
    for (let round = 0; round < ROUNDS; round += 1) await killOnce(house, random)
    const end = await reckon(house)
    expect(end.written).toBeGreaterThan(1000)
    expect(end).toEqual({ written: end.written, stored: end.written, received: end.written, summed: house.answers, quarantined: 0, gaps: 0, stuck: 0 })
  })
})
