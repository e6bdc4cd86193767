import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer, type AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { text } from 'node:stream/consumers'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { Readiness } from '../../protocol/api.ts'
import { createClient } from '../support/client.ts'
import { spawnController } from '../support/controller.ts'

const main = new URL('../../controller/main.ts', import.meta.url).pathname
let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'anxing-process-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

async function run(env: Record<string, string>): Promise<{ code: number | null; said: string }> {
  const child = spawn(process.execPath, [main], { env: { PATH: process.env['PATH'] ?? '', ...env }, stdio: ['ignore', 'ignore', 'pipe'] })
  const said = text(child.stderr)
  const [code] = await once(child, 'exit')
  return { code: typeof code === 'number' ? code : null, said: await said }
}

describe('the controller as a process', () => {
  it('ends with 2 and says every setting that does not fit', async () => {
    const { code, said } = await run({ ANXING_PORT: 'eighty', ANXING_DEMO: 'maybe', ANXING_MQTT_URL: 'http://x' })
    expect(code).toBe(2)
    for (const name of ['ANXING_PORT', 'ANXING_DEMO', 'ANXING_MQTT_URL']) expect(said).toContain(name)
  })

  it('ends with 1 where it cannot serve, and says which port to change', async () => {
    const taken = createServer().listen(0, '127.0.0.1')
    await once(taken, 'listening')
    const { port } = taken.address() as AddressInfo
    const common = { ANXING_HOST: '127.0.0.1', ANXING_LOG: 'silent', ANXING_DATA: join(folder, 'taken') }
    const http = await run({ ...common, ANXING_PORT: String(port), ANXING_MQTT_PORT: '0' })
    expect([http.code, http.said]).toEqual([1, expect.stringContaining('ANXING_PORT')])
    const mqtt = await run({ ...common, ANXING_PORT: '0', ANXING_MQTT_PORT: String(port) })
    expect([mqtt.code, mqtt.said]).toEqual([1, expect.stringContaining('ANXING_MQTT_PORT')])
    taken.close()
    // The start that then succeeds is the first to say the password: none was made and lost before.
    const child = spawn(process.execPath, [main], { env: { PATH: process.env['PATH'] ?? '', ...common, ANXING_PORT: '0', ANXING_MQTT_PORT: '0' }, stdio: ['ignore', 'pipe', 'inherit'] })
    let said = ''
    for await (const line of createInterface(child.stdout)) {
      said += `${line}\n`
      if (line.includes('password')) break
    }
    child.kill('SIGKILL')
    expect(said).toMatch(/password\s+\w{4}(-\w{4}){3}\s+\(said this once/)
  })

  it('keeps a second one out of its folder, and lets the next one in after kill -9', async () => {
    const env = { ANXING_DATA: join(folder, 'held') }
    const first = await spawnController(env)
    const second = await run({ ...env, ANXING_HOST: '127.0.0.1', ANXING_LOG: 'silent', ANXING_PORT: '0', ANXING_MQTT_PORT: '0' })
    expect([second.code, second.said]).toEqual([1, expect.stringMatching(/Another controller.*ANXING_DATA/s)])
    await first.kill()
    await (await spawnController(env)).stop()
  })

  it('serves until it is told to end, ends in order while a console listens, and comes back with its sessions', async () => {
    const env = { ANXING_DATA: join(folder, 'data') }
    const first = await spawnController(env)
    const client = createClient(first.origin)
    await client.signIn()
    const { body } = await client.ask('GET', '/readyz')
    expect(Readiness.parse(body).ready).toBe(true)
    const live = await fetch(`${first.origin}/api/live`, { headers: { cookie: client.cookie ?? '' } })
    expect(live.status).toBe(200)
    const ended = live.text().catch(() => '')
    expect(await first.stop()).toBe(0)
    expect(await ended).toContain('retry:')

    const second = await spawnController(env)
    const again = createClient(second.origin)
    expect((await again.ask('GET', '/api/session', undefined, { cookie: client.cookie ?? '' })).body).toMatchObject({ user: 'admin' })
    await second.kill()
  })
})
