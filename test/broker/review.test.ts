import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import * as z from 'zod/mini'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { Revision, RevisionSummary } from '../../protocol/api-review.ts'
import type { Item } from '../../protocol/content.ts'
import { usualStages } from '../../protocol/review-rules.ts'
import { openStore } from '../../controller/store/store.ts'
import { createClient, type Client } from '../support/client.ts'
import { startController, type TestController } from '../support/controller.ts'
import { hire, publishShipped, signedIn, type Member } from '../support/people.ts'
import { startPostgres, type Postgres } from '../support/postgres.ts'
import { staff } from '../support/staff.ts'

describe.each(['sqlite', 'postgres'] as const)('三审三校 on %s', (dialect) => {
  let postgres: Postgres | null = null
  let folder: string
  let databaseUrl: string | undefined
  let controller: TestController
  let crew: Record<Member, Client>
  let items: string[]
  const text = (zh: string, en: string) => ({ 'zh-CN': zh, en })
  const list = (id: string, of = items) => ({ id, campaign: null, name: text('候机提醒', 'Gate reminders'), items: of })
  const draft = async (body: object, kind = 'playlist') => Revision.parse(await staff(crew.author, 'POST', '/api/revisions', { kind, body }))
  const at = ({ kind, id, version }: Pick<Revision, 'kind' | 'id' | 'version'>, what = '') => `/api/revisions/${kind}/${id}/${version}${what}`
  const decide = (who: Member, revision: Revision, decision = 'pass', note = '') => crew[who].ask('POST', at(revision, '/decide'), { decision, note })
  const publish = (who: Member, { kind, id, version }: Revision) => crew[who].ask('POST', '/api/revisions/publish', { revisions: [{ kind, id, version }] })
  /** A new draft that has passed all its reviews. */
  const passed = async (body: object, kind = 'playlist') => {
    const made = await draft(body, kind)
    await staff(crew.author, 'POST', at(made, '/submit'), {})
    for (const who of ['first', 'second', 'third'] as const) if ((await staff<Revision>(crew[who], 'GET', at(made))).state === 'submitted') await decide(who, made)
    return made
  }
  const shelf = () => controller.services.content

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'anxing-review-'))
    postgres = dialect === 'postgres' ? await startPostgres() : null
    databaseUrl = await postgres?.database('review')
    controller = await startController({ demo: false, folder, ...(databaseUrl ? { databaseUrl } : {}) })
    await hire(controller.client)
    crew = await signedIn(controller.origin)
    items = shelf().playlist('gate-wait')?.items.slice(0, 3) ?? []
    await publishShipped(crew, items.map((id) => ({ kind: 'item' as const, id })))
  })
  afterAll(async () => {
    await controller.stop()
    await postgres?.stop()
    await rm(folder, { recursive: true, force: true })
  })

  it('an author writes, three people review in order, a publisher publishes; until then no screen knows of it', async () => {
    const made = await draft(list('gate-new'))
    expect([made.state, made.stages, made.version, made.findings]).toEqual(['draft', 3, 1, []])
    expect([shelf().playlist('gate-new'), shelf().bundleFor('gate-new')]).toEqual([null, null])
    await staff(crew.author, 'POST', at(made, '/submit'), {})
    expect((await decide('second', made)).body).toMatchObject({ code: 'auth/forbidden' })
    for (const who of ['first', 'second', 'third'] as const) {
      expect(shelf().bundleFor('gate-new')).toBeNull()
      expect((await publish('publisher', made)).body).toMatchObject({ code: 'content/state' })
      expect((await decide(who, made)).status).toBe(200)
    }
    expect((await crew.author.ask('POST', '/api/revisions/publish', { revisions: [made] })).body).toMatchObject({ code: 'auth/forbidden' })
    const done = z.array(RevisionSummary).parse((await publish('publisher', made)).body)
    expect(done[0]).toMatchObject({ state: 'published', author: 'author', publishedBy: 'publisher', steps: [{ stage: 1, by: 'first' }, { stage: 2, by: 'second' }, { stage: 3, by: 'third' }] })
    expect(shelf().bundleFor('gate-new')?.items.map(({ id }) => id)).toEqual(items)
  })

  it('a reviewer refuses with a reason; the author makes another draft of it', async () => {
    const made = await draft(list('gate-refused'))
    await staff(crew.author, 'POST', at(made, '/submit'), {})
    expect((await decide('first', made, 'refuse')).body).toMatchObject({ code: 'content/no-reason', path: 'note' })
    expect((await decide('first', made, 'refuse', '第二条与正在播的重复')).body).toMatchObject({ state: 'refused' })
    expect((await decide('first', made)).body).toMatchObject({ code: 'content/state' })
    expect((await crew.author.ask('PUT', at(made), { body: list('gate-refused'), changedAt: made.changedAt })).body).toMatchObject({ code: 'content/state' })
    const again = Revision.parse(await staff(crew.author, 'POST', at(made, '/restore'), {}))
    expect([again.state, again.version, again.steps, again.body['items']]).toEqual(['draft', 2, [], items])
  })

  it('nobody reviews their own, nobody reviews twice, and somebody who only wrote at it counts as its author', async () => {
    await staff(controller.client, 'PUT', '/api/staff', { user: 'many', password: 'does it all', roles: ['author', 'reviewer1', 'reviewer2', 'reviewer3', 'publisher'], mayRelease: true })
    const many = (await signedIn(controller.origin)).author
    await many.signIn('many', 'does it all')
    const mine = Revision.parse(await staff(many, 'POST', '/api/revisions', { kind: 'playlist', body: list('gate-own') }))
    await staff(many, 'POST', at(mine, '/submit'), {})
    expect((await many.ask('POST', at(mine, '/decide'), { decision: 'pass' })).body).toMatchObject({ code: 'content/own-work' })
    const shared = await draft(list('gate-shared'))
    const saved = Revision.parse(await staff(many, 'PUT', at(shared), { body: list('gate-shared', items.slice(1)), changedAt: shared.changedAt }))
    expect(saved.contributors).toEqual(['author', 'many'])
    await staff(crew.author, 'POST', at(shared, '/submit'), {})
    expect((await many.ask('POST', at(shared, '/decide'), { decision: 'pass' })).body).toMatchObject({ code: 'content/own-work' })
    const others = await draft(list('gate-twice'))
    await staff(crew.author, 'POST', at(others, '/submit'), {})
    expect((await many.ask('POST', at(others, '/decide'), { decision: 'pass' })).status).toBe(200)
    expect((await many.ask('POST', at(others, '/decide'), { decision: 'pass' })).body).toMatchObject({ code: 'content/same-reviewer' })
  })

  it('one version of a thing is open at a time; it is taken back to be written at, and its reviews start anew', async () => {
    const made = await draft(list('gate-back'))
    expect((await crew.author.ask('POST', '/api/revisions', { kind: 'playlist', body: list('gate-back') })).body).toMatchObject({ code: 'content/open-already' })
    await staff(crew.author, 'POST', at(made, '/submit'), {})
    await decide('first', made)
    expect(await staff(crew.author, 'POST', at(made, '/recall'), {})).toMatchObject({ state: 'draft', steps: [], contributors: ['author'] })
    expect((await decide('second', made)).body).toMatchObject({ code: 'content/state' })
    await staff(crew.author, 'DELETE', at(made))
    expect(await staff(crew.author, 'GET', '/api/revisions/playlist/gate-back')).toEqual([])
  })

  it('who wrote what nobody has passed stays its author in the next version', async () => {
    const made = await draft(list('gate-taken-over'))
    await staff(crew.author, 'POST', at(made, '/submit'), {})
    await decide('first', made, 'refuse', '重写')
    await staff(controller.client, 'PUT', '/api/staff', { user: 'other', password: 'writes as well', roles: ['author'], mayRelease: false })
    const other = createClient(controller.origin)
    await other.signIn('other', 'writes as well')
    expect(await staff(other, 'POST', at(made, '/restore'), {})).toMatchObject({ author: 'other', contributors: ['other', 'author'], state: 'draft' })
  })

  it('the lists: what is open, and what is on screens with its names', async () => {
    const made = await draft({ ...list('gate-listed'), name: text('候机提醒', '') })
    const open = z.array(RevisionSummary).parse(await staff(crew.first, 'GET', '/api/revisions?standing=open'))
    expect(open.find(({ id }) => id === 'gate-listed')).toMatchObject({ version: made.version, state: 'draft', missing: ['en'], item: null })
    expect(open.filter(({ id }) => id === 'gate-new')).toEqual([])
    const live = z.array(RevisionSummary).parse(await staff(crew.first, 'GET', '/api/revisions?standing=published'))
    expect(live.filter(({ id }) => id === 'gate-new')).toMatchObject([{ state: 'published', publishedBy: 'publisher' }])
    expect(live.find(({ id }) => id === items[0])).toMatchObject({ kind: 'item', item: shelf().item(items[0] ?? '')?.item.kind })
  })

  it('what was shipped stays among the versions of what takes its place', async () => {
    const shipped = shelf().template('a2')
    const made = await passed({ ...shipped, expiresInSeconds: 1_800 }, 'template')
    await publish('publisher', made)
    expect(shelf().template('a2')?.expiresInSeconds).toBe(1_800)
    expect(await staff(crew.author, 'GET', '/api/revisions/template/a2')).toMatchObject([{ version: 2, state: 'published' }, { version: 1, state: 'superseded', author: 'anxing', body: shipped }])
  })

  it('nothing gets past the reviews by writing to the shelf; who may withdraw takes off and brings back what is reviewed, as it is', async () => {
    const live = shelf().playlist('gate-new')
    const put = (who: Member, body: object) => crew[who].ask('PUT', '/api/playlists/gate-new', { ...live, version: undefined, ...body })
    for (const body of [{ items: items.slice(1) }, { state: 'draft' }, { state: 'withdrawn', items: items.slice(1) }]) expect((await put('author', body)).body).toMatchObject({ code: 'content/needs-review' })
    expect((await put('author', { state: 'withdrawn' })).body).toMatchObject({ code: 'auth/forbidden' })
    await staff(crew.publisher, 'POST', '/api/playlists/gate-new/withdraw', {})
    expect(shelf().bundleFor('gate-new')).toBeNull()
    expect((await put('author', { state: 'withdrawn', items: items.slice(1) })).body).toMatchObject({ code: 'content/needs-review' })
    await staff(crew.publisher, 'POST', '/api/playlists/gate-new/restore', {})
    expect(shelf().bundleFor('gate-new')?.items.map(({ id }) => id)).toEqual(items)
    expect((await crew.publisher.ask('POST', '/api/playlists/campaign-paid-task/restore', {})).body).toMatchObject({ code: 'content/needs-review' })
  })

  it('what was published once under an id does not vouch for other words under that id: they come back neither as a draft nor as withdrawn', async () => {
    const old = await passed(list('gate-again', items.slice(0, 2)))
    await publish('publisher', old)
    await staff(crew.publisher, 'DELETE', '/api/playlists/gate-again')
    for (const state of ['draft', 'withdrawn', 'live']) expect((await crew.author.ask('POST', '/api/playlists', { ...list('gate-again'), state })).body).toMatchObject({ code: 'content/needs-review' })
    expect((await crew.publisher.ask('POST', '/api/playlists/gate-again/restore', {})).body).toMatchObject({ code: 'content/not-found' })
    // Only what was withdrawn comes back.
    for (const path of ['/api/playlists/gate-new', `/api/items/${items[0]}`]) expect(await crew.publisher.ask('POST', `${path}/restore`, {})).toMatchObject({ status: 422, body: { code: 'content/state' } })
  })

  it('of two who save the same draft, the later is told', async () => {
    const made = await draft(list('gate-both'))
    await staff(crew.author, 'PUT', at(made), { body: list('gate-both', items.slice(0, 2)), changedAt: made.changedAt })
    expect(await crew.author.ask('PUT', at(made), { body: list('gate-both', items.slice(0, 1)), changedAt: made.changedAt })).toMatchObject({ status: 409, body: { code: 'content/version-conflict' } })
  })

  it('a draft that is not whole is kept, but not handed in; what blocks names its field', async () => {
    const { id: _id, ...poster } = shelf().items().find(({ item }) => item.kind === 'poster')?.item as Item
    const made = await draft({ ...poster, id: 'new-poster', headline: text('这条标题实在是太长了谁也来不及读完它', ''), phones: [] }, 'item')
    expect(made.findings.filter(({ level }) => level === 'block').map(({ code, path }) => [code, path])).toContainEqual(['check/missing-language', 'headline.en'])
    expect((await crew.author.ask('POST', at(made, '/submit'), {})).body).toMatchObject({ code: 'content/unfit', path: 'headline.en' })
    const next = Revision.parse(await staff(crew.author, 'PUT', at(made), { body: { ...made.body, headline: text('这条标题实在是太长了谁也来不及读完它', 'Too long') }, changedAt: made.changedAt }))
    expect(next.findings[0]).toMatchObject({ code: 'check/headline-long', level: 'block', path: 'headline.zh-CN', facts: { length: 18, most: 14 } })
    await staff(crew.author, 'POST', at(made, '/comments'), { path: 'headline.zh-CN', text: '太长' })
    expect((await staff<Revision>(crew.first, 'GET', at(made))).comments).toMatchObject([{ by: 'author', path: 'headline.zh-CN', text: '太长' }])
  })

  it('a playlist with an unpublished item is not published before that item', async () => {
    const sample = shelf().items().find(({ state }) => state === 'sample')?.item.id ?? ''
    const made = await passed(list('gate-early', [...items, sample]))
    expect((await publish('publisher', made)).body).toMatchObject({ code: 'content/items-not-live', message: expect.stringContaining(sample) })
  })

  it('of several all are published or none, and an item counts as live for a playlist that goes along', async () => {
    const early = Revision.parse((await staff<unknown[]>(crew.author, 'GET', '/api/revisions/playlist/gate-early'))[0])
    const sample = z.array(z.string()).parse(early.body['items']).at(-1) ?? ''
    const item = await passed({ ...shelf().item(sample)?.item }, 'item')
    const waiting = await draft(list('gate-not-passed'))
    const many = (...all: Revision[]) => crew.publisher.ask('POST', '/api/revisions/publish', { revisions: all.map(({ kind, id, version }) => ({ kind, id, version })) })
    expect((await many(item, early, waiting)).body).toMatchObject({ code: 'content/state', message: expect.stringContaining('gate-not-passed') })
    expect([shelf().item(sample)?.state, (await staff<Revision>(crew.first, 'GET', at(item))).state]).toEqual(['sample', 'passed'])
    expect((await many(early, item)).status).toBe(200)
    expect([shelf().item(sample)?.state, shelf().bundleFor('gate-early')?.items.map(({ id }) => id)]).toEqual(['live', [...items, sample]])
  })

  it('where the store fails between what is said to be published and the shelf, nothing is published', async () => {
    const [old] = items
    const item = await passed({ ...shelf().item(old ?? '')?.item, seconds: 25 }, 'item')
    const playlist = await passed(list('gate-torn', items.slice(0, 1)))
    const both = { revisions: [item, playlist].map(({ kind, id, version }) => ({ kind, id, version })) }
    const before = shelf().item(item.id)
    const store = await openStore({ folder, url: databaseUrl })
    await sql`alter table playlist rename to playlist_away`.execute(store.db)
    expect((await crew.publisher.ask('POST', '/api/revisions/publish', both)).status).toBe(500)
    await sql`alter table playlist_away rename to playlist`.execute(store.db)
    const kept = await store.db.selectFrom('item').select(['version', 'state']).where('id', '=', item.id).executeTakeFirst()
    await store.stop()
    expect([kept, shelf().item(item.id), shelf().playlist('gate-torn')]).toEqual([{ version: before?.version, state: 'live' }, before, null])
    for (const one of [item, playlist]) expect(await staff(crew.first, 'GET', at(one))).toMatchObject({ state: 'passed', publishedBy: null })
    expect((await crew.publisher.ask('POST', '/api/revisions/publish', both)).status).toBe(200)
    expect([shelf().item(item.id)?.item.seconds, shelf().bundleFor('gate-torn')?.items.map(({ id }) => id)]).toEqual([25, [old]])
  })

  it('the number of reviews is the site\'s to set, for what is handed in from then on', async () => {
    const stages = { ...usualStages, playlist: 1, line: 1 }
    expect((await crew.publisher.ask('PUT', '/api/review/stages', stages)).status).toBe(403)
    await staff(controller.client, 'PUT', '/api/review/stages', stages)
    const made = await draft(list('gate-one'))
    await staff(crew.author, 'POST', at(made, '/submit'), {})
    expect((await decide('first', made)).body).toMatchObject({ state: 'passed', stages: 1 })
    expect((await publish('publisher', made)).status).toBe(200)
  })

  it('every version stays; an old one is restored as a draft and goes through review again; a restart changes nothing', async () => {
    const made = await draft(list('gate-one', items.slice(0, 1)))
    await staff(crew.author, 'POST', at(made, '/submit'), {})
    await decide('first', made)
    await publish('publisher', made)
    expect(shelf().bundleFor('gate-one')?.items).toHaveLength(1)
    const before = z.array(Revision).parse(await staff(crew.author, 'GET', '/api/revisions/playlist/gate-one'))
    expect(before.map(({ version, state }) => [version, state])).toEqual([[2, 'published'], [1, 'superseded']])
    await controller.stop()
    controller = await startController({ demo: false, folder, ...(databaseUrl ? { databaseUrl } : {}) })
    crew = await signedIn(controller.origin)
    expect(await staff(crew.author, 'GET', '/api/revisions/playlist/gate-one')).toEqual(before)
    const back = Revision.parse(await staff(crew.author, 'POST', '/api/revisions/playlist/gate-one/1/restore', {}))
    expect([back.version, back.state, back.body['items']]).toEqual([3, 'draft', items])
    expect(shelf().bundleFor('gate-one')?.items).toHaveLength(1)
  })
})

it('in the demo the administrator works alone', async () => {
  const controller = await startController()
  const { client, services } = controller
  const items = services.content.playlist('gate-wait')?.items ?? []
  const body = { id: 'alone', campaign: null, name: { 'zh-CN': '一人', en: 'Alone' }, items }
  const made = Revision.parse(await staff(client, 'POST', '/api/revisions', { kind: 'playlist', body }))
  await staff(client, 'POST', '/api/revisions/publish', { revisions: [{ kind: 'playlist', id: 'alone', version: made.version }] })
  expect(services.content.playlist('alone')?.state).toBe('live')
  await controller.stop()
})
