import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Page } from 'playwright'
import type { MediaView } from '../../protocol/api-media.ts'
import { Revision } from '../../protocol/api-review.ts'
import { calmWebm, tone } from '../support/clips.ts'
import { hire, passwordOf, signedIn, type Member } from '../support/people.ts'
import type { Client } from '../support/client.ts'
import { staff } from '../support/staff.ts'
import { until } from '../support/until.ts'
import { uploaded } from '../support/uploads.ts'
import { axeFindings, openConsoleHouse, sideways, type ConsoleHouse } from './console-room.ts'

let house: ConsoleHouse
let crew: Record<Member, Client>
let page: Page
const text = (zh: string, en: string) => ({ 'zh-CN': zh, en })
const common = { scam: 'general', move: 'ask', seconds: 6, zoneKinds: ['taxi'], moments: [], audiences: ['everyone'], phones: [], headline: text('拿不准，|先问一问', 'Not sure? Ask first'), action: text('先问航司', 'Ask the airline') }
const film = { ...common, id: 'film-ask', kind: 'video', captions: [] }
const poster = { ...common, id: 'poster-picture', kind: 'poster', line: text('问一句，不吃亏', 'Asking costs nothing') }

beforeAll(async () => {
  house = await openConsoleHouse([])
  await hire(house.controller.client)
  crew = await signedIn(house.controller.origin)
  for (const body of [film, poster]) await staff(crew.author, 'POST', '/api/revisions', { kind: 'item', body })
  page = await house.open()
  await house.enter(page, '#/content', 'author', passwordOf('author'))
}, 120_000)
afterAll(() => house.close())

const draftOf = async (id: string) => Revision.parse(await staff(crew.author, 'GET', `/api/revisions/item/${id}/1`))
/** Handed in, passed by three people, published. */
async function onScreens(kind: 'item' | 'playlist', id: string): Promise<void> {
  await staff(crew.author, 'POST', `/api/revisions/${kind}/${id}/1/submit`, {})
  const named = { revisions: [{ kind, id, version: 1 }] }
  const { stages } = Revision.parse(await staff(crew.author, 'GET', `/api/revisions/${kind}/${id}/1`))
  for (const member of (['first', 'second', 'third'] as const).slice(0, stages)) await staff(crew[member], 'POST', '/api/revisions/decide', { ...named, decision: 'pass' })
  await staff(crew.publisher, 'POST', '/api/revisions/publish', named)
}

describe('an author', () => {
  it('is told at once why a file is not taken, and what to send instead; the field keeps what it had', async () => {
    await house.go(page, '#/content/item/film-ask')
    const field = page.getByRole('group', { name: 'Film', exact: true })
    await field.locator('input[type=file]').setInputFiles({ name: 'film.webm', mimeType: 'video/webm', buffer: Buffer.from('#!/bin/sh\n') })
    await field.getByRole('alert').getByText('This is a program, whatever its name says.').waitFor()
    await field.locator('input[type=file]').setInputFiles({ name: 'still.png', mimeType: 'image/png', buffer: await sharp({ create: { width: 800, height: 600, channels: 3, background: '#567' } }).png().toBuffer() })
    await field.getByRole('alert').getByText('This file does not belong in this field.').waitFor()
    expect((await draftOf('film-ask')).body['media']).toBeUndefined()
  })

  it('sends in a film, sees what was measured, and writes its captions beside it', async () => {
    const field = page.getByRole('group', { name: 'Film', exact: true })
    await field.locator('input[type=file]').setInputFiles({ name: '先问.webm', mimeType: 'video/webm', buffer: calmWebm(6) })
    await field.getByText('先问.webm').waitFor({ timeout: 90_000 })
    await field.getByText(/1280 × 720 · 0:06 · WebM .* flash.* LUFS/).waitFor({ timeout: 90_000 })
    await page.getByRole('button', { name: 'Add a caption' }).click()
    const first = page.getByRole('listitem', { name: 'Caption 1', exact: true })
    await first.getByRole('textbox', { name: 'Chinese' }).fill('接到改签短信，先别点，打开航司应用自己查')
    await first.getByRole('textbox', { name: 'English' }).fill('A rebooking text? Do not tap')
    // Three seconds are too few for that: said where it is written.
    await first.getByText(/^Reading it aloud takes .* it stands for 3\.0 s\.$/).waitFor()
    await first.getByRole('textbox', { name: 'Until' }).fill('5')
    await first.getByRole('textbox', { name: 'Until' }).press('Tab')
    await until(() => expect(first.getByText(/^Reading it aloud/).count()).resolves.toBe(0))
    await until(async () => expect((await draftOf('film-ask')).body).toMatchObject({ media: { type: 'video/webm' }, cues: [{ from: 0, until: 5, text: { en: 'A rebooking text? Do not tap' } }] }))
    expect((await draftOf('film-ask')).findings.filter(({ level }) => level === 'block')).toEqual([])
    expect(await axeFindings(page)).toEqual([])
    expect(await sideways(page)).toEqual([])
  })

  it('takes a picture from the media store, where what nothing uses can be deleted', async () => {
    const to = { origin: house.controller.origin, client: crew.author }
    const picture = await sharp(Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="1600" height="1000"><defs><linearGradient id="g"><stop stop-color="#e8b04a"/><stop offset="1" stop-color="#2a6f97"/></linearGradient></defs><rect width="100%" height="100%" fill="url(#g)"/></svg>')).jpeg().toBuffer()
    await uploaded(picture, { ...to, name: 'gate.jpg' })
    await uploaded(await sharp(picture).flop().png().toBuffer(), { ...to, name: 'not-wanted.png' })
    await house.go(page, '#/content/item/poster-picture')
    await page.getByRole('group', { name: 'Picture', exact: true }).getByRole('button', { name: 'From the media store' }).click()
    const store = page.getByRole('dialog', { name: 'Media store' })
    await store.getByRole('button', { name: 'Delete: not-wanted.png' }).click()
    await store.getByRole('button', { name: 'Delete: not-wanted.png' }).waitFor({ state: 'detached' })
    expect(await axeFindings(page)).toEqual([])
    await store.getByRole('button', { name: 'Use: gate.jpg' }).click()
    await until(async () => expect((await draftOf('poster-picture')).body['picture']).toMatchObject({ media: { type: 'image/jpeg' } }))
    expect((await draftOf('poster-picture')).findings.map(({ code, path }) => `${code} ${path}`)).toContain('check/missing-language picture.alt.en')
  })
})

describe('a wall', () => {
  it('plays the film with its captions, shows the picture and holds both, once three people have passed them', async () => {
    const to = { origin: house.controller.origin, client: crew.author }
    const spoken = await uploaded(tone('a.mp3'), { ...to, name: 'spoken.mp3' })
    const draft = await draftOf('poster-picture')
    const body = { ...draft.body, picture: { ...Object(draft.body['picture']), alt: text('登机口', 'A gate') }, sound: ['zh-CN', 'en'].map((language) => ({ language, media: { sha256: spoken.sha256, type: spoken.type, bytes: spoken.bytes } })) }
    await staff(crew.author, 'PUT', '/api/revisions/item/poster-picture/1', { body, changedAt: draft.changedAt })
    await onScreens('item', 'film-ask')
    await onScreens('item', 'poster-picture')
    await staff(crew.author, 'POST', '/api/revisions', { kind: 'playlist', body: { id: 'films', campaign: null, name: text('影片', 'Films'), items: ['film-ask', 'poster-picture'] } })
    await onScreens('playlist', 'films')
    await staff(crew.publisher, 'POST', '/api/schedule', { id: 'films', name: 'Films', playlist: 'films', zones: ['taxi'], level: 'event', weight: 1, startDay: '2026-01-01', from: '00:00', until: '00:00', rrule: 'FREQ=DAILY', exceptDays: [], moments: [], state: 'live' })

    const wall = await (await page.context().browser()?.newContext({ viewport: { width: 1920, height: 1080 } }))?.newPage()
    if (!wall) throw new Error('no browser')
    await wall.goto(`${house.controller.origin}/kiosk/?device=wall-taxi`)
    await wall.locator('[data-showing="item:film-ask"] video').waitFor({ timeout: 60_000 })
    await wall.waitForFunction(() => { const film = document.querySelector('video'); return film !== null && film.readyState >= 2 && film.currentTime > 0.5 && !film.paused && film.videoWidth === 1280 })
    await wall.locator('.caption').getByText('接到改签短信').waitFor()
    await wall.waitForFunction(() => window.__anxing?.showing === 'item:poster-picture', undefined, { timeout: 60_000 })
    await wall.waitForFunction(() => (document.querySelector<HTMLImageElement>('img.window')?.naturalWidth ?? 0) > 1000)
    expect(await wall.locator('img.window').getAttribute('alt')).toBe('登机口')
    // Every file was fetched, checked by its hash and is kept for a day without network.
    const files = (await staff<MediaView[]>(crew.author, 'GET', '/api/media')).filter(({ usedBy }) => usedBy.some(({ version }) => version === null)).map(({ sha256 }) => `/media/${sha256}`)
    expect(files).toHaveLength(3)
    expect(await wall.evaluate((paths) => Promise.all(paths.map(async (path) => (await caches.match(path))?.ok ?? false)), files)).toEqual([true, true, true])
    await wall.context().close()
  })
})
