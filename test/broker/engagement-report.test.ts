import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createManualClock, type ManualClock } from '../../controller/clock.ts'
import { EngagementReport } from '../../protocol/api.ts'
import { AskedReport, Kpi, Report } from '../../protocol/api-engagement.ts'
import type { DeviceEvent } from '../../protocol/event.ts'
import { createClient } from '../support/client.ts'
import { startController, type TestController } from '../support/controller.ts'
import { connectRawDevice, engagementEvent, type RawDevice } from '../support/devices.ts'
import { startPostgres, type Postgres } from '../support/postgres.ts'
import { staff } from '../support/staff.ts'
import { until } from '../support/until.ts'

type Answer = { item: string; genuine: boolean; correct: boolean; value: 'before' | 'between' | 'after' }

describe.each(['sqlite', 'postgres'] as const)('what passengers did, on %s', (dialect) => {
  let postgres: Postgres | null = null
  let clock: ManualClock
  let controller: TestController
  let device: RawDevice
  let scam = ''
  let genuine = ''
  const window = () => `from=${clock.now().subtract({ hours: 1 }).toString()}&to=${clock.now().add({ hours: 1 }).toString()}`
  const report = async (by: string) => Report.parse(await staff(controller.client, 'GET', `/api/engagement/report?${window()}&by=${by}`))

  beforeAll(async () => {
    postgres = dialect === 'postgres' ? await startPostgres() : null
    clock = createManualClock(Temporal.Instant.from('2026-11-23T02:10:00Z'))
    controller = await startController({ clock, ...(postgres ? { databaseUrl: await postgres.database('report') } : {}) })
    device = await connectRawDevice({ origin: controller.origin, mqttUrl: controller.mqttTcp, id: 'kiosk-arrivals', now: clock.now })
    const quizzes = controller.services.content.items().flatMap(({ item }) => (item.kind === 'quiz' ? [item] : []))
    scam = quizzes.find((quiz) => !quiz.genuine && quiz.scam === 'flight_refund')?.id ?? ''
    genuine = quizzes.find((quiz) => quiz.genuine)?.id ?? ''
    // 48 sessions at arrivals, half of which begin with a scam: before, half of the scams are caught; after, all are. Four sessions at baggage.
    const events: DeviceEvent[] = []
    const add = (over: Parameters<typeof engagementEvent>[1]) => events.push(engagementEvent(events.length + 1, { at: clock.now().toString(), zone: 'arrivals', ...over }))
    const answer = (session: string, over: Answer) => add({ session, action: 'answer', ...over })
    for (let n = 0; n < 48; n += 1) {
      const session = `n-${n}`
      add({ session, action: 'session_start', value: n % 2 === 0 ? 'zh-CN' : 'en' })
      answer(session, { item: scam, genuine: false, correct: n % 2 === 0, value: n < 24 ? 'before' : 'between' })
      answer(session, { item: genuine, genuine: true, correct: n < 36, value: n < 24 ? 'between' : 'before' })
      answer(session, { item: scam, genuine: false, correct: true, value: 'after' })
      add(n < 36 ? { session, action: 'finish', value: 'quiz' } : { session, action: 'timeout', value: 'quiz' })
    }
    const ask = (n: number, item: string | null, value: string) => add({ session: `n-${n}`, action: 'ask', value, ...(item !== null && { item }) })
    for (let n = 0; n < 24; n += 1) ask(n, 'code', 'met')
    for (let n = 0; n < 12; n += 1) ask(n, 'code', 'no')
    for (let n = 0; n < 5; n += 1) ask(n, 'paid', 'met')
    for (let n = 0; n < 10; n += 1) ask(n, null, n < 4 ? 'loan visa' : 'loan')
    for (let n = 0; n < 4; n += 1) add({ session: `b-${n}`, action: 'session_start', zone: 'baggage', value: 'zh-CN' })
    await device.send({ stream: 's-report', base: 1, shed: 0, events })
    await until(() => expect(device.receipt('s-report')).toBe(events.length))
  })
  afterAll(async () => {
    await device.close()
    await controller.stop()
    await postgres?.stop()
  })

  it('by zone: completion and discernment, before and after; a small zone counts nowhere, so that no total gives it away', async () => {
    const { rows, total, funnel } = await report('zone')
    expect(rows.map(({ key, sessions, finished }) => [key, sessions, finished])).toEqual([['arrivals', 48, 36], ['baggage', null, null]])
    expect(rows[0]?.all).toEqual({ scams: 96, caught: 0.75, genuine: 48, rejected: 0.25, discernment: 0.5 })
    expect([rows[0]?.before.caught, rows[0]?.before.discernment, rows[0]?.after.caught, rows[0]?.after.discernment]).toEqual([0.5, 0, 1, null])
    expect([total.sessions, total.finished]).toEqual([48, 36])
    expect(funnel).toEqual({ started: 48, answered: 48, finished: 36, timedOut: 12, left: 0, english: 24, elder: 0 })
  })

  it('by hour of the day at the site, by campaign and by question', async () => {
    expect((await report('hour')).rows.map(({ key, sessions }) => [key, sessions])).toEqual([['10', 48]])
    const campaigns = (await report('campaign')).rows
    const refund = controller.services.content.library().campaigns.find((campaign) => campaign.scam === 'flight_refund')?.id
    expect(campaigns.find(({ key }) => key === refund)?.all.caught).toBe(0.75)
    expect((await report('question')).rows.map(({ key, answers }) => [key, answers]).sort()).toEqual([[genuine, 48], [scam, 96]].sort())
  })

  it('what 小安 was asked, and asked in vain, without what is too little', async () => {
    const { answers, vain } = AskedReport.parse(await staff(controller.client, 'GET', `/api/engagement/asked?${window()}`))
    expect(answers).toEqual([{ answer: 'code', count: 24, notMeant: 12 }, { answer: 'paid', count: null, notMeant: 0 }])
    expect(vain).toEqual([{ word: 'loan', count: 10 }, { word: 'visa', count: null }])
  })

  it('as a file for a spreadsheet, under the question\'s own words', async () => {
    const { status, body, headers } = await controller.client.ask('GET', `/api/engagement/report.csv?${window()}&by=question&language=en`)
    expect([status, headers.get('content-type'), headers.get('content-disposition')]).toEqual([200, 'text/csv; charset=utf-8', 'attachment; filename="anxing-question-2026-11-23.csv"'])
    const headline = controller.services.content.item(scam)?.item.headline['en']?.replaceAll('|', '') ?? 'none'
    expect(String(body)).toContain(headline)
    expect(String(body).trimEnd().split('\r\n')).toHaveLength(4)
  })

  it('a figure from outside stands with its source, and only an analyst enters it', async () => {
    const figure = { name: '机场辖区电信诈骗立案数', value: 12, unit: '起', fromDay: '2026-10-01', untilDay: '2026-10-31', area: '机场公安辖区', source: '机场公安局 2026 年 10 月通报', note: '' }
    await staff(controller.client, 'PUT', '/api/staff', { user: 'ana', password: 'counts cases', roles: ['analyst'], mayRelease: false })
    await staff(controller.client, 'PUT', '/api/staff', { user: 'vic', password: 'only looking', roles: ['viewer'], mayRelease: false })
    const [analyst, viewer] = [createClient(controller.origin), createClient(controller.origin)]
    await analyst.signIn('ana', 'counts cases')
    await viewer.signIn('vic', 'only looking')
    expect((await viewer.ask('POST', '/api/kpi', figure)).status).toBe(403)
    expect((await analyst.ask('POST', '/api/kpi', { ...figure, source: '' })).body).toMatchObject({ code: 'http/invalid', path: 'source' })
    expect((await analyst.ask('POST', '/api/kpi', { ...figure, untilDay: '2026-09-01' })).body).toMatchObject({ code: 'event/kpi-days', path: 'untilDay' })
    const kept = Kpi.parse((await analyst.ask('POST', '/api/kpi', figure)).body)
    expect((await viewer.ask('GET', '/api/kpi')).body).toEqual([{ ...figure, id: kept.id, enteredBy: 'ana', enteredAt: '2026-11-23T02:10:00Z' }])
    expect((await analyst.ask('PUT', `/api/kpi/${kept.id}`, { ...figure, value: 11 })).body).toMatchObject({ value: 11 })
    expect((await analyst.ask('DELETE', `/api/kpi/${kept.id}`)).status).toBe(204)
    expect((await analyst.ask('DELETE', `/api/kpi/${kept.id}`)).status).toBe(404)
  })

  it('windows that overlap give nobody away: both endpoints, every hour', async () => {
    const cells = async (from: string, to: string) => EngagementReport.parse(await staff(controller.client, 'GET', `/api/engagement?from=${from}&to=${to}`)).cells.map(({ zone, sessions }) => [zone, sessions])
    expect(await cells('2026-11-23T02:00:00Z', '2026-11-23T03:00:00Z')).toEqual([['arrivals', 48], ['baggage', null]])
    clock.set(Temporal.Instant.from('2026-11-23T04:20:00Z'))
    await device.send({ stream: 's-later', base: 1, shed: 0, events: Array.from({ length: 15 }, (_, n) => engagementEvent(n + 1, { at: n < 3 ? '2026-11-23T03:10:00Z' : '2026-11-23T04:10:00Z', zone: 'arrivals', session: `l-${n}`, action: 'session_start', value: 'zh-CN' })) })
    await until(() => expect(device.receipt('s-later')).toBe(15))
    // Three sessions at eleven, site's time, are gathered with the twelve of the next hour.
    expect(await cells('2026-11-23T02:00:00Z', '2026-11-23T04:00:00Z')).toEqual([['arrivals', 48], ['baggage', null]])
    expect(await cells('2026-11-23T02:00:00Z', '2026-11-23T05:00:00Z')).toEqual([['arrivals', 63], ['baggage', null]])
    expect(await cells('2026-11-23T04:00:00Z', '2026-11-23T05:00:00Z')).toEqual([['arrivals', null]])
  })
})
