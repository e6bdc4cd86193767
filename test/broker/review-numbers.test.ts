import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Library } from '../../protocol/api.ts'
import { Revision } from '../../protocol/api-review.ts'
import { Bundle, type Phone, type RobotLine } from '../../protocol/content.ts'
import type { Client } from '../support/client.ts'
import { startController, type TestController } from '../support/controller.ts'
import { hire, publishShipped, signedIn, type Member } from '../support/people.ts'
import { startPostgres, type Postgres } from '../support/postgres.ts'
import { staff } from '../support/staff.ts'

const text = (zh: string, en: string) => ({ 'zh-CN': zh, en })
const at = ({ kind, id, version }: Pick<Revision, 'kind' | 'id' | 'version'>, what = '') => `/api/revisions/${kind}/${id}/${version}${what}`
const today = Temporal.Now.plainDateISO('Asia/Shanghai')
const checked = (days: number, by = '值班员') => ({ verifiedBy: by, verifiedOn: today.subtract({ days }).toString(), expires: today.subtract({ days }).add({ years: 1 }).toString() })

describe.each(['sqlite', 'postgres'] as const)('numbers and lines in review on %s', (dialect) => {
  let postgres: Postgres | null = null
  let folder: string
  let databaseUrl: string | undefined
  let controller: TestController
  let crew: Record<Member, Client>
  /** A shipped item that names the anti-fraud line, and a published playlist of it. */
  let item: string
  const start = async () => {
    controller = await startController({ demo: false, folder, ...(databaseUrl ? { databaseUrl } : {}) })
  }
  const library = () => staff<Library>(crew.author, 'GET', '/api/library')
  const phone = (id: string) => library().then(({ phones }) => phones.find((one) => one.id === id))
  /** The numbers that a screen gets with the playlist. */
  const inBundle = async () => Bundle.parse(JSON.parse((await controller.services.content.readMedia(controller.services.content.bundleFor('calls')?.bundle ?? ''))?.body ?? '')).phones
  const draft = async (kind: 'phone' | 'line', body: object) => Revision.parse(await staff(crew.author, 'POST', '/api/revisions', { kind, body }))
  const submit = (made: Revision) => crew.author.ask('POST', at(made, '/submit'), {})
  const pass = (who: Member, made: Revision) => crew[who].ask('POST', at(made, '/decide'), { decision: 'pass', note: '' })
  const publish = (who: Member, { kind, id, version }: Revision) => crew[who].ask('POST', '/api/revisions/publish', { revisions: [{ kind, id, version }] })
  const say = (words: object) => controller.client.ask('POST', '/api/devices/robot-xiaoan-1/command', { action: { do: 'say', text: words } })

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'anxing-numbers-'))
    postgres = dialect === 'postgres' ? await startPostgres() : null
    databaseUrl = await postgres?.database('numbers')
    await start()
    await hire(controller.client)
    crew = await signedIn(controller.origin)
    item = controller.services.content.items().find((one) => one.item.kind === 'poster' && one.item.phones.includes('96110'))?.item.id ?? ''
    await publishShipped(crew, [{ kind: 'item', id: item }])
    const list = await staff<Revision>(crew.author, 'POST', '/api/revisions', { kind: 'playlist', body: { id: 'calls', campaign: null, name: text('拨打', 'Calls'), items: [item] } })
    await staff(crew.author, 'POST', at(list, '/submit'), {})
    for (const who of ['first', 'second', 'third'] as const) await pass(who, list)
    await publish('publisher', list)
  })
  afterAll(async () => {
    await controller.stop()
    await postgres?.stop()
    await rm(folder, { recursive: true, force: true })
  })

  it('another number is read by two people and let out by a third; then the bundle of the items that name it has it', async () => {
    const before = await phone('96110')
    const made = await draft('phone', { ...before, number: '010-96110', ...checked(0) })
    expect([made.class, made.stages, made.version, made.findings]).toEqual(['phone', 2, 2, []])
    await submit(made)
    expect((await pass('author', made)).body).toMatchObject({ code: 'auth/forbidden' })
    expect((await pass('first', made)).body).toMatchObject({ state: 'submitted' })
    expect((await publish('publisher', made)).body).toMatchObject({ code: 'content/state' })
    expect((await pass('second', made)).body).toMatchObject({ state: 'passed', steps: [{ by: 'first' }, { by: 'second' }] })
    expect([await inBundle(), await phone('96110')]).toEqual([[before], before])
    const bundle = controller.services.content.bundleFor('calls')?.bundle
    expect((await publish('publisher', made)).status).toBe(200)
    expect(await inBundle()).toEqual([{ ...before, number: '010-96110', ...checked(0) }])
    expect(controller.services.content.bundleFor('calls')?.bundle).not.toBe(bundle)
    // What was shipped stays among the versions and can be taken up again.
    const versions = await staff<Revision[]>(crew.author, 'GET', '/api/revisions/phone/96110')
    expect(versions).toMatchObject([{ version: 2, state: 'published' }, { version: 1, state: 'superseded', author: 'anxing', body: before }])
    const back = Revision.parse(await staff(crew.author, 'POST', '/api/revisions/phone/96110/1/restore', {}))
    expect([back.version, back.body['number']]).toEqual([3, '96110'])
    await staff(crew.author, 'DELETE', at(back))
  })

  it('what cannot be a number is not handed in; a new one comes onto the shelf by its reviews alone', async () => {
    const body = { id: 'airline', number: '转人工', name: text('本地航司', ''), ...checked(0) }
    expect((await crew.publisher.ask('PUT', '/api/phones/airline', { ...body, number: '95530', name: text('本地航司', 'The airline') })).body).toMatchObject({ code: 'content/needs-review' })
    const made = await draft('phone', body)
    expect(made.findings.map(({ code, path }) => [code, path])).toEqual([['check/missing-language', 'name.en'], ['check/phone-number', 'number']])
    expect((await submit(made)).body).toMatchObject({ code: 'content/unfit', path: 'name.en' })
    const whole = await staff<Revision>(crew.author, 'PUT', at(made), { body: { ...body, number: '95530', name: text('本地航司', 'The airline') }, changedAt: made.changedAt })
    expect([whole.findings, (await submit(whole)).status]).toEqual([[], 200])
    for (const who of ['first', 'second'] as const) await pass(who, whole)
    expect(await phone('airline')).toBeUndefined()
    await publish('publisher', whole)
    expect(await phone('airline')).toMatchObject({ number: '95530' })
  })

  it('who checks a number while its words are under review has the last word on when it was checked; of another number they have not', async () => {
    const now = await phone('96110')
    const words = await draft('phone', { ...now, name: text('反诈专线', 'Anti-fraud line'), ...checked(5) })
    await submit(words)
    const renewed = { ...now, ...checked(0, '夜班') }
    expect(await staff(crew.publisher, 'PUT', '/api/phones/96110', renewed)).toEqual(renewed)
    for (const who of ['first', 'second'] as const) await pass(who, words)
    await publish('publisher', words)
    expect(await phone('96110')).toMatchObject({ name: text('反诈专线', 'Anti-fraud line'), ...checked(0, '夜班') })
    const other = await draft('phone', { ...(await phone('96110')), number: '021-96110', ...checked(3, '白班') })
    await submit(other)
    for (const who of ['first', 'second'] as const) await pass(who, other)
    await publish('publisher', other)
    expect((await inBundle())[0]).toMatchObject({ number: '021-96110', ...checked(3, '白班') })
    // Checked as it stood before: that is another number by now.
    expect((await crew.publisher.ask('PUT', '/api/phones/96110', renewed)).body).toMatchObject({ code: 'content/needs-review' })
  })

  it('shipped numbers and lines are handed in as they are, several at once', async () => {
    await publishShipped(crew, [{ kind: 'phone', id: '110' }, { kind: 'line', id: 'r02' }])
    expect(await staff<Revision[]>(crew.author, 'GET', '/api/revisions/phone/110')).toMatchObject([{ version: 2, state: 'published', steps: [{ by: 'first' }, { by: 'second' }] }, { version: 1, state: 'superseded' }])
    expect(await staff<Revision[]>(crew.author, 'GET', '/api/revisions/line/r02')).toMatchObject([{ version: 2, state: 'published', steps: [{ by: 'first' }] }, { version: 1 }])
  })

  it('a robot says a line once it is published, word for word, and what took its place from then on; also after a restart', async () => {
    const line = (await library()).robotLines.find(({ id }) => id === 'r01') as RobotLine
    expect((await say(line.text)).body).toMatchObject({ code: 'content/needs-review', path: 'action.text' })
    await publishShipped(crew, [{ kind: 'line', id: 'r01' }])
    expect((await say(line.text)).status).toBe(202)
    expect((await say({ ...line.text, en: 'Send me your code.' })).body).toMatchObject({ code: 'content/needs-review' })
    expect((await say({ ...line.text, ja: '送金してください' })).body).toMatchObject({ code: 'content/needs-review' })
    const other = { ...line, text: text('陌生来电，先挂断再核实。', 'A call from a stranger? Hang up, then check.') }
    const made = await draft('line', other)
    await submit(made)
    await pass('first', made)
    expect((await say(other.text)).body).toMatchObject({ code: 'content/needs-review' })
    await publish('publisher', made)
    await controller.stop()
    await start()
    crew = await signedIn(controller.origin)
    expect([(await say(other.text)).status, (await say(line.text)).status]).toEqual([202, 422])
    expect(await phone('airline')).toMatchObject({ number: '95530' } satisfies Partial<Phone>)
  })
})
