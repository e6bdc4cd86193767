/** `npm run soak`: twenty kills of broker and controller at random moments under load, on every store and broker. */
import { openHouse } from '../support/kill-house.ts'
import { killOnce, reckon, seeded } from '../support/kill-round.ts'
import { startPostgres } from '../support/postgres.ts'

const ROUNDS = 20
const seed = Number(process.env['SEED'] ?? Math.floor(Math.random() * 1e9))
const postgres = await startPostgres()
let bad = 0
console.log(`seed ${seed} (SEED=${seed} npm run soak plays it again)`)
for (const store of ['SQLite', 'PostgreSQL'] as const) {
  for (const broker of ['aedes', 'mosquitto'] as const) {
    const databaseUrl = store === 'PostgreSQL' ? await postgres.database(`soak_${broker}`) : undefined
    const house = await openHouse({ broker, devices: 50, ...(databaseUrl ? { databaseUrl } : {}) })
    const random = seeded(seed)
    const victims: string[] = []
    for (let round = 0; round < ROUNDS; round += 1) victims.push(await killOnce(house, random))
    const end = await reckon(house)
    const lost = end.written - end.stored
    const twice = Math.abs(end.summed - house.answers) + Math.abs(end.received - end.stored)
    if (lost !== 0 || twice !== 0 || end.stuck !== 0 || end.quarantined !== 0) bad += 1
    console.log(`${store}, ${broker}: ${ROUNDS} kills (${victims.filter((v) => v === 'broker').length} of the broker alone), ${end.written} events, ${lost} lost, ${twice} counted twice, ${end.stuck} stuck`)
    await house.stop()
  }
}
await postgres.stop()
console.log(bad === 0 ? '0 lost, 0 twice.' : `${bad} of 4 combinations went wrong.`)
process.exit(bad === 0 ? 0 : 1)
