import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { canonicalJson, makeBundle } from '../../controller/content/bundle.ts'
import { checkPlaylist, type PlaylistWrite } from '../../controller/content/check.ts'
import { Bundle, type Phone } from '../../protocol/content.ts'
import { readLibrary } from '../../playlists/read.ts'
import type { ContentState } from '../../protocol/words.ts'

const library = readLibrary()
const phones = new Map(library.phones.map((phone): [string, Phone] => [phone.id, phone]))

describe('canonicalJson', () => {
  test('does not depend on the order of keys, and means the same', () => {
    const shuffled = (value: unknown): unknown => {
      if (Array.isArray(value)) return value.map(shuffled)
      if (value === null || typeof value !== 'object') return value
      return Object.fromEntries(Object.entries(value).reverse().map(([k, v]) => [k, shuffled(v)]))
    }
    fc.assert(fc.property(fc.jsonValue(), (value) => {
      expect(canonicalJson(shuffled(value))).toBe(canonicalJson(value))
      expect(JSON.parse(canonicalJson(value))).toEqual(JSON.parse(JSON.stringify(value)))
    }))
  })
  test('leaves out what is undefined, as JSON does', () => {
    expect(canonicalJson({ b: undefined, a: [1, null] })).toBe('{"a":[1,null]}')
  })
})

describe('makeBundle', () => {
  test('holds the items in order and just the telephone numbers they name', () => {
    const items = library.items.filter((item) => item.phones.length > 0).slice(0, 3)
    const bundle = Bundle.parse(JSON.parse(makeBundle(items, phones).body))
    expect(bundle.items).toEqual(items)
    expect(bundle.phones.map((p) => p.id)).toEqual([...new Set(items.flatMap((item) => item.phones))].sort())
  })
  test('the same content has the same name, other content another', () => {
    const [a, b] = library.items
    if (!a || !b) throw new Error('the library is empty')
    expect(makeBundle([a, b], phones).sha256).toBe(makeBundle([structuredClone(a), b], phones).sha256)
    expect(makeBundle([a, b], phones).sha256).not.toBe(makeBundle([b, a], phones).sha256)
    expect(makeBundle([a], phones).sha256).toMatch(/^[0-9a-f]{64}$/)
  })
})

describe('checkPlaylist', () => {
  const states = new Map<string, ContentState>([['a', 'live'], ['b', 'sample'], ['w', 'withdrawn']])
  const known = { itemState: (id: string) => states.get(id) ?? null, isCampaign: (id: string) => id === 'p1' }
  const write = (over: Partial<PlaylistWrite> = {}): PlaylistWrite => ({ id: 'list', campaign: 'p1', name: { 'zh-CN': '列表', en: 'List' }, items: ['a', 'b'], state: 'live', ...over })
  test.each<[string, Partial<PlaylistWrite>, string | null, string]>([
    ['fine', {}, null, ''],
    ['no campaign', { campaign: null }, null, ''],
    ['unknown campaign', { campaign: 'p9' }, 'content/unknown-campaign', 'campaign'],
    ['unknown item', { items: ['a', 'x'] }, 'content/unknown-item', 'items.1'],
    ['withdrawn item', { items: ['w'] }, 'content/item-withdrawn', 'items.0'],
    ['an item twice', { items: ['a', 'b', 'a'] }, 'content/item-twice', 'items.2'],
  ])('%s', (_, over, code, path) => {
    const outcome = checkPlaylist(write(over), known)
    expect(outcome.ok ? [null, ''] : [outcome.error.code, outcome.error.path]).toEqual([code, path])
  })
})
