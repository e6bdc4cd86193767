import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { printMarks } from '../../controller/guide/print.ts'
import { publishedGuide } from '../../controller/guide/published.ts'
import type { GuideView, Library } from '../../protocol/api.ts'
import { Revision } from '../../protocol/api-review.ts'
import type { Guide } from '../../protocol/content.ts'
import type { Client } from '../support/client.ts'
import { startController, type TestController } from '../support/controller.ts'
import { kitOf } from '../support/kit.ts'
import { hire, publishShipped, signedIn, type Member } from '../support/people.ts'
import { staff } from '../support/staff.ts'
import { until } from '../support/until.ts'
import type { z } from 'zod/mini'

let folder: string
let controller: TestController
let crew: Record<Member, Client>
const kit = () => kitOf(controller)
const library = () => staff<Library>(crew.author, 'GET', '/api/library')
const guide = () => staff<z.infer<typeof GuideView>>(crew.author, 'GET', '/api/guide')

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'anxing-answers-'))
  controller = await startController({ demo: false, folder })
  await hire(controller.client)
  crew = await signedIn(controller.origin)
})
afterAll(async () => {
  await controller.stop()
  await rm(folder, { recursive: true, force: true })
})

it('a site says nothing that nobody there has passed: no answer and no guide, until they are reviewed and published', async () => {
  expect(await kit()).toMatchObject({ answers: [], guide: null })
  expect(await guide()).toEqual({ guide: null, print: false })
  expect((await crew.author.ask('GET', '/api/guide.pdf')).status).toBe(404)
  expect((await library()).answers.length).toBeGreaterThan(40)

  await publishShipped(crew, [{ kind: 'answer', id: 'code' }, { kind: 'answer', id: 'paid' }])
  await until(async () => expect((await kit()).answers.map(({ id }) => id)).toEqual(['code', 'paid']))
  // How it sounds comes with it, worked out here.
  expect((await kit()).answers[0]?.sounds[0]).toBe('you ren yao wo de yan zheng ma neng gei ma')
  await controller.stop()
  controller = await startController({ demo: false, folder })
  crew = await signedIn(controller.origin)
  expect((await kit()).answers.map(({ id }) => id)).toEqual(['code', 'paid'])
})

it('other words of an answer go the same way: two people read them, and a number that is written out holds them back', async () => {
  const body = (await library()).answers.find(({ id }) => id === 'code')
  const write = async (words: object) => Revision.parse(await staff(crew.author, 'POST', '/api/revisions', { kind: 'answer', body: { ...body, ...words } }))
  const bad = await write({ action: { 'zh-CN': '拨打 96110', en: 'Call 96110' } })
  expect(bad.findings.map(({ code, path }) => `${code} ${path}`)).toEqual(['check/phone-written action.zh-CN', 'check/phone-written action.en'])
  expect((await crew.author.ask('POST', `/api/revisions/answer/code/${bad.version}/submit`, {})).status).toBe(422)
  const better = Revision.parse(await staff(crew.author, 'PUT', `/api/revisions/answer/code/${bad.version}`, { body: { ...body, action: { 'zh-CN': '验证码，谁都不给', en: 'Give nobody your code' } }, changedAt: bad.changedAt }))
  await staff(crew.author, 'POST', `/api/revisions/answer/code/${better.version}/submit`, {})
  for (const who of ['first', 'second'] as const) await staff(crew[who], 'POST', `/api/revisions/answer/code/${better.version}/decide`, { decision: 'pass', note: '' })
  await staff(crew.publisher, 'POST', '/api/revisions/publish', { revisions: [{ kind: 'answer', id: 'code', version: better.version }] })
  await until(async () => expect((await kit()).answers[0]?.action.en).toBe('Give nobody your code'))
})

it('the guide on screens has a print file of the same words; other words have none until one is made, and need another version', async () => {
  await publishShipped(crew, [{ kind: 'guide', id: 'boarding-guide' }])
  await until(async () => expect((await kit()).guide?.id).toBe('boarding-guide'))
  const shipped = (await guide()).guide
  expect((await guide()).print).toBe(true)
  const file = await crew.author.ask('GET', '/api/guide.pdf')
  expect([file.status, file.headers.get('content-type'), file.headers.get('content-disposition')]).toEqual([200, 'application/pdf', 'attachment; filename="boarding-guide-1.pdf"'])
  expect(file.body).toMatch(/^%PDF-/)
  const [first, ...rest] = shipped?.sections ?? []
  const sections = [{ ...first, title: { 'zh-CN': '出门前', en: 'Before leaving' } }, ...rest]
  const same = Revision.parse(await staff(crew.author, 'POST', '/api/revisions', { kind: 'guide', body: { ...shipped, sections } }))
  expect(same.findings.map(({ code }) => code)).toEqual(['check/guide-same-version'])
  const next = Revision.parse(await staff(crew.author, 'PUT', `/api/revisions/guide/boarding-guide/${same.version}`, { body: { ...shipped, sections, version: 'site-2' }, changedAt: same.changedAt }))
  expect(next.findings).toEqual([])
  await staff(crew.author, 'POST', `/api/revisions/guide/boarding-guide/${next.version}/submit`, {})
  for (const who of ['first', 'second', 'third'] as const) await staff(crew[who], 'POST', `/api/revisions/guide/boarding-guide/${next.version}/decide`, { decision: 'pass', note: '' })
  await staff(crew.publisher, 'POST', '/api/revisions/publish', { revisions: [{ kind: 'guide', id: 'boarding-guide', version: next.version }] })
  await until(async () => expect((await kit()).guide?.version).toBe('site-2'))
  expect(await guide()).toMatchObject({ guide: { version: 'site-2' }, print: false })
  expect(await crew.author.ask('GET', '/api/guide.pdf')).toMatchObject({ status: 404, body: { code: 'content/not-found', message: expect.stringContaining('no print file of version site-2') } })
  // What `npm run guide -- --data FOLDER` prints: what is published here, while the controller runs.
  expect(await publishedGuide(folder, {})).toMatchObject({ ok: true, value: { guide: { version: 'site-2', sections: [{ title: { en: 'Before leaving' } }, ...rest.map(({ title }) => ({ title }))] } } })
  const file2 = `%PDF-1.4 ${Object.entries(printMarks(next.body as Guide, (await library()).phones)).map(([key, mark]) => `/${key} (${mark})`).join(' ')}`
  await mkdir(join(folder, 'print'))
  await writeFile(join(folder, 'print', 'boarding-guide-site-2.pdf'), file2)
  expect((await guide()).print).toBe(true)
  expect((await crew.author.ask('GET', '/api/guide.pdf')).body).toBe(file2)
})

it('a folder in which no controller ever stored anything, and a site that has published no guide, are said so', async () => {
  expect(await publishedGuide(join(folder, 'nowhere'), {})).toMatchObject({ ok: false, error: { code: 'store/none' } })
  const other = await startController({ demo: false })
  expect(await publishedGuide(other.folder, {})).toMatchObject({ ok: false, error: { code: 'content/none-published' } })
  expect(await publishedGuide(other.folder, { ANXING_DEMO: '1' })).toMatchObject({ ok: true, value: { guide: { version: '1' } } })
  await other.stop()
})
