import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Library } from '../../protocol/api.ts'
import { Revision } from '../../protocol/api-review.ts'
import type { Client } from '../support/client.ts'
import { startController, type TestController } from '../support/controller.ts'
import { kitOf } from '../support/kit.ts'
import { hire, publishShipped, signedIn, type Member } from '../support/people.ts'
import { staff } from '../support/staff.ts'
import { until } from '../support/until.ts'

let folder: string
let controller: TestController
let crew: Record<Member, Client>
const kit = () => kitOf(controller)
const library = () => staff<Library>(crew.author, 'GET', '/api/library')
const games = async () => { const { simulations, board } = await kit(); return { simulations: simulations.map(({ id }) => id), board: board?.id ?? null } }

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'anxing-games-'))
  controller = await startController({ demo: false, folder })
  await hire(controller.client)
  crew = await signedIn(controller.origin)
})
afterAll(async () => {
  await controller.stop()
  await rm(folder, { recursive: true, force: true })
})

it('nobody plays what nobody there has passed; what is published comes with the kit, and is still there after a restart', async () => {
  expect(await games()).toEqual({ simulations: [], board: null })
  const { simulations, boards } = await library()
  expect(simulations.length).toBeGreaterThan(7)
  const board = boards[0]?.id ?? ''
  await publishShipped(crew, [{ kind: 'simulation', id: 'sim-advance-loan' }, { kind: 'simulation', id: 'sim-genuine-courier' }, { kind: 'board', id: board }])
  const now = { simulations: ['sim-advance-loan', 'sim-genuine-courier'], board }
  await until(async () => expect(await games()).toEqual(now))
  await controller.stop()
  controller = await startController({ demo: false, folder })
  crew = await signedIn(controller.origin)
  expect(await games()).toEqual(now)
})

it('a simulation that one could get stuck in is not handed in; mended, it takes two reviews and the place of the one before', async () => {
  const body = (await library()).simulations.find(({ id }) => id === 'sim-advance-loan')
  const nodes = body?.nodes ?? []
  const stuck = [...nodes.slice(0, -1), { ...nodes.at(-1), choices: [] }]
  const bad = Revision.parse(await staff(crew.author, 'POST', '/api/revisions', { kind: 'simulation', body: { ...body, nodes: stuck } }))
  expect(bad).toMatchObject({ class: 'simulation', stages: 2 })
  expect(bad.findings.map(({ code, path }) => `${code} ${path}`)).toContain(`check/sim-dead-end nodes.${nodes.length - 1}.choices`)
  const at = (what: string) => `/api/revisions/simulation/sim-advance-loan/${bad.version}${what}`
  expect((await crew.author.ask('POST', at('/submit'), {})).status).toBe(422)

  const lead = { 'zh-CN': '您在候机，点开一个贷款广告。', en: 'Waiting at the gate, you open a loan advert.' }
  const better = Revision.parse(await staff(crew.author, 'PUT', at(''), { body: { ...body, lead }, changedAt: bad.changedAt }))
  expect(better.findings).toEqual([])
  await staff(crew.author, 'POST', at('/submit'), {})
  expect((await crew.author.ask('POST', at('/decide'), { decision: 'pass', note: '' })).status).toBe(403)
  for (const who of ['first', 'second'] as const) await staff(crew[who], 'POST', at('/decide'), { decision: 'pass', note: '' })
  expect((await kit()).simulations[0]?.lead).not.toEqual(lead)
  await staff(crew.publisher, 'POST', '/api/revisions/publish', { revisions: [{ kind: 'simulation', id: 'sim-advance-loan', version: bad.version }] })
  await until(async () => expect((await kit()).simulations[0]?.lead).toEqual(lead))
})

it('who publishes only scams is told that people would learn to suspect everything; a board with too few contacts is held back', async () => {
  const { simulations, boards } = await library()
  const scam = await staff<{ code: string; level: string }[]>(crew.author, 'POST', '/api/checks', { kind: 'simulation', body: { ...simulations.find(({ id }) => id === 'sim-genuine-courier'), genuine: false } })
  expect(scam).toEqual([expect.objectContaining({ code: 'check/few-genuine', level: 'warn', path: 'genuine' })])
  const few = await staff<{ code: string; level: string }[]>(crew.author, 'POST', '/api/checks', { kind: 'board', body: { ...boards[0], prompts: boards[0]?.prompts.slice(0, 6) } })
  expect(few.filter(({ level }) => level === 'block').map(({ code }) => code)).toContain('check/board-few')
})
