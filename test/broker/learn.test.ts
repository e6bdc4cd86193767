import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createManualClock } from '../../controller/clock.ts'
import { createLearn, type LearnDeps } from '../../controller/wall/learn.ts'
import { readLibrary } from '../../playlists/read.ts'
import type { Item, Phone, Quiz } from '../../protocol/content.ts'
import type { ContentState } from '../../protocol/words.ts'
import { wallCode } from '../../protocol/wall-code.ts'
import { readSite } from '../../site/read.ts'
import { createStores, dialects, type Stores } from '../support/stores.ts'

const { site } = readSite()
const library = readLibrary()
const quizzes = library.items.filter((item): item is Quiz => item.kind === 'quiz')
const named = (id: string): Quiz => { const found = quizzes.find((one) => one.id === id); if (!found) throw new Error(`no ${id}`); return found }

describe.each(dialects)('the daily question on %s', (dialect) => {
  let stores: Stores
  beforeAll(async () => { stores = await createStores(dialect) })
  afterAll(() => stores.stop())

  /** Colleagues before a wall that may ask what `live` holds. */
  async function stand(live: Quiz[], phones: Phone[] = library.phones) {
    const clock = createManualClock('2026-11-29T02:00:00Z')
    const shelf: { item: Item; state: ContentState }[] = live.map((item) => ({ item, state: 'live' as const }))
    const learn = createLearn({ store: await stores.empty(), site, clock, content: { items: () => shelf, isLive: (state: ContentState) => state === 'live', phones: () => phones } as unknown as LearnDeps['content'], keyOf: () => 'secret' })
    const code = () => wallCode('secret', 'wall-1', clock.now().epochMilliseconds)
    const put = (id: string, state: ContentState | 'gone') => {
      const at = shelf.findIndex(({ item }) => item.id === id)
      if (state === 'gone') shelf.splice(at, 1)
      else if (at < 0) shelf.push({ item: named(id), state })
      else shelf.splice(at, 1, { item: named(id), state })
    }
    const seen = async (user: string) => { const found = await learn.open(await code(), user); return found.ok ? found.value : found.error.code }
    const said = async (user: string, choice: number, read?: string) => { const found = await learn.answer(await code(), choice, user, read); return found.ok ? found.value : found.error.code }
    return { clock, put, seen, said }
  }

  it('is asked once a day: the first answer counts, and each sees their own', async () => {
    const { clock, seen, said } = await stand([named('q19')])
    expect(await seen('li')).toMatchObject({ item: 'q19', done: null, own: { days: 0 } })
    expect(await said('li', 1, 'q19')).toMatchObject({ done: { choice: 1 }, own: { days: 1 } })
    expect(await said('li', 0)).toMatchObject({ done: { choice: 1 } })
    expect(await seen('wang')).toMatchObject({ done: null })
    expect(await said('wang', 9)).toBe('learn/no-option')
    clock.advance({ hours: 24 })
    expect(await seen('li')).toMatchObject({ done: null, own: { days: 1 } })
  })

  it('that changes during the day leaves the answer that was given; who has not answered has the new one', async () => {
    const { put, seen, said } = await stand([named('q20')])
    await said('li', 2, 'q20')
    put('q20', 'withdrawn')
    expect(await seen('wang')).toBe('learn/no-question')
    put('q19', 'live')
    expect(await seen('li')).toMatchObject({ item: 'q20', done: { choice: 2 }, own: { days: 1 } })
    expect(await seen('wang')).toMatchObject({ item: 'q19', done: null })
    // What was read before it changed is not taken for an answer to what stands there now.
    expect(await said('wang', 0, 'q20')).toBe('learn/changed')
    expect(await said('wang', 0, 'q19')).toMatchObject({ item: 'q19', done: { choice: 0 }, own: { days: 1 } })
    put('q20', 'gone')
    expect(await seen('li')).toBe('learn/answered')
  })

  it('is said with its numbers, and not asked where one has run out', async () => {
    const { seen, said } = await stand([named('q21')])
    const open = await seen('li')
    expect(JSON.stringify(open)).not.toContain('{tel')
    expect(JSON.stringify(open)).toContain('110')
    expect(JSON.stringify(await said('li', 2, 'q21'))).not.toContain('{tel')
    const late = await stand([named('q21')], library.phones.map((phone) => ({ ...phone, expires: '2026-11-28' })))
    expect(await late.seen('li')).toBe('learn/no-question')
    late.put('q19', 'live')
    expect(await late.seen('li')).toMatchObject({ item: 'q19' })
  })
})
