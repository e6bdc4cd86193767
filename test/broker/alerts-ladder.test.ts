import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createManualClock, type ManualClock } from '../../controller/clock.ts'
import { fillTemplate, type SlotValues } from '../../protocol/alert-slots.ts'
import type { LifeStep } from '../../protocol/api-alerts.ts'
import type { AlertAnswer, AlertView, Coverage, DryRun, Library } from '../../protocol/api.ts'
import { readLibrary } from '../../playlists/read.ts'
import { startController, type TestController } from '../support/controller.ts'
import { hire, publishShipped, signedIn, type Member } from '../support/people.ts'
import { startPostgres, type Postgres } from '../support/postgres.ts'
import { staff } from '../support/staff.ts'
import type { Client } from '../support/client.ts'

const templates = new Map(readLibrary().alertTemplates.map((one) => [one.id, one]))
const place = (zh: string, en: string): SlotValues => ({ place: { 'zh-CN': zh, en } })
const own = [{ language: 'zh-CN', headline: '谨防假客服', description: '退改签只认航司官方 App。' }, { language: 'en', headline: 'Beware of fake agents', description: 'Rebook in the app.' }]

/** What the console sends for a template with its slots filled. */
function byTemplate(id: string, slots: SlotValues, over: object = {}) {
  const template = templates.get(id)
  if (!template) throw new Error(id)
  const { severity, presentation, scam, move } = template
  return { severity, presentation, scam, move, template: id, slots, info: fillTemplate(template, slots), expiresInSeconds: 1_800, target: { zones: ['gates-c1-c8'] }, ...over }
}

describe.each(['sqlite', 'postgres'] as const)('who lets alerts out, on %s', (dialect) => {
  let postgres: Postgres | null = null
  let folder: string
  let databaseUrl: string | undefined
  let clock: ManualClock
  let controller: TestController
  let crew: Record<Member, Client>
  const start = () => startController({ demo: false, folder, clock, ...(databaseUrl ? { databaseUrl } : {}) })
  const raise = (who: Member, body: object) => staff<AlertAnswer>(crew[who], 'POST', '/api/alerts', body)
  const act = (who: Member, id: string, what: string, body: object = {}) => crew[who].ask('POST', `/api/alerts/${id}/${what}`, body)
  const view = (id: string) => staff<AlertView>(controller.client, 'GET', `/api/alerts/${id}`)
  const life = async (id: string) => (await staff<LifeStep[]>(controller.client, 'GET', `/api/alerts/${id}/life`)).map(({ kind, by }) => `${kind} ${by}`)
  const codeOf = (answer: { body: unknown }) => (answer.body as { code?: string }).code

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'anxing-ladder-'))
    postgres = dialect === 'postgres' ? await startPostgres() : null
    databaseUrl = await postgres?.database('ladder')
    clock = createManualClock(Temporal.Now.instant())
    controller = await start()
    await hire(controller.client)
    crew = await signedIn(controller.origin)
    await publishShipped(crew, ['a5', 'a6'].map((id) => ({ kind: 'template', id })))
  })
  afterAll(async () => {
    await controller.stop()
    await postgres?.stop()
    await rm(folder, { recursive: true, force: true })
  })

  it('a shipped template that nobody here has reviewed counts as own words, until three people have', async () => {
    const asked = byTemplate('a3', place('C5 登机口', 'Gate C5'))
    expect((await staff<DryRun>(crew.duty, 'POST', '/api/alerts/dry-run', asked)).release).toEqual({ do: 'second' })
    const { id, state } = await raise('duty', asked)
    expect([state, await view(id)]).toMatchObject(['waiting', { words: 'own', template: 'a3' }])
    await act('duty', id, 'cancel')
    const unreviewed = async () => (await staff<Library>(crew.duty, 'GET', '/api/library')).unreviewedTemplates
    expect(await unreviewed()).toContain('a3')
    await publishShipped(crew, [{ kind: 'template', id: 'a3' }])
    expect(await unreviewed()).not.toContain('a3')
    expect((await staff<DryRun>(crew.duty, 'POST', '/api/alerts/dry-run', asked)).release).toEqual({ do: 'alone', review: 'red' })
  })

  it('nobody writes over what they have not read, and nobody releases it', async () => {
    const body = { severity: 'orange', presentation: 'takeover', target: { zones: ['gates-c1-c8'] }, expiresInSeconds: 1_800, info: own }
    const saying = (description: string, over: object = {}) => ({ ...body, info: own.map((one) => ({ ...one, description })), ...over })
    const put = async (who: Member, id: string, asked: object) => {
      const { status, body: said } = await crew[who].ask('PUT', `/api/alerts/${id}`, asked)
      return [status, codeOf({ body: said })]
    }
    const { id } = await raise('duty', body)
    expect(await put('duty', id, saying('改过的话', { version: 1 }))).toEqual([202, undefined])
    expect(await put('colleague', id, saying('同事的话', { version: 1 }))).toEqual([409, 'alert/version-conflict'])
    // Raised anew since: whoever does not say what they have read has not read this.
    expect(codeOf(await act('colleague', id, 'release'))).toBe('alert/version-conflict')
    expect((await act('colleague', id, 'release', { version: 2 })).body).toMatchObject({ state: 'live' })
    // A colleague's change that waits is not replaced unseen, whether by an old version or by none.
    expect(await put('duty', id, saying('第一个改动', { version: 2 }))).toEqual([202, undefined])
    expect(await put('colleague', id, saying('没看就改', { version: 2 }))).toEqual([409, 'alert/version-conflict'])
    expect(await put('colleague', id, saying('没看就改'))).toEqual([409, 'alert/version-conflict'])
    expect(codeOf(await act('colleague', id, 'release'))).toBe('alert/version-conflict')
    expect((await view(id)).change).toMatchObject({ by: 'duty', alert: { version: 3, info: [{ description: '第一个改动' }, {}] } })
    expect(await put('colleague', id, saying('看过再改', { version: 3 }))).toEqual([202, undefined])
    // Taken back and asked for anew, a change has another number than the one somebody has read.
    await act('colleague', id, 'refuse', { version: 4 })
    expect(await put('duty', id, saying('又一个改动', { version: 2 }))).toEqual([202, undefined])
    expect(codeOf(await act('publisher', id, 'release', { version: 4 }))).toBe('alert/version-conflict')
    expect((await act('publisher', id, 'release', { version: 5 })).body).toMatchObject({ state: 'live' })
    await act('duty', id, 'cancel')
  })

  it('an orange one in a template\'s words waits for a second person, and goes out once', async () => {
    const { id, state } = await raise('duty', byTemplate('a5', place('出租车上客区', 'the taxi queue')))
    expect(state).toBe('waiting')
    expect(await view(id)).toMatchObject({ words: 'slots', slots: place('出租车上客区', 'the taxi queue'), firstReleasedAt: null })
    expect(codeOf(await act('duty', id, 'release'))).toBe('alert/same-person')
    expect(codeOf(await act('author', id, 'release'))).toBe('auth/forbidden')
    const both = await Promise.all([act('colleague', id, 'release', { version: 1 }), act('publisher', id, 'release', { version: 1 })])
    expect(both.map(({ status }) => status).sort()).toEqual([200, 409])
    expect(await view(id)).toMatchObject({ state: 'live', reviews: [] })
    expect(await life(id)).toEqual(['raised duty', expect.stringMatching(/^released (colleague|publisher)$/)])
    expect(codeOf(await act('first', id, 'review', { outcome: 'right' }))).toBe('auth/forbidden')
    expect(codeOf(await act('publisher', id, 'review', { outcome: 'right' }))).toBe('alert/nothing-due')
    await act('duty', id, 'cancel', { note: '线索有误' })
    expect((await staff<LifeStep[]>(controller.client, 'GET', `/api/alerts/${id}/life`)).at(-1)).toMatchObject({ kind: 'cancelled', by: 'duty', note: '线索有误' })
  })

  it('a red one in a template\'s words goes out at once, and another person reviews it afterwards', async () => {
    const { id, state } = await raise('duty', byTemplate('a6', place('候机区座椅', 'the gate seats')))
    expect(state).toBe('live')
    expect((await view(id)).reviews).toMatchObject([{ state: 'due', why: 'red', releasedBy: 'duty', version: 1 }])
    expect((await staff<AlertView[]>(crew.publisher, 'GET', '/api/alerts?due=true')).map((one) => one.id)).toEqual([id])
    expect(codeOf(await act('duty', id, 'review', { outcome: 'right' }))).toBe('alert/own-review')
    expect(codeOf(await act('colleague', id, 'review', { outcome: 'wrong' }))).toBe('alert/note-needed')
    const note = '贴码是机场自己的'
    expect((await act('colleague', id, 'review', { outcome: 'wrong', note })).body).toMatchObject({ reviews: [{ state: 'wrong', by: 'colleague', note }] })
    expect(codeOf(await act('publisher', id, 'review', { outcome: 'right' }))).toBe('alert/nothing-due')
    expect(await life(id)).toEqual(['raised duty', 'released duty', 'reviewed colleague'])
    await act('duty', id, 'cancel')
  })

  it('the same red one waits where its words are changed, a slot breaks its rule, or a second person is asked for', async () => {
    const slots = place('候机区座椅', 'the gate seats')
    const changed = fillTemplate(templates.get('a6') ?? { info: [] }, slots).map((one) => ({ ...one, headline: `${one.headline}！` }))
    const breaking = place('拨打 95539', 'call 95539')
    for (const body of [byTemplate('a6', slots, { info: changed }), byTemplate('a6', breaking), byTemplate('a6', slots, { askSecond: true }), byTemplate('a6', slots, { template: undefined })]) {
      const { id, state } = await raise('duty', body)
      expect(state).toBe('waiting')
      expect((await act('colleague', id, 'refuse', { note: '再核实' })).body).toMatchObject({ state: 'refused' })
    }
    const dry = await staff<DryRun>(crew.duty, 'POST', '/api/alerts/dry-run', byTemplate('a6', slots))
    expect(dry).toMatchObject({ release: { do: 'alone', review: 'red' }, findings: [], beside: [] })
  })

  it('own words wait; changed while they are live they wait again, and the alert goes on as it is', async () => {
    const body = { severity: 'orange', presentation: 'takeover', target: { zones: ['gates-c1-c8'] }, expiresInSeconds: 1_800, info: own }
    const { id } = await raise('duty', body)
    await act('colleague', id, 'release')
    const next = { ...body, info: own.map((one) => ({ ...one, description: '新的话' })) }
    expect(await crew.duty.ask('PUT', `/api/alerts/${id}`, next)).toMatchObject({ status: 202, body: { state: 'waiting' } })
    expect(await view(id)).toMatchObject({ state: 'live', alert: { version: 1 }, change: { by: 'duty', words: 'own', alert: { version: 2 } } })
    expect((await staff<DryRun>(crew.publisher, 'GET', `/api/alerts/${id}/reach`)).screens).toBeGreaterThan(0)
    expect(codeOf(await act('duty', id, 'release'))).toBe('alert/same-person')
    // Shorter is one person's to say; who has looked at the change looks again.
    expect((await crew.duty.ask('PUT', `/api/alerts/${id}`, { ...body, expiresInSeconds: 900 })).status).toBe(200)
    expect(codeOf(await act('colleague', id, 'release', { version: 2 }))).toBe('alert/version-conflict')
    expect((await act('colleague', id, 'release', { version: 3 })).body).toMatchObject({ state: 'live' })
    expect(await view(id)).toMatchObject({ change: null, alert: { version: 3, info: [{ description: '新的话' }, {}] } })
    // Longer in one's own words takes two again; taken back, it leaves nothing behind.
    expect((await crew.duty.ask('PUT', `/api/alerts/${id}`, { ...next, expiresInSeconds: 3_600 })).status).toBe(202)
    expect((await act('duty', id, 'refuse')).body).toMatchObject({ state: 'live' })
    expect(await view(id)).toMatchObject({ state: 'live', change: null })
    expect(await life(id)).toEqual(['raised duty', 'released colleague', 'asked duty', 'shortened duty', 'updated colleague', 'asked duty', 'withdrawn duty'])
    await act('duty', id, 'cancel')
  })

  it('a template\'s words are extended by one person as far as the template allows, over a restart too', async () => {
    const slots = place('C5 登机口', 'Gate C5')
    const { id } = await raise('duty', byTemplate('a3', slots))
    clock.advance({ minutes: 20 })
    await staff(controller.client, 'PUT', '/api/staff', { user: 'boss', password: 'alone at work', roles: ['duty'], mayRelease: true })
    await controller.stop()
    controller = await start()
    crew = await signedIn(controller.origin)
    const longer = (minutes: number) => crew.duty.ask('PUT', `/api/alerts/${id}`, byTemplate('a3', slots, { expiresInSeconds: minutes * 60 }))
    expect((await longer(40)).status).toBe(200)
    expect(await view(id)).toMatchObject({ words: 'slots', alert: { version: 2 }, reviews: [{ version: 1 }] })
    expect((await longer(41)).status).toBe(202)
    await act('duty', id, 'cancel')
    expect(await view(id)).toMatchObject({ state: 'cancelled', change: null })
  })

  it('keeps who was sent to a screen, reminds of late reviews, and writes it all into a sheet', async () => {
    const { id } = await raise('duty', byTemplate('a6', place('候机区座椅', 'the gate seats')))
    const coverage = async () => (await staff<Coverage>(controller.client, 'GET', `/api/alerts/${id}/coverage`)).devices.find(({ device }) => device === 'wall-gate-c5')
    expect((await crew.duty.ask('PUT', `/api/alerts/${id}/screens/wall-taxi`, { sent: true })).body).toMatchObject({ code: 'alert/unknown-device' })
    expect((await crew.duty.ask('PUT', `/api/alerts/${id}/screens/wall-gate-c5`, { sent: true })).status).toBe(200)
    expect((await coverage())?.sent).toEqual({ by: 'duty', at: expect.any(String) })
    await crew.duty.ask('PUT', `/api/alerts/${id}/screens/wall-gate-c5`, { sent: false })
    expect((await coverage())?.sent).toBeUndefined()
    clock.advance({ hours: 25 })
    await controller.services.alerts.tick()
    await controller.services.jobs.runNow('alert-reviews')
    expect(controller.services.jobs.view().find(({ name }) => name === 'alert-reviews')?.lastResult).toMatch(/^(\d) due, \1 late$/)
    await controller.client.signIn()
    const { body: sheet, headers } = await controller.client.ask('GET', '/api/alerts/history.csv?language=en')
    expect(headers.get('content-type')).toBe('text/csv; charset=utf-8')
    expect(String(sheet)).toMatch(new RegExp(`^${id},expired,red,takeover,Fake QR stickers found\\. Don’t scan,.*,slots,a6,gates-c1-c8,.*,due,,\r$`, 'm'))
  })
})
