import { createHash } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { createSpeechShelf } from '../../kiosk/device/speech-shelf.ts'
import { readManifest, SHIPPED, type Manifest } from '../../controller/speech/manifest.ts'
import { planRender } from '../../controller/speech/render.ts'
import { createSpeech } from '../../controller/speech/service.ts'
import type { Provider } from '../../controller/speech/provider.ts'
import { accepted, refused } from '../../protocol/errors.ts'
import { lineKey, SpeechTable, type Line } from '../../protocol/speech.ts'
import * as phrases from '../../protocol/way/words.ts'
import { readLibrary } from '../../playlists/read.ts'

const bytesOf = (text: string) => new TextEncoder().encode(text)
const sha = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex')
const ref = (bytes: Uint8Array) => ({ sha256: sha(bytes), type: 'audio/ogg', bytes: bytes.length })
const settled = () => new Promise((done) => setImmediate(done))
const folder = mkdtempSync(join(tmpdir(), 'anxing-speech-test-'))
afterAll(() => rmSync(folder, { recursive: true }))

/** A controller with these files, and timers that run when they are told to. */
function world(files: Uint8Array[]) {
  const served = new Map(files.map((file) => [sha(file), file]))
  const cache = new Map<string, Uint8Array>()
  const asked: string[] = []
  let due: (() => void) | null = null
  let online = true
  return {
    cache, asked,
    offline: (is: boolean) => { online = !is },
    media: {
      get: async (sha256: string) => cache.get(sha256) ?? null,
      fetch: async (sha256: string) => {
        asked.push(sha256)
        const found = served.get(sha256)
        if (!online || !found) throw new Error('not to be had')
        cache.set(sha256, found)
        return found
      },
      keepOnly: async () => undefined,
    },
    timers: { after: (_: number, run: () => void) => { due = run; return () => { due = null } } },
    async tick(times = 1) {
      for (let i = 0; i < times; i++) {
        const run = due
        due = null
        run?.()
        await settled()
      }
    },
    get waits() { return due !== null },
  }
}

test('a device fetches the table first, then one clip after another, and goes on after an outage', async () => {
  const clips = ['a', 'b', 'c'].map(bytesOf)
  const table = bytesOf(JSON.stringify(Object.fromEntries(clips.map((clip, i) => [String(i).repeat(16), { media: ref(clip), seconds: 1, envelope: '09' }]))))
  const { media, timers, ...there } = world([...clips, table])
  let changes = 0
  const shelf = createSpeechShelf({ media, timers, log: () => undefined, onChange: () => { changes += 1 } })
  expect(shelf.names()).toEqual([])
  shelf.want(ref(table))
  expect(shelf.names(), 'nothing may be forgotten before the table says what is needed').toBeNull()
  await there.tick()
  expect(Object.keys(shelf.table ?? {})).toHaveLength(3)
  expect([shelf.left, changes, there.asked.length]).toEqual([2, 1, 2])
  there.offline(true)
  await there.tick()
  expect(shelf.left).toBe(2)
  there.offline(false)
  await there.tick(4)
  expect(shelf.left).toBe(0)
  expect(shelf.names()?.sort()).toEqual([table, ...clips].map(sha).sort())

  // A table with one more line: what is held is not asked for again.
  const more = bytesOf(JSON.stringify({ ['0'.repeat(16)]: { media: ref(clips[0] ?? table), seconds: 1, envelope: '' } }))
  there.asked.length = 0
  there.cache.set(sha(more), more)
  shelf.want(ref(more))
  await there.tick(3)
  expect(there.asked).toEqual([])
  expect(Object.keys(shelf.table ?? {})).toHaveLength(1)
  shelf.want(null)
  expect([shelf.table, shelf.names()]).toEqual([null, []])
})

/** Says every Chinese line with a beep from ffmpeg's own source, so that a whole rendering runs without any voice. */
const beep = (name: Provider['name'], able = true): Provider => ({
  name, voice: ({ text, language }) => (language === 'zh-CN' ? { voice: 'beep', says: text } : null),
  check: async () => (able ? accepted(null) : refused('speech/no-espeak', 'It is not installed.')),
  async render(_, path) {
    const { run } = await import('../../controller/media/run.ts')
    await run('ffmpeg', ['-nostdin', '-v', 'error', '-f', 'lavfi', '-i', 'sine=frequency=300:duration=0.6', `${path}.wav`], { timeoutMs: 20_000 })
    return accepted(`${path}.wav`)
  },
})

test('what is rendered: lines without a clip or read otherwise; a person\'s recording is not given to a machine', async () => {
  const line = (text: string): Line => ({ text, language: 'zh-CN' })
  const [old, stale, person, fresh] = ['一', '二', '三', '四'].map((text, i) => ({ key: String(i).repeat(16), line: line(text) }))
  if (!old || !stale || !person || !fresh) throw new Error('four lines')
  const made = planRender([old], {}, [beep('espeak')]).todo[0]?.made ?? ''
  const clip = { language: 'zh-CN', text: '', by: 'espeak' as const, voice: 'beep', made, sha256: '0'.repeat(64), bytes: 1, seconds: 1, envelope: '' }
  const held: Manifest = { [old.key]: clip, [stale.key]: { ...clip, made: 'x' }, [person.key]: { ...clip, by: 'recording', made: 'x' } }
  const plan = planRender([old, stale, person, fresh, { key: 'e'.repeat(16), line: { text: 'Stop', language: 'en' } }], held, [beep('espeak')])
  expect(Object.keys(plan.kept)).toEqual([old.key, person.key])
  expect(plan.todo.map(({ key }) => key)).toEqual([stale.key, fresh.key])
  expect(plan.mute.map(({ line: { text } }) => text)).toEqual(['Stop'])
})

test('the controller renders what staff write, keeps it, and says which lines stay without a voice', async () => {
  const library = readLibrary()
  const written = { id: 'r99', zoneKinds: [], moments: [], audiences: [], text: { 'zh-CN': '请到咨询台领取资料。', en: 'Leaflets are at the desk.' } }
  let robotLines = library.robotLines
  const listeners = new Set<() => void>()
  const made = new Map<string, string>()
  const content = {
    library: () => ({ ...library, guides: [library.guide], templates: [], robotLines }),
    keepMade: async ({ sha256, body }: { sha256: string; body: string }) => void made.set(sha256, body),
    onChange: (listener: () => void) => { listeners.add(listener); return () => listeners.delete(listener) },
  } as unknown as Parameters<typeof createSpeech>[0]['content']
  const log = { info: () => undefined, warn: () => undefined, error: () => undefined } as unknown as Parameters<typeof createSpeech>[0]['log']
  const speech = createSpeech({ content, wayMap: null, folder, providers: [beep('espeak')], log })
  const table = () => SpeechTable.parse(JSON.parse(made.get(speech.table()?.sha256 ?? '') ?? '{}'))
  await speech.start()
  await speech.idle()
  expect(speech.health()).toEqual({ ok: true, detail: `${new Set(Object.values(table()).map(({ media }) => media.sha256)).size} clips` })
  // Ways through a building that is not this site's are told nowhere here, and fetched by nobody.
  const setOff = await lineKey({ text: phrases.setOff['zh-CN'], language: 'zh-CN' })
  expect([readManifest(SHIPPED)[setOff]?.text, table()[setOff]]).toEqual(['从这里出发', undefined])
  let told = 0
  speech.onChange(() => { told += 1 })
  robotLines = [...robotLines, written]
  for (const listener of listeners) listener()
  await speech.idle()
  const clip = table()[await lineKey({ text: written.text['zh-CN'], language: 'zh-CN' })]
  expect(clip?.seconds).toBeGreaterThan(0.5)
  expect(clip?.envelope).toMatch(/^[5-9]{9}/)
  const file = speech.find(clip?.media.sha256 ?? '')
  expect(sha(readFileSync(file?.path ?? ''))).toBe(clip?.media.sha256)
  expect([told, speech.health().detail]).toEqual([1, `${new Set(Object.values(table()).map(({ media }) => media.sha256)).size} clips; 1 lines have no voice (ANXING_SPEECH)`])
  await speech.stop()

  // Another start finds it; a provider that is not there is said, and what there is is still spoken.
  const again = createSpeech({ content, wayMap: null, folder, providers: [beep('sherpa', false)], log })
  await again.start()
  await again.idle()
  expect(again.find(clip?.media.sha256 ?? '')).not.toBeNull()
  expect(again.health()).toEqual({ ok: false, detail: 'It is not installed.' })
  expect(Object.keys(readManifest(join(folder, 'speech')))).toHaveLength(1)
  await again.stop()
})
