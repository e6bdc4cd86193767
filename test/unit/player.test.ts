import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { bundlesWanted, look, sameView, type PlayerFacts, type Shelf } from '../../kiosk/device/player.ts'
import { closeBuckets, nextClose, noPlays, playing, type Plays } from '../../kiosk/device/plays.ts'
import type { Item } from '../../protocol/content.ts'
import type { Programme } from '../../protocol/programme.ts'
import { alert, arbitraryAlerts, arbitraryProgramme, device, plus, programmeOf, START } from '../support/facts.ts'

const text = (zh: string) => ({ 'zh-CN': zh, en: zh })
const poster = (id: string): Item => ({ id, kind: 'poster', scam: 'general', move: 'ask', seconds: 10, headline: text(id), zoneKinds: [], moments: [], audiences: [], phones: [], line: text('l'), action: text('a') })
/** Everything is at hand but the named items. */
const shelf = (without: string[] = []): Shelf => {
  const made = new Map<string, { item: Item; phones: [] }>()
  return {
    find(_, id) {
      if (without.includes(id)) return null
      const held = made.get(id) ?? { item: poster(id), phones: [] }
      made.set(id, held)
      return held
    },
  }
}
const facts = (over: Partial<PlayerFacts> = {}): PlayerFacts => ({ programme: programmeOf([10, 20, 30]), alerts: [], device: device(), ...over })
const onAt = (seconds: number, f = facts(), s = shelf()) => {
  const { main } = look(f, s, plus(seconds))
  return main.kind === 'item' ? main.item.id : main.kind === 'alert' ? main.alert.id : main.kind
}

describe('what a screen draws', () => {
  it.each([[0, 'i-0'], [9.999, 'i-0'], [10, 'i-1'], [29.999, 'i-1'], [30, 'i-2'], [60, 'i-0'], [130, 'i-1']])('at %d s: %s', (seconds, id) => {
    expect(onAt(seconds)).toBe(id)
  })
  it('says when to look again: at the item\'s end, or where an alert begins or ends', () => {
    const at = (s: number, f = facts()) => look(f, shelf(), plus(s)).changesAt?.toString()
    expect(at(3)).toBe(plus(10).toString())
    const soon = facts({ alerts: [{ alerts: [alert({ effective: plus(5).toString(), expires: plus(8).toString() })] }] })
    expect(at(3, soon)).toBe(plus(5).toString())
    expect(at(5, soon)).toBe(plus(8).toString())
    const long = facts({ alerts: [{ alerts: [alert({ effective: plus(0).toString(), expires: plus(800).toString() })] }] })
    expect(at(3, long)).toBe(plus(10).toString()) // under an alert the programme goes on
    const session = { since: plus(0), lastTouch: plus(4) }
    expect(at(22, facts({ device: device({ session }) }))).toBe(plus(24).toString())
    expect(look(facts({ programme: null }), shelf(), START).changesAt).toBeNull()
  })
  it('puts the next item at hand in the place of a missing one, for its whole turn, and says which is missing', () => {
    const view = look(facts(), shelf(['i-0']), plus(3))
    expect(view.main).toMatchObject({ kind: 'item', item: { id: 'i-1' } })
    expect(view.main.until?.toString()).toBe(plus(10).toString())
    expect(view.missing).toEqual(['i-0'])
    expect(look(facts(), shelf(['i-0', 'i-1']), plus(3)).missing).toEqual(['i-0', 'i-1'])
  })
  it('stands by where nothing is at hand, until the next turn', () => {
    const view = look(facts(), shelf(['i-0', 'i-1', 'i-2']), plus(3))
    expect(view.main.kind).toBe('standby')
    expect(view.changesAt?.toString()).toBe(plus(10).toString())
  })
  it('lists bundles in the order in which they are due', () => {
    const programme = programmeOf([10, 10, 10])
    const named: Programme = { ...programme, items: programme.items.map((item, i) => ({ ...item, bundle: `${i}`.repeat(64) })) }
    expect(bundlesWanted(named, plus(15)).map((sha) => sha[0])).toEqual(['1', '2', '0'])
  })
  it('changes at no other time than it says, whatever the facts', () => {
    fc.assert(fc.property(arbitraryProgramme, arbitraryAlerts, fc.integer({ min: 0, max: 20_000 }), fc.double({ min: 0, max: 1, noNaN: true, maxExcluded: true }), (programme, alerts, second, part) => {
      const f = facts({ programme, alerts: [{ alerts }] })
      const s = shelf()
      const view = look(f, s, plus(second))
      const end = view.changesAt?.epochMilliseconds ?? plus(second).epochMilliseconds + 60_000
      const between = plus(second).epochMilliseconds + Math.floor((end - plus(second).epochMilliseconds) * part)
      const later = look(f, s, Temporal.Instant.fromEpochMilliseconds(between))
      expect(later.shown.main).toEqual(view.shown.main)
      expect(later.banners).toEqual(view.banners)
      expect(sameView(later, view)).toBe(true)
    }))
  })
})

describe('proof of play', () => {
  const ms = (seconds: number) => plus(seconds).epochMilliseconds
  const turn = (id: string, start: number) => ({ id, startedAtMs: ms(start) })
  const tally = (plays: Plays, now: number) => closeBuckets(plays, now, true).runs.map((r) => [r.item, r.bucket.slice(11, 16), r.count, r.seconds])

  it('counts turns and their seconds, split where a bucket ends', () => {
    let plays = playing(noPlays, turn('a', 295), ms(295))
    plays = playing(plays, turn('b', 305), ms(305))
    plays = playing(plays, turn('a', 315), ms(315))
    plays = playing(plays, null, ms(320))
    expect(tally(plays, ms(320))).toEqual([['a', '00:00', 1, 5], ['a', '00:05', 1, 10], ['b', '00:05', 1, 10]])
  })
  it('counts the same turn once, also after an alert hid a part of it', () => {
    let plays = playing(noPlays, turn('a', 0), ms(0))
    plays = playing(plays, turn('a', 0), ms(4))
    plays = playing(plays, null, ms(6))
    plays = playing(plays, turn('b', 10), ms(12))
    plays = playing(plays, null, ms(20))
    expect(tally(plays, ms(20))).toEqual([['a', '00:00', 1, 6], ['b', '00:00', 1, 8]])
  })
  it('hands over a bucket once it has ended, and only once', () => {
    let plays = playing(noPlays, turn('a', 0), ms(0))
    plays = playing(plays, turn('b', 310), ms(310))
    expect(closeBuckets(plays, ms(299)).runs).toEqual([])
    expect(nextClose(plays)).toBe(ms(300))
    const closed = closeBuckets(plays, ms(311))
    expect(closed.runs.map((r) => r.bucket)).toEqual(['2026-11-23T00:00:00Z'])
    expect(closeBuckets(closed.plays, ms(311)).runs).toEqual([])
    expect(nextClose(closed.plays)).toBe(ms(600))
  })
  it('adds up to the time that passed, whatever came when', () => {
    fc.assert(fc.property(fc.array(fc.record({ id: fc.constantFrom('a', 'b', null), lasts: fc.integer({ min: 1, max: 400_000 }) }), { minLength: 1, maxLength: 30 }), (turns) => {
      let plays = noPlays
      let at = START.epochMilliseconds
      let expected = 0
      for (const { id, lasts } of turns) {
        plays = playing(plays, id === null ? null : { id, startedAtMs: at }, at)
        at += lasts
        if (id !== null) expected += lasts
      }
      const { runs } = closeBuckets(playing(plays, null, at), at, true)
      expect(runs.reduce((sum, r) => sum + r.seconds, 0)).toBeCloseTo(expected / 1000, 1)
      expect(runs.reduce((sum, r) => sum + r.count, 0)).toBe(turns.filter((t) => t.id !== null).length)
      expect(runs.every((r) => r.seconds <= 300)).toBe(true)
    }))
  })
})
