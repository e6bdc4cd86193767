import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { deflateSync, gzipSync } from 'node:zlib'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { systemClock } from '../../controller/clock.ts'
import { createMedia } from '../../controller/media/service.ts'
import { mediaLimits, MOST_UPLOAD_BYTES, type MediaView } from '../../protocol/api-media.ts'
import { calmMp4, calmWebm, flashingWebm, tone } from '../support/clips.ts'
import { startController, type TestController } from '../support/controller.ts'
import { createHeardLog } from '../support/log.ts'
import { hire, signedIn } from '../support/people.ts'
import { staff } from '../support/staff.ts'
import { createStores, dialects } from '../support/stores.ts'
import { until } from '../support/until.ts'
import { upload, uploaded } from '../support/uploads.ts'

let house: TestController
beforeAll(async () => { house = await startController() })
afterAll(() => house.stop())

const to = () => ({ origin: house.origin, client: house.client })
/** Every file of the media store, those at work, too. */
const onDisk = async (folder = house.folder): Promise<string[]> => (await readdir(join(folder, 'media'), { recursive: true, withFileTypes: true })).filter((one) => one.isFile()).map((one) => join(one.parentPath, one.name)).sort()
const send = (file: Buffer, name: string) => upload(file, { ...to(), name })
const photo = (width: number, height: number) => sharp(Buffer.from(`<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}"><defs><linearGradient id="g"><stop stop-color="#123"/><stop offset="1" stop-color="#cfe"/></linearGradient></defs><rect width="100%" height="100%" fill="url(#g)"/></svg>`))

/** A PNG that says it is `side` by `side` and holds as many zeros, packed to a thousandth. */
function bomb(side: number): Buffer {
  const chunk = (name: string, data: Buffer) => {
    const length = Buffer.alloc(4)
    length.writeUInt32BE(data.length)
    const named = Buffer.concat([Buffer.from(name, 'latin1'), data])
    const sum = Buffer.alloc(4)
    sum.writeUInt32BE(crc(named))
    return Buffer.concat([length, named, sum])
  }
  const head = Buffer.alloc(13)
  head.writeUInt32BE(side, 0)
  head.writeUInt32BE(side, 4)
  head.set([1, 0, 0, 0, 0], 8)
  return Buffer.concat([Buffer.from([0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10]), chunk('IHDR', head), chunk('IDAT', deflateSync(Buffer.alloc((Math.ceil(side / 8) + 1) * side), { level: 9 })), chunk('IEND', Buffer.alloc(0))])
}
function crc(bytes: Buffer): number {
  let sum = 0xffffffff
  for (const byte of bytes) {
    sum ^= byte
    for (let bit = 0; bit < 8; bit++) sum = (sum >>> 1) ^ (sum & 1 ? 0xedb88320 : 0)
  }
  return (sum ^ 0xffffffff) >>> 0
}

describe('refused, with nothing left on the disk', () => {
  const elf = Buffer.concat([Buffer.from([0x7f, 0x45, 0x4c, 0x46, 2, 1, 1, 0]), Buffer.alloc(8_000, 7)])
  const film = calmWebm(1, '320x180')
  const mp4 = calmMp4('libx264')
  it.each<[string, string, () => Buffer | Promise<Buffer>, string]>([
    ['a program for Linux', 'poster.png', () => elf, 'media/executable'],
    ['a program for Windows', 'holiday.jpg', () => Buffer.concat([Buffer.from('MZ'), Buffer.alloc(6_000, 1)]), 'media/executable'],
    ['a shell script', 'clip.webm', () => Buffer.from('#!/bin/sh\nrm -rf /\n'), 'media/executable'],
    ['an SVG with script', 'logo.svg', () => Buffer.from('<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'), 'media/svg'],
    ['an SVG that is called PNG', 'logo.png', () => Buffer.from('<!-- a --><svg onload="alert(1)" xmlns="http://www.w3.org/2000/svg"/>'), 'media/svg'],
    ['a web page', 'page.png', () => Buffer.from('<!doctype html><script>alert(1)</script>'), 'media/html'],
    ['a GIF', 'dance.gif', () => sharp({ create: { width: 20, height: 20, channels: 3, background: '#345' } }).gif().toBuffer(), 'media/gif'],
    ['an archive', 'all.png', () => gzipSync(Buffer.alloc(10_000)), 'media/archive'],
    ['a document', 'poster.pdf', () => Buffer.from('%PDF-1.7\n%âãÏÓ\n1 0 obj\n'), 'media/document'],
    ['words', 'notes.mp4', () => Buffer.from('just words, nothing to see'), 'media/unknown-type'],
    ['nothing at all', 'empty.png', () => Buffer.alloc(0), 'media/empty'],
    ['a decompression bomb', 'bomb.png', () => bomb(20_000), 'media/too-many-pixels'],
    ['a picture that was cut off', 'half.jpg', async () => { const whole = await photo(1200, 800).jpeg().toBuffer(); return whole.subarray(0, whole.length / 2) }, 'media/not-whole'],
    ['a head with nothing after it', 'head.png', () => Buffer.concat([Buffer.from([0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10]), Buffer.alloc(500, 3)]), 'media/unknown-type'],
    // Of a film of one second half a second is missing, which is just what encoders are allowed.
    ['a film that was cut off', 'half.webm', () => { const whole = calmWebm(4, '320x180'); return whole.subarray(0, whole.length / 2) }, 'media/not-whole'],
    ['a film with a hole', 'hole.mp4', () => Buffer.concat([mp4.subarray(0, mp4.length / 2), Buffer.alloc(600, 0x5a), mp4.subarray(mp4.length / 2 + 600)]), 'media/not-whole'],
    ['a name that climbs out of its folder', '../../../etc/cron.d/job.webm', () => film, 'media/name'],
    ['one for Windows', '..\\..\\autoexec.webm', () => film, 'media/name'],
    ['one that is written in code', '..%2f..%2fetc%2fpasswd.webm', () => film, 'media/name'],
    ['one with a control character', 'a\u0001b.webm', () => film, 'media/name'],
    ['nothing but dots', '..', () => film, 'media/name'],
    ['a film that is called a GIF', 'calm.gif', () => film, 'media/not-what-it-says'],
    ['a picture that is called a program', 'poster.exe', () => photo(64, 64).jpeg().toBuffer(), 'media/not-what-it-says'],
    ['a PNG that is called JPEG', 'poster.jpg', () => photo(64, 64).png().toBuffer(), 'media/not-what-it-says'],
    ['HEVC, of which screens play the sound alone', 'phone.mp4', () => calmMp4('libx265'), 'media/hevc'],
  ])('%s', async (_what, name, make, code) => {
    const before = await onDisk()
    const { status, body } = await send(await make(), name)
    expect({ status, body }).toMatchObject({ status: 422, body: { code, message: expect.stringMatching(/\.$/) } })
    expect(await onDisk()).toEqual(before)
  })

  it('a file that is sent as another type: it says both and the remedy', async () => {
    const before = await onDisk()
    expect(await upload(film, { ...to(), name: 'calm.webm', type: 'image/gif' })).toMatchObject({ status: 422, body: { code: 'media/not-what-it-says', message: 'The file is WebM inside, but it was sent as "image/gif". Make sure that it is the file you mean; if so, send it as "video/webm", with a name that ends in ".webm".' } })
    expect(await onDisk()).toEqual(before)
  })

  it('a file that says it is too large, before any of it is read', async () => {
    const before = await onDisk()
    const { status, body } = await upload([], { ...to(), headers: { 'content-length': String(10 * 1024 ** 3) } })
    expect({ status, body }).toMatchObject({ status: 413, body: { code: 'media/too-large' } })
    expect(await onDisk()).toEqual(before)
  })

  it.each<[string, () => Promise<Buffer>, number]>([['a film', async () => film, mediaLimits.video.bytes], ['a picture', () => photo(64, 64).png().toBuffer(), mediaLimits.image.bytes]])('a stream of 10 GB that never says so, begun as %s, at the limit', async (_what, make, most) => {
    const before = await onDisk()
    const head = await make()
    const chunk = Buffer.alloc(1024 * 1024, 0x55)
    function* endless() {
      yield head
      for (let sent = 0; sent < 10 * 1024; sent++) yield chunk
    }
    const { status, body, taken } = await upload(endless(), to())
    expect({ status, body }).toMatchObject({ status: 413, body: { code: 'media/too-large' } })
    // What lies in the sockets' buffers is taken from the generator, too.
    expect(taken).toBeLessThan(most + 32 * 1024 * 1024)
    expect(await onDisk()).toEqual(before)
  })

  it('an upload that is given up in the middle', async () => {
    const before = await onDisk()
    const giveUp = new AbortController()
    async function* slow() {
      yield film.subarray(0, 6_000)
      await until(async () => expect(await onDisk()).not.toEqual(before))
      giveUp.abort()
      yield film.subarray(6_000)
    }
    await expect(upload(slow(), { ...to(), signal: giveUp.signal })).rejects.toThrow()
    await until(async () => expect(await onDisk()).toEqual(before))
  })

  it('what is no upload, and whoever may not send', async () => {
    expect(await house.client.ask('POST', '/api/media', {})).toMatchObject({ status: 415 })
    await hire(house.client)
    const { duty } = await signedIn(house.origin)
    expect(await upload(film, { origin: house.origin, client: duty })).toMatchObject({ status: 403, body: { code: 'auth/forbidden' } })
  })

  it('the third file of one person at a time', async () => {
    const hold = Promise.withResolvers<undefined>()
    async function* waiting() {
      yield film.subarray(0, 5_000)
      await hold.promise
    }
    const before = await onDisk()
    const two = [upload(waiting(), to()), upload(waiting(), to())]
    await until(async () => expect(await onDisk()).toHaveLength(before.length + 2))
    expect(await send(film, 'third.webm')).toMatchObject({ status: 429, body: { code: 'media/busy' } })
    hold.resolve(undefined)
    expect((await Promise.all(two)).map(({ status }) => status)).toEqual([422, 422])
    expect(await onDisk()).toEqual(before)
  })
})

describe('a store of its own', () => {
  it('that is full takes nothing; a start clears away what a crash has left', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'anxing-media-'))
    await mkdir(join(folder, 'media/incoming/0123'), { recursive: true })
    await writeFile(join(folder, 'media/incoming/0123/came'), 'half of a film')
    const full = await startController({ folder, mediaBytes: MOST_UPLOAD_BYTES - 1 })
    try {
      expect(await onDisk(folder)).toEqual([])
      const answer = await upload(await photo(900, 600).png().toBuffer(), { origin: full.origin, client: full.client })
      expect(answer).toMatchObject({ status: 507, body: { code: 'media/quota' } })
      expect(await onDisk(folder)).toEqual([])
    } finally {
      await full.stop()
      await rm(folder, { recursive: true, force: true })
    }
  })

  it('without ffmpeg takes pictures, refuses films with the remedy, and says so of itself', async () => {
    const recording = tone('a.wav')
    const path = process.env['PATH']
    process.env['PATH'] = '/nowhere'
    const bare = await startController()
    try {
      const at = { origin: bare.origin, client: bare.client }
      expect(await upload(recording, at)).toMatchObject({ status: 503, body: { code: 'media/no-ffmpeg', message: expect.stringContaining('apt-get install ffmpeg') } })
      expect((await uploaded(await photo(900, 600).png().toBuffer(), at)).kind).toBe('image')
      expect(bare.services.health().find(({ name }) => name === 'media')).toMatchObject({ ok: false, detail: expect.stringContaining('ffmpeg') })
    } finally {
      process.env['PATH'] = path
      await bare.stop()
    }
  })
})

describe.each(dialects)('on %s', (dialect) => {
  it('what was measured outlives a start, and what uses a file is found', async () => {
    const stores = await createStores(dialect)
    const folder = await mkdtemp(join(tmpdir(), 'anxing-media-'))
    try {
      const store = await stores.empty()
      const open = () => createMedia({ store, folder, clock: systemClock, log: createHeardLog(), quotaBytes: 4 * MOST_UPLOAD_BYTES })
      const first = open()
      await first.start()
      const taken = await first.add({ stream: Readable.from(await photo(640, 480).webp().toBuffer(), { objectMode: false }), name: 'a.webp', kinds: ['image'], by: 'li' })
      if (!taken.ok) throw taken.error
      const { usedBy: _nothing, ...record } = taken.value
      await store.db.insertInto('item').values({ id: 'uses-it', body: JSON.stringify({ picture: { media: { sha256: record.sha256 } } }), state: 'live', version: 1 }).execute()
      const again = open()
      await again.start()
      expect(again.record(record.sha256)).toEqual(record)
      expect(await again.list({ kind: 'image', search: 'A.W' })).toEqual([{ ...record, usedBy: [{ id: 'uses-it', version: null, state: 'live' }] }])
      expect(await again.remove(record.sha256)).toMatchObject({ ok: false, error: { code: 'media/in-use' } })
      await store.db.deleteFrom('item').execute()
      expect(await again.remove(record.sha256)).toMatchObject({ ok: true })
      expect(await onDisk(folder)).toEqual([])
      // A crash between a file and its row: that file goes at the next start. One that another store may name stays.
      const [crashed, restored] = ['ab', 'cd'].map((two) => two.padEnd(64, '0'))
      for (const sha256 of [crashed, restored]) {
        await mkdir(join(folder, 'media', sha256?.slice(0, 2) ?? ''), { recursive: true })
        await writeFile(join(folder, 'media', sha256?.slice(0, 2) ?? '', sha256 ?? ''), 'a film')
      }
      await writeFile(join(folder, 'media/unsettled', crashed ?? ''), '')
      await open().start()
      expect(await onDisk(folder)).toEqual([join(folder, 'media/cd', restored ?? '')])
    } finally {
      await stores.stop()
      await rm(folder, { recursive: true, force: true })
    }
  })
})

describe('what is taken', () => {
  const fetched = (view: MediaView, headers: Record<string, string> = {}) => fetch(new URL(`/media/${view.sha256}`, house.origin), { headers })

  it('a photograph: written anew, without its place and without what hangs behind it, under a clean label', async () => {
    const plain = await photo(1600, 900).jpeg().withExif({ IFD0: { Copyright: 'made-by-somebody' }, IFD3: { GPSLatitude: '31/1 8/1 0/1' } }).toBuffer()
    const view = await uploaded(Buffer.concat([plain, Buffer.from('PK\x03\x04<script>alert("behind")</script>')]), { ...to(), name: '\u202egnp.海报 1.JPEG', type: 'image/pjpeg' })
    expect(view).toMatchObject({ kind: 'image', type: 'image/jpeg', width: 1600, height: 900, by: 'admin', findings: [], label: 'gnp.海报 1.JPEG' })
    const answer = await fetched(view)
    const bytes = Buffer.from(await answer.arrayBuffer())
    expect(answer.headers.get('content-type')).toBe('image/jpeg')
    expect(answer.headers.get('x-content-type-options')).toBe('nosniff')
    expect(answer.headers.get('content-security-policy')).toBe("default-src 'none'; sandbox")
    expect(answer.headers.get('content-disposition')).toMatch(/^attachment; filename="[0-9a-f]{12}\.jpg"$/)
    expect(answer.headers.get('cache-control')).toContain('immutable')
    expect(bytes.includes('made-by-somebody') || bytes.includes('<script>')).toBe(false)
    expect((await sharp(bytes).metadata()).exif).toBeUndefined()
    expect((await onDisk()).some((path) => path.endsWith(`/media/${view.sha256.slice(0, 2)}/${view.sha256}`))).toBe(true)
  })

  it('a film: measured, without its title, in parts as a player asks for them', async () => {
    const view = await uploaded(calmWebm(2, '640x360'), { ...to(), name: 'calm.webm', type: 'video/webm' })
    expect(view).toMatchObject({ kind: 'video', type: 'video/webm', width: 640, height: 360, label: 'calm.webm', measured: { codecs: ['vp9', 'opus'], flashes: { red: 0 } }, findings: [] })
    expect(view.seconds).toBeCloseTo(2, 0)
    expect(view.measured.sound?.lufs).toBeCloseTo(-22, 0)
    const whole = Buffer.from(await (await fetched(view)).arrayBuffer())
    expect(whole.includes('31.14')).toBe(false)
    expect(whole.length).toBe(view.bytes)
    const part = await fetched(view, { range: 'bytes=100-199' })
    expect([part.status, part.headers.get('content-range'), Buffer.from(await part.arrayBuffer()).equals(whole.subarray(100, 200))]).toEqual([206, `bytes 100-199/${view.bytes}`, true])
    expect((await fetched(view, { range: `bytes=${view.bytes}-` })).status).toBe(416)
  })

  it('a film that flashes is kept and held back; red counts by itself', async () => {
    const [white, red, slow] = [await uploaded(flashingWebm(5), to()), await uploaded(flashingWebm(5, 'red'), to()), await uploaded(flashingWebm(3), to())]
    expect(white).toMatchObject({ measured: { flashes: { general: 5, red: 0 } }, findings: [{ code: 'check/flashing', level: 'block' }] })
    expect(red.measured.flashes?.red).toBe(5)
    expect(slow).toMatchObject({ measured: { flashes: { general: 3 } }, findings: [] })
  })

  it('recordings: by their loudness', async () => {
    const [good, silent, cut] = [await uploaded(tone('a.mp3'), to()), await uploaded(tone('a.m4a', 0), to()), await uploaded(tone('a.ogg', 20), to())]
    expect(good).toMatchObject({ kind: 'audio', type: 'audio/mpeg', width: 0, findings: [] })
    expect(silent).toMatchObject({ type: 'audio/mp4', findings: [{ code: 'check/silent', level: 'block' }] })
    expect(cut).toMatchObject({ type: 'audio/ogg', findings: [{ code: 'check/clipping' }, { code: 'check/loud' }] })
  })

  it('the same file twice is one; what an item uses cannot be deleted, what nothing uses can', async () => {
    const png = await photo(1280, 720).png().toBuffer()
    const [first, again] = [await uploaded(png, { ...to(), name: 'one.png' }), await uploaded(png, { ...to(), name: 'two.png' })]
    expect(again.sha256).toBe(first.sha256)
    const { items } = await staff<{ items: { id: string; kind: string }[] }>(house.client, 'GET', '/api/library')
    const poster = items.find(({ kind }) => kind === 'poster')
    const media = { sha256: first.sha256, type: first.type, bytes: first.bytes }
    const draft = await staff<{ version: number; findings: { code: string }[] }>(house.client, 'POST', '/api/revisions', { kind: 'item', body: { ...poster, id: 'with-picture', picture: { media, alt: { 'zh-CN': '渐变', en: 'A gradient' } } } })
    expect(draft.findings.map(({ code }) => code)).not.toContain('check/no-file')
    const listed = await staff<MediaView[]>(house.client, 'GET', `/api/media?search=${first.sha256.slice(0, 10)}`)
    expect(listed).toMatchObject([{ label: 'one.png', usedBy: [{ id: 'with-picture', version: draft.version, state: 'draft' }] }])
    expect(await house.client.ask('DELETE', `/api/media/${first.sha256}`)).toMatchObject({ status: 409, body: { code: 'media/in-use' } })
    await staff(house.client, 'DELETE', `/api/revisions/item/with-picture/${draft.version}`)
    expect(await house.client.ask('DELETE', `/api/media/${first.sha256}`)).toMatchObject({ status: 204 })
    expect((await onDisk()).some((path) => path.includes(first.sha256))).toBe(false)
    expect((await fetched(first)).status).toBe(404)
  })
})
