import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createManualClock, type ManualClock } from '../../controller/clock.ts'
import type { ScheduleWrite, ShowAnswer } from '../../protocol/api.ts'
import type { AppliedPreset, BatchAnswer, SchedulePreview, Talk, Timeline } from '../../protocol/api-schedule.ts'
import type { ScheduleEntry } from '../../protocol/schedule.ts'
import { createClient, type Client } from '../support/client.ts'
import { startController, type TestController } from '../support/controller.ts'
import { startPostgres, type Postgres } from '../support/postgres.ts'
import { staff } from '../support/staff.ts'

/** Monday 23 November, 10:00 at the site. */
const START = '2026-11-23T02:00:03Z'
const write = (over: Partial<ScheduleWrite> = {}): ScheduleWrite => ({
  id: 'test', name: 'Test', playlist: 'already-paid', zones: ['taxi'], level: 'event', weight: 1, startDay: '2026-11-23', from: '12:00', until: '13:00', rrule: null, exceptDays: [], moments: [], state: 'live', ...over,
})

describe.each(['sqlite', 'postgres'] as const)('changes of the schedule, on %s', (dialect) => {
  let postgres: Postgres | null = null
  let folder: string
  let clock: ManualClock
  let databaseUrl: string | undefined
  let controller: TestController
  let duty: Client
  let viewer: Client

  async function up(): Promise<void> {
    controller = await startController({ clock, folder, ...(databaseUrl ? { databaseUrl } : {}) })
    duty = createClient(controller.origin)
    viewer = createClient(controller.origin)
  }
  const signIn = async () => {
    await duty.signIn('lin', 'on duty tonight')
    await viewer.signIn('wu', 'only looking on')
  }
  const get = async <T>(path: string): Promise<T> => (await viewer.ask('GET', path)).body as T
  const entries = async () => new Map((await get<ScheduleEntry[]>('/api/schedule')).map((entry) => [entry.id, entry]))
  const plain = (all: ReadonlyMap<string, ScheduleEntry>) => new Map([...all].sort(([a], [b]) => (a < b ? -1 : 1)).map(([id, { version: _, preset, ...rest }]) => [id, { ...rest, preset: preset ?? null }]))
  const change = (body: unknown) => duty.ask('POST', '/api/schedule/batch', body)
  const done = async <T = BatchAnswer>(answer: Promise<{ status: number; body: unknown }>): Promise<T> => {
    const { status, body } = await answer
    if (status >= 300) throw new Error(JSON.stringify(body))
    return body as T
  }
  const code = async (answer: Promise<{ status: number; body: unknown }>) => {
    const { status, body } = await answer
    return [status, (body as { code?: string }).code, (body as { path?: string }).path]
  }
  const everyDevice = async (at: string): Promise<Map<string, string>> => {
    const shown = new Map<string, string>()
    for (const { id } of controller.services.site.devices) {
      const { main } = await get<ShowAnswer>(`/api/show?device=${id}&at=${at}`)
      shown.set(id, main.kind === 'item' ? `${main.item.id} ${main.startedAt}` : main.kind)
    }
    return shown
  }

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'anxing-schedule-'))
    postgres = dialect === 'postgres' ? await startPostgres() : null
    databaseUrl = await postgres?.database('schedule')
    clock = createManualClock(Temporal.Instant.from(START))
    await up()
    await staff(controller.client, 'PUT', '/api/staff', { user: 'lin', password: 'on duty tonight', roles: ['duty'], mayRelease: false })
    await staff(controller.client, 'PUT', '/api/staff', { user: 'wu', password: 'only looking on', roles: ['viewer'], mayRelease: false })
    await signIn()
  })
  afterAll(async () => {
    await controller.stop()
    await postgres?.stop()
    await rm(folder, { recursive: true, force: true })
  })

  it('makes several changes as one, and undo brings everything back', async () => {
    const before = await entries()
    const [first, second] = ['default-taxi', 'night-taxi'].map((id) => before.get(id))
    if (!first || !second) throw new Error('not shipped')
    const answer = await done(change({ put: [write(), { ...first, weight: 7 }], remove: ['night-taxi'], removed: { 'night-taxi': second.version } }))
    expect(answer.versions).toEqual({ test: 1, 'default-taxi': first.version + 1, 'night-taxi': second.version + 1 })
    expect([...(await entries()).keys()].sort()).toEqual([...before.keys(), 'test'].filter((id) => id !== 'night-taxi').sort())
    const back = await done(change(answer.undo))
    expect(plain(await entries())).toEqual(plain(before))
    expect((await entries()).get('night-taxi')?.version).toBe(second.version + 2)
    // Undone twice is done again.
    await done(change(back.undo))
    expect((await entries()).get('default-taxi')?.weight).toBe(7)
    // What comes back under its id goes on from where it went, also over a restart.
    await controller.stop()
    await up()
    await signIn()
    expect((await done(change({ put: [{ ...second, version: undefined }], remove: ['test'] }))).versions['night-taxi']).toBe(second.version + 4)
    await done(change({ put: [{ ...first, version: undefined }], remove: [] }))
    expect(plain(await entries())).toEqual(plain(before))
  })

  it('does all of it or nothing, and says which entry and why', async () => {
    const before = await entries()
    const taxi = before.get('default-taxi')
    if (!taxi) throw new Error('not shipped')
    expect(await code(change({ put: [write(), { ...taxi, version: taxi.version - 1 }] }))).toEqual([409, 'schedule/version-conflict', 'put.1.version'])
    expect(await code(change({ put: [write({ version: 3 })] }))).toEqual([409, 'schedule/version-conflict', 'put.0.version'])
    expect(await code(change({ put: [write()], remove: ['none'] }))).toEqual([404, 'schedule/not-found', 'remove.0'])
    expect(await code(change({ remove: ['default-taxi'], removed: { 'default-taxi': 1 } }))).toEqual([409, 'schedule/version-conflict', 'remove.0'])
    expect(await code(change({ put: [write(), write({ id: 'other', zones: ['taxi', 'nowhere'] })] }))).toEqual([422, 'schedule/unknown-zone', 'put.1.zones.1'])
    expect(await code(change({ put: [write(), write({ weight: 2 })] }))).toEqual([422, 'schedule/twice', 'put'])
    expect(await code(change({ put: [write({ preset: 'demo-lounge-1' })] }))).toEqual([422, 'schedule/unknown-preset', 'put.0.preset'])
    expect(await code(change({ put: Array.from({ length: 600 }, (_, i) => write({ id: `e-${i}` })), remove: Array.from({ length: 401 }, (_, i) => `f-${i}`) }))).toEqual([422, 'schedule/too-many', 'put'])
    expect(await code(duty.ask('PUT', '/api/schedule/default-taxi', { ...taxi, version: taxi.version - 1 }))).toEqual([409, 'schedule/version-conflict', 'version'])
    expect(await code(viewer.ask('POST', '/api/schedule/batch', { put: [write()] }))).toEqual([403, 'auth/forbidden', undefined])
    expect(plain(await entries())).toEqual(plain(before))
  })

  it('of two who change the same entry at once, one is told', async () => {
    const taxi = (await entries()).get('default-taxi')
    if (!taxi) throw new Error('not shipped')
    const answers = await Promise.all([2, 3, 4].map((weight) => duty.ask('PUT', '/api/schedule/default-taxi', { ...taxi, weight })))
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409, 409])
    await done(change({ put: [{ ...taxi, version: undefined }] }))
  })

  it('a preview names exactly the screens that change, from when on, and keeps nothing', async () => {
    const before = await entries()
    const ask = { put: [write({ zones: ['arrivals-level'] })] }
    const preview = await done<SchedulePreview>(viewer.ask('POST', '/api/schedule/preview', ask))
    expect(preview.firstChangeAt).toBe('2026-11-23T04:00:00Z')
    expect(preview.zones.map(({ zone }) => zone)).toEqual(['baggage', 'intl-baggage', 'arrivals', 'intl-arrivals', 'taxi', 'ride-hail'])
    expect(preview.zones[0]?.changes).toEqual([{ from: '2026-11-23T04:00:00Z', until: '2026-11-23T05:00:00Z', before: [expect.objectContaining({ entry: 'midday-baggage' }), expect.objectContaining({ entry: 'midday-baggage-elder' })], after: [{ entry: 'test', name: 'Test', level: 'event', share: 1, turns: 1 }] }])
    expect(preview.conflicts).toContainEqual({ zone: 'baggage', from: '2026-11-23T04:00:00Z', until: '2026-11-23T05:00:00Z', kind: 'outranked', winner: 'test', loser: 'midday-baggage', share: null })
    expect(plain(await entries())).toEqual(plain(before))
    const [was, at] = [new Map<string, string>(), preview.firstChangeAt ?? '']
    for (const [id, item] of await everyDevice(at)) was.set(id, item)
    const { undo } = await done(change(ask))
    const will = await everyDevice(at)
    expect([...will].filter(([id, item]) => item !== was.get(id)).map(([id]) => id).sort()).toEqual(preview.devices.toSorted())
    await done(change(undo))
    expect(await everyDevice(at)).toEqual(was)

    expect(await code(viewer.ask('POST', '/api/schedule/preview', { put: [write({ playlist: 'none' })] }))).toEqual([422, 'schedule/unknown-playlist', 'put.0.playlist'])
    expect(await code(viewer.ask('POST', '/api/schedule/preview', { ...ask, until: '2026-12-24T00:00:00Z' }))).toEqual([422, 'schedule/window', 'until'])
  })

  it('a timeline gives the shares that screens play', async () => {
    const window = 'from=2026-11-22T16:00:00Z&until=2026-11-29T16:00:00Z'
    const timeline = await get<Timeline>(`/api/timeline?zones=taxi,airside-gates&${window}`)
    expect(timeline.map(({ zone }) => zone)).toEqual(['gates-c1-c8', 'gates-c9-c16', 'gates-c17-c20', 'taxi'])
    const { stretches } = timeline[0] ?? { stretches: [] }
    expect([stretches[0]?.from, stretches.at(-1)?.until]).toEqual(['2026-11-22T16:00:00Z', '2026-11-29T16:00:00Z'])
    for (const at of ['2026-11-23T02:00:03Z', '2026-11-25T04:20:00Z', '2026-11-27T06:00:00Z']) {
      const { main } = await get<ShowAnswer>(`/api/show?device=wall-gate-c5&at=${at}`)
      const stretch = stretches.find(({ from, until }) => from <= at && at < until)
      expect(main.kind === 'item' && stretch?.entries.some(({ entry }) => entry === main.entry.id)).toBe(true)
    }
    expect(await code(viewer.ask('GET', `/api/timeline?zones=nowhere&${window}`))).toEqual([422, 'schedule/unknown-zone', 'zones'])
    expect(await code(viewer.ask('GET', '/api/timeline?zones=taxi&from=2026-11-22T16:00:00Z&until=2026-11-22T15:00:00Z'))).toEqual([422, 'schedule/window', 'until'])
  })

  describe('presets', () => {
    const ask = { zones: ['airside'], fromDay: '2026-11-23', untilDay: '2026-11-30' }
    const apply = (body: unknown = ask, id = 'demo-lounge') => duty.ask('POST', `/api/presets/${id}/apply`, body)
    const applied = () => get<AppliedPreset[]>('/api/presets/applied')

    it('are applied in one action, once, and taken back exactly', async () => {
      const before = await entries()
      const first = await apply()
      expect(first.status).toBe(201)
      const made = first.body as AppliedPreset
      expect(made).toMatchObject({ preset: 'demo-lounge', by: 'lin', edited: [], zones: ['airside-seats', 'gates-c1-c8', 'gates-c9-c16', 'gates-c17-c20', 'intl-seats', 'intl-gates'] })
      expect(made.entries).toHaveLength(5)
      const again = await apply()
      expect([again.status, again.body]).toEqual([200, made])
      expect(await code(apply({ ...ask, zones: ['intl-gates'], untilDay: null }))).toEqual([409, 'schedule/preset-applied', 'zones'])
      const shown = await get<ShowAnswer>('/api/show?device=wall-gate-c5&at=2026-11-30T14:59:00Z')
      expect(shown.main.kind === 'item' && made.entries.includes(shown.main.entry.id)).toBe(true)

      await controller.stop()
      await up()
      await signIn()
      expect(await applied()).toEqual([made])
      const reverted = await done(duty.ask('POST', `/api/presets/applied/${made.id}/revert`))
      expect(plain(await entries())).toEqual(plain(before))
      expect(await applied()).toEqual([])
      await done(change(reverted.undo))
      expect(await applied()).toEqual([made])
      await done(duty.ask('POST', `/api/presets/applied/${made.id}/revert`))
      expect(plain(await entries())).toEqual(plain(before))
      expect(await code(duty.ask('POST', `/api/presets/applied/${made.id}/revert`))).toEqual([404, 'schedule/not-found', undefined])
    })

    it('ask what shall become of entries that somebody has edited', async () => {
      const before = await entries()
      const made = await done<AppliedPreset>(apply())
      const [edited = ''] = made.entries
      const { preset: _, version: __, ...entry } = (await entries()).get(edited) as ScheduleEntry
      await done(duty.ask('PUT', `/api/schedule/${edited}`, { ...entry, weight: 9 }))
      expect((await applied())[0]?.edited).toEqual([edited])
      const revert = (body?: unknown) => duty.ask('POST', `/api/presets/applied/${made.id}/revert`, body)
      expect(await code(revert())).toEqual([409, 'schedule/preset-edited', 'edited'])
      const { undo } = await done(revert({ edited: 'keep' }))
      expect(await applied()).toEqual([])
      const kept = (await entries()).get(edited)
      expect([kept?.weight, kept?.preset ?? null]).toEqual([9, null])
      await done(change(undo))
      expect((await applied())[0]?.entries).toHaveLength(5)
      await done(revert({ edited: 'remove' }))
      expect(plain(await entries())).toEqual(plain(before))
    })

    it('are refused where they do not fit, and for those who may not', async () => {
      expect(await code(apply({ ...ask, zones: ['taxi'] }))).toEqual([422, 'schedule/preset-zone', 'zones.0'])
      expect(await code(apply({ ...ask, zones: ['nowhere'] }))).toEqual([422, 'schedule/unknown-zone', 'zones.0'])
      expect(await code(apply({ ...ask, untilDay: '2026-11-22' }))).toEqual([422, 'schedule/preset-days', 'untilDay'])
      expect(await code(apply(ask, 'none'))).toEqual([404, 'schedule/not-found', undefined])
      expect(await code(viewer.ask('POST', '/api/presets/demo-lounge/apply', ask))).toEqual([403, 'auth/forbidden', undefined])
      expect(await applied()).toEqual([])
    })
  })

  it('during a talk nobody speaks there or next door, and screens show on', async () => {
    const body = { name: '反诈微课', zone: 'taxi', from: '2026-11-23T03:00:00Z', until: '2026-11-23T03:30:00Z', neighbours: true }
    const why = async (device: string, at: string) => (await get<ShowAnswer>(`/api/show?device=${device}&at=${at}`)).audio.why
    const talk = await done<Talk>(duty.ask('POST', '/api/talks', body))
    expect(talk).toMatchObject({ ...body, by: 'lin', silent: ['arrivals', 'taxi'] })
    expect(await why('kiosk-arrivals', '2026-11-23T02:59:59Z')).not.toBe('audio/talk')
    expect(await why('kiosk-arrivals', '2026-11-23T03:00:00Z')).toBe('audio/talk')
    expect(await why('kiosk-arrivals', '2026-11-23T03:30:00Z')).not.toBe('audio/talk')
    await done(duty.ask('PUT', `/api/talks/${talk.id}`, { ...body, neighbours: false, until: '2026-11-23T03:20:00Z' }))
    expect(await why('kiosk-arrivals', '2026-11-23T03:00:00Z')).not.toBe('audio/talk')
    expect(await get<Talk[]>('/api/talks')).toEqual([{ ...talk, neighbours: false, until: '2026-11-23T03:20:00Z', silent: ['taxi'] }])

    expect(await code(duty.ask('POST', '/api/talks', { ...body, zone: 'neutral' }))).toEqual([422, 'schedule/unknown-zone', 'zone'])
    expect(await code(duty.ask('POST', '/api/talks', { ...body, until: body.from }))).toEqual([422, 'schedule/talk-times', 'until'])
    expect(await code(duty.ask('POST', '/api/talks', { ...body, from: '2026-11-22T03:00:00Z', until: '2026-11-22T04:00:00Z' }))).toEqual([422, 'schedule/talk-times', 'until'])
    expect(await code(duty.ask('PUT', '/api/talks/none', body))).toEqual([404, 'schedule/not-found', undefined])
    expect(await code(viewer.ask('POST', '/api/talks', body))).toEqual([403, 'auth/forbidden', undefined])
    expect((await duty.ask('DELETE', `/api/talks/${talk.id}`)).status).toBe(204)
    expect(await code(duty.ask('DELETE', `/api/talks/${talk.id}`))).toEqual([404, 'schedule/not-found', undefined])
    expect(await get<Talk[]>('/api/talks')).toEqual([])
  })
})
