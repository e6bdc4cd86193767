import { execFile } from 'node:child_process'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { DatabaseSync } from 'node:sqlite'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { AuditEntry, AuditPage, AuditVerdict } from '../../protocol/api-audit.ts'
import { createClient } from '../support/client.ts'
import { startController, type TestController } from '../support/controller.ts'
import { startPostgres, type Postgres } from '../support/postgres.ts'
import { staff } from '../support/staff.ts'

const root = new URL('../../', import.meta.url).pathname

describe.each(['sqlite', 'postgres'] as const)('the audit log, on %s', (dialect) => {
  let postgres: Postgres | null = null
  let folder: string
  let databaseUrl: string | undefined
  let controller: TestController

  const up = async () => { controller = await startController({ folder, ...(databaseUrl ? { databaseUrl } : {}) }) }
  const verify = async (noted?: string) => AuditVerdict.parse(await staff(controller.client, 'GET', `/api/audit/verify${noted === undefined ? '' : `?noted=${noted}`}`))
  const page = async (query = '') => AuditPage.parse(await staff(controller.client, 'GET', `/api/audit?${query}`))
  const latest = async (action: string) => (await page('limit=200')).acts.find((act) => act.action === action)
  const detail = (entry: AuditEntry | null | undefined) => JSON.parse(entry?.detail ?? '{}') as Record<string, unknown>
  const exported = async () => {
    const text = String((await controller.client.ask('GET', '/api/audit/export')).body)
    return { text, entries: text.trim().split('\n').map((line) => AuditEntry.parse(JSON.parse(line))) }
  }

  /** SQL by the hand of somebody who has the database: guards first, then the deed. */
  async function byHand(...statements: string[]): Promise<void> {
    if (databaseUrl) {
      const client = new pg.Client({ connectionString: databaseUrl })
      await client.connect()
      try {
        for (const statement of statements) await client.query(statement)
      } finally {
        await client.end()
      }
      return
    }
    const db = new DatabaseSync(join(folder, 'anxing.db'))
    try {
      for (const statement of statements) db.exec(statement)
    } finally {
      db.close()
    }
  }
  const unguard = dialect === 'sqlite' ? ['drop trigger audit_no_update', 'drop trigger audit_no_delete'] : ['alter table audit disable trigger all']

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'anxing-audit-'))
    postgres = dialect === 'postgres' ? await startPostgres() : null
    databaseUrl = await postgres?.database('audit')
    await up()
  })
  afterAll(async () => {
    await controller.stop()
    await postgres?.stop()
    await rm(folder, { recursive: true, force: true })
  })

  it('says who did what to what, what it was before and is now, and how it ended', async () => {
    await staff(controller.client, 'PUT', '/api/staff', { user: 'lin', password: 'first password of lin', roles: ['duty'], mayRelease: false })
    await staff(controller.client, 'PUT', '/api/staff', { user: 'lin', password: 'second password of lin', roles: ['duty', 'analyst'], mayRelease: false })
    const put = await latest('PUT /api/staff')
    expect([put?.user, put?.outcome, detail(put?.asked)['from']]).toEqual(['admin', 'done', '127.0.0.1'])
    expect(detail(put?.ended)).toMatchObject({ status: 204, changed: { roles: [['duty'], ['duty', 'analyst']] } })

    await staff(controller.client, 'PUT', '/api/devices/wall-taxi', { volume: 0.2, publicAddress: true })
    expect(Object.keys(Object(detail((await latest('PUT /api/devices/:id'))?.ended)['changed']))).toEqual([])
    const entry = { id: 'e-audit', name: '审计 / Audit', playlist: 'neutral', zones: ['taxi'], level: 'scheduled', weight: 1, startDay: '2026-11-23', from: '08:00', until: '09:00', rrule: null, exceptDays: [], moments: [], state: 'draft' }
    await staff(controller.client, 'POST', '/api/schedule', entry)
    await staff(controller.client, 'PUT', '/api/schedule/e-audit', { ...entry, weight: 3 })
    await staff(controller.client, 'DELETE', '/api/schedule/e-audit')
    expect(detail((await latest('POST /api/schedule'))?.ended)).toMatchObject({ status: 201, made: { id: 'e-audit', state: 'draft' } })
    expect(detail((await latest('PUT /api/schedule/:id'))?.ended)['changed']).toEqual({ weight: [1, 3], version: [1, 2] })
    expect(detail((await latest('DELETE /api/schedule/:id'))?.ended)['removed']).toMatchObject({ id: 'e-audit', weight: 3 })
  })

  it('has sign-ins, those that failed, and what somebody was turned away from; no password, token or code', async () => {
    const lin = createClient(controller.origin)
    await lin.signIn('lin', 'a wrong password')
    await lin.signIn('lin', 'second password of lin')
    expect((await lin.ask('DELETE', '/api/staff/admin')).status).toBe(403)
    await controller.client.ask('POST', '/api/devices/wall-taxi/pair', { code: 'QQQQQQ' })
    const signIns = (await page('area=signin&user=lin')).acts
    expect(signIns.map(({ action, outcome }) => [action, outcome])).toEqual([['POST /api/session', 'done'], ['POST /api/session', 'refused']])
    const [away] = (await page('user=lin&outcome=refused&area=people')).acts
    expect([away?.action, away?.subject, away?.asked, detail(away?.ended)['status']]).toEqual(['DELETE /api/staff/:id', '/api/staff/admin', null, 403])
    const { text } = await exported()
    for (const secret of ['second password', 'a wrong password', 'for tests alone', 'QQQQQQ', lin.cookie?.split('=')[1] ?? 'no cookie']) expect(text).not.toContain(secret)
  })

  it('has what timed jobs have done by themselves', async () => {
    await controller.services.jobs.runNow('forget-events')
    const [act] = (await page('area=system&user=-')).acts
    expect([act?.action, act?.outcome, detail(act?.ended)['result']]).toEqual(['job forget-events', 'done', expect.stringMatching(/^0 events/)])
  })

  it('is found again by person, part, outcome, time and words, page by page, no act twice', async () => {
    const from = Temporal.Now.instant().subtract({ minutes: 5 }).toString()
    expect((await page(`from=${from}&text=E-AUDIT`)).acts.map(({ action }) => action)).toEqual(['DELETE /api/schedule/:id', 'PUT /api/schedule/:id', 'POST /api/schedule'])
    expect((await page(`to=${from}`)).acts).toEqual([])
    expect((await page('outcome=open')).acts).toEqual([])
    // As a controller leaves it that was cut short in the middle of a change.
    await controller.services.audit.append({ user: 'lin', action: 'PUT /api/desk', subject: '/api/desk', outcome: 'asked', detail: { body: { open: true } } })
    expect((await page('outcome=open')).acts).toMatchObject([{ user: 'lin', outcome: 'open', ended: null }])
    const all: number[] = []
    for (let before: number | null = 1e9; before !== null;) {
      const { acts, next }: AuditPage = await page(`limit=3&before=${before}`)
      all.push(...acts.map(({ seq }) => seq))
      before = next
    }
    expect(all).toEqual([...new Set(all)].sort((a, b) => b - a))
    expect(all).toEqual((await page('limit=200')).acts.map(({ seq }) => seq))
  })

  it('keeps one chain however many change something at once, and goes on with it after a restart', async () => {
    await Promise.all(Array.from({ length: 40 }, (_, n) => controller.client.ask('PUT', '/api/desk', { open: n % 2 === 0, note: `${n}` })))
    expect(await verify()).toMatchObject({ ok: true, fault: null })
    await controller.stop()
    await up()
    const { entries } = await exported()
    expect(entries.map(({ seq }) => seq)).toEqual(entries.map((_, at) => at + 1))
    expect(await verify()).toMatchObject({ ok: true, checkpoints: 1 })
  })

  it('goes on where another controller on the same store was faster', async () => {
    const { head, entries } = await verify()
    const { hashOf } = await import('../../controller/audit/chain.ts')
    const row = { seq: entries + 1, at_ms: 1, user: '-', action: 'other', subject: '-', outcome: 'done', detail: '{}', prev: head }
    await byHand(`insert into audit values (${row.seq}, 1, '-', 'other', '-', 'done', '{}', '${head}', '${hashOf(row)}')`)
    expect((await controller.client.ask('PUT', '/api/desk', { open: true, note: '' })).status).toBe(200)
    expect(await verify()).toMatchObject({ ok: true })
  })

  it('is not changed, cut or replaced while its guard stands', async () => {
    for (const deed of ["update audit set detail = '{}' where seq = 2", 'delete from audit where seq = 2', ...(dialect === 'sqlite' ? ["insert or replace into audit select seq, at_ms, 'nobody', action, subject, outcome, detail, prev, hash from audit where seq = 2"] : ['truncate audit', "insert into audit select * from audit where seq = 2 on conflict (seq) do update set \"user\" = 'nobody'"])]) {
      await expect(byHand(deed)).rejects.toThrow('the audit log only grows')
    }
    expect(await verify()).toMatchObject({ ok: true })
  })

  it('is verified offline from its export, against a head that was written down', async () => {
    const { text, entries } = await exported()
    const run = promisify(execFile)
    const check = async (name: string, content: string, ...more: string[]) => {
      await writeFile(join(folder, name), content)
      const tool = join(root, 'tools/verify-audit.ts')
      return run(process.execPath, [tool, join(folder, name), ...more]).then(({ stdout }) => stdout, (error: unknown) => String(Reflect.get(Object(error), 'stderr')))
    }
    const last = entries.at(-1)
    const noted = `${last?.seq}:${last?.hash.slice(0, 16)}`
    expect(await check('whole.ndjson', text, '--noted', noted, '--checkpoints', join(folder, 'audit-checkpoints.log'))).toMatch(new RegExp(`^${last?.seq} entries, each as it was written. Head: ${last?.seq}:${last?.hash}`))
    expect(await check('edited.ndjson', text.replace('"user":"lin"', '"user":"ann"'))).toMatch(/^Entry \d+ is not what was written/)
    expect(await check('short.ndjson', `${text.trim().split('\n').slice(0, -2).join('\n')}\n`, '--noted', noted)).toContain('the log was cut there')
    expect(await check('short.ndjson', `${text.trim().split('\n').slice(0, -2).join('\n')}\n`)).toContain('each as it was written')
    expect(await check('torn.ndjson', text.slice(0, -20))).toMatch(/^Line \d+ is no entry of the log/)
  })

  const middle = 'seq = 4'
  it.each([
    ['an edited detail', [`update audit set detail = replace(detail, 'duty', 'viewer') where seq = 3`], { seq: 3, what: 'altered' }],
    ['another name', [`update audit set "user" = 'nobody' where ${middle}`], { seq: 4, what: 'altered' }],
    ['another time', [`update audit set at_ms = at_ms - 3600000 where ${middle}`], { seq: 4, what: 'altered' }],
    ['a removed entry', [`delete from audit where ${middle}`], { seq: 4, what: 'missing' }],
    ['the first entries removed', ['delete from audit where seq < 3'], { seq: 1, what: 'missing' }],
    ['two entries that changed places', ['update audit set seq = -1 where seq = 4', 'update audit set seq = 4 where seq = 5', 'update audit set seq = 5 where seq = -1'], { seq: 4, what: 'altered' }],
    ['the latest entries cut off', ['delete from audit where seq > 6'], { seq: 7, what: 'cut' }],
  ] as const)('altered by hand in the database it is detected: %s', async (_what, deeds, fault) => {
    const saved = (await exported()).entries
    await byHand(...unguard, ...deeds)
    try {
      expect(await verify()).toMatchObject({ ok: false, fault })
      expect(controller.services.health().find(({ name }) => name === 'audit')).toMatchObject({ ok: false, detail: expect.stringContaining(`entry ${fault.seq} `) })
    } finally {
      // As it was, entry by entry, so that the next deed starts from a whole log.
      const quoted = (text: string) => `'${text.replaceAll("'", "''")}'`
      const rows = saved.map(({ seq, at, user, action, subject, outcome, detail: said, prev, hash }) => `(${seq}, ${Date.parse(at)}, ${[user, action, subject, outcome, said, prev, hash].map(quoted).join(', ')})`)
      await byHand(`delete from audit where seq <= ${saved.length}`, `insert into audit values ${rows.join(', ')}`, ...(dialect === 'sqlite'
        ? ['update', 'delete'].map((change) => `create trigger audit_no_${change} before ${change} on audit begin select raise(abort, 'the audit log only grows'); end`)
        : ['alter table audit enable trigger all']))
    }
    expect(await verify()).toMatchObject({ ok: true })
  })

  it('written anew from a forged entry on, hashes and all, it is detected by what was noted outside', async () => {
    await controller.services.audit.checkpoint()
    const { entries, head } = await verify()
    const noted = `${entries}:${head.slice(0, 12)}`
    expect(await verify(noted)).toMatchObject({ ok: true })
    await controller.stop()
    const { hashOf } = await import('../../controller/audit/chain.ts')
    const { rowOf } = await import('../../controller/audit/acts.ts')
    await up()
    let prev = ''
    const forged = (await exported()).entries.map((entry) => {
      const row = { ...rowOf(entry), user: entry.seq === 4 ? 'somebody-else' : entry.user, prev }
      prev = hashOf(row)
      return { ...row, hash: prev }
    })
    await controller.stop()
    await byHand(...unguard, ...forged.map(({ seq, user, prev: before, hash }) => `update audit set "user" = '${user}', prev = '${before}', hash = '${hash}' where seq = ${seq}`))
    await up()
    expect(await verify()).toMatchObject({ ok: false, fault: { what: 'cut' } })
    await writeFile(join(folder, 'audit-checkpoints.log'), '')
    expect(await verify(noted)).toMatchObject({ ok: false, fault: { seq: entries, what: 'cut' } })
    expect(await readFile(join(folder, 'audit-checkpoints.log'), 'utf8')).toBe('')
  })
})
