import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { emptyProgramme } from '../../protocol/programme.ts'
import { turnAt } from '../../protocol/show-loop.ts'
import { show } from '../../protocol/show.ts'
import { arbitraryAlert, arbitraryAlerts, arbitraryDevice, arbitraryProgramme, alert, device, plus, programmeOf, START } from '../support/facts.ts'

const seconds = fc.double({ min: 0, max: 90_000, noNaN: true })

describe('show: properties', () => {
  it('gives the same answer for the same facts', () => {
    fc.assert(fc.property(arbitraryProgramme, arbitraryAlerts, arbitraryDevice, seconds, (p, alerts, d, t) => {
      const copy = structuredClone(p)
      expect(show(copy, [{ alerts: [...alerts].reverse() }], d, plus(t))).toEqual(show(p, [{ alerts: [] }, { alerts }], d, plus(t)))
    }), { numRuns: 400 })
  })

  it('always has something on: an item, an alert, or after the horizon the fallback', () => {
    fc.assert(fc.property(arbitraryProgramme, arbitraryDevice, seconds, (p, d, t) => {
      const { main } = show(p, [], d, plus(t))
      expect(main.kind).toBe('item')
      if (main.kind !== 'item') return
      expect(Temporal.Instant.compare(main.startedAt, plus(t))).toBeLessThanOrEqual(0)
      expect(Temporal.Instant.compare(main.until, plus(t))).toBe(1)
      expect(main.fallback).toBe(plus(t).epochMilliseconds >= Temporal.Instant.from(p.until).epochMilliseconds)
    }), { numRuns: 600 })
  })

  it('two devices of a zone agree on the item, whatever their role', () => {
    fc.assert(fc.property(arbitraryProgramme, arbitraryDevice, arbitraryDevice, seconds, (p, a, b, t) => {
      expect(show(p, [], a, plus(t)).main).toEqual(show(p, [], b, plus(t)).main)
    }))
  })

  it('announces as next exactly what comes on', () => {
    fc.assert(fc.property(arbitraryProgramme, arbitraryDevice, seconds, (p, d, t) => {
      const { next } = show(p, [], d, plus(t))
      const then = show(p, [], d, next?.at ?? START).main
      expect(then.kind === 'item' && then.item.id).toBe(next?.item)
    }))
  })

  it('plays every turn of a loop for exactly its seconds, in order, round after round', () => {
    fc.assert(fc.property(fc.array(fc.integer({ min: 4, max: 120 }), { minLength: 1, maxLength: 40 }), fc.integer({ min: -3, max: 50 }), (lengths, round) => {
      const p = programmeOf(lengths)
      const loop = p.loops[0]
      if (!loop) throw new Error('no loop')
      const total = lengths.reduce((a, b) => a + b, 0) * 1000
      let at = START.epochMilliseconds + round * total
      lengths.forEach((length, index) => {
        for (const t of [at, at + 1, at + length * 1000 - 1]) expect(turnAt(loop, p.items, START.epochMilliseconds, t)).toEqual({ index, startMs: at, endMs: at + length * 1000 })
        at += length * 1000
      })
    }))
  })

  it('a higher level always wins: an actual takeover for this role is on while it is in force', () => {
    fc.assert(fc.property(arbitraryProgramme, arbitraryAlerts, arbitraryDevice, fc.double({ min: 0, max: 12_000, noNaN: true }), (p, alerts, d, t) => {
      const now = plus(t)
      const { main, banners } = show(p, [{ alerts }], d, now)
      const newest = new Map<string, number>()
      for (const a of alerts) newest.set(a.id, Math.max(newest.get(a.id) ?? 0, a.version))
      const inForce = alerts.filter((a) => a.version === newest.get(a.id) && a.status === 'actual' && (a.roles.length === 0 || a.roles.includes(d.role)) && a.effective <= now.toString() && Temporal.Instant.compare(Temporal.Instant.from(a.expires), now) > 0)
      if (main.kind === 'alert') expect(inForce).toContainEqual(main.alert)
      expect(main.kind === 'alert').toBe(inForce.some((a) => a.presentation === 'takeover'))
      expect(banners.length).toBeLessThanOrEqual(2)
      for (const b of banners) expect(main.kind === 'alert' && main.alert.id === b.id).toBe(false)
    }), { numRuns: 1000 })
  })

  it('never shows live what is an exercise, a test or a draft', () => {
    fc.assert(fc.property(fc.array(arbitraryAlert.map((a) => ({ ...a, status: 'exercise' as const })), { maxLength: 6 }), arbitraryDevice, seconds, (alerts, d, t) => {
      const shown = show(programmeOf([10]), [{ alerts }], d, plus(t))
      expect(shown.main.kind).toBe('item')
      expect(shown.banners).toEqual([])
    }))
  })
})

describe('show: ranks of alerts', () => {
  const p = programmeOf([10, 20])
  const top = (alerts: ReturnType<typeof alert>[], t = 60) => {
    const { main } = show(p, [{ alerts }], device(), plus(t))
    return main.kind === 'alert' ? main.alert.id : main.kind
  }
  it.each([
    ['emergency over red', [alert({ id: 'red', severity: 'red' }), alert({ id: 'em', level: 'emergency', severity: 'orange' })], 'em'],
    ['red over orange', [alert({ id: 'o', sent: plus(30).toString() }), alert({ id: 'r', severity: 'red' })], 'r'],
    ['a device target over a zone target', [alert({ id: 'z', sent: plus(30).toString() }), alert({ id: 'd', scope: 'device' })], 'd'],
    ['severity before target', [alert({ id: 'd', scope: 'device' }), alert({ id: 'r', severity: 'red' })], 'r'],
  ])('%s', (_name, alerts, expected) => expect(top(alerts)).toBe(expected))

  it('equals take turns of ten seconds, the newest first, on every screen alike', () => {
    const alerts = [alert({ id: 'old', sent: plus(0).toString() }), alert({ id: 'new', sent: plus(100).toString(), effective: plus(100).toString() })]
    expect([100, 109.9, 110, 119.9, 120].map((t) => top(alerts, t))).toEqual(['new', 'new', 'old', 'old', 'new'])
    expect(top(alerts, 99)).toBe('old')
  })

  it('begins and ends at the exact millisecond, and what was on resumes by clock', () => {
    const a = alert({ effective: plus(15).toString(), sent: plus(15).toString(), expires: plus(45).toString() })
    const at = (t: number) => {
      const { main } = show(p, [{ alerts: [a] }], device(), plus(t))
      return main.kind === 'item' ? `${main.item.id}@${main.startedAt.since(START).total('seconds')}` : main.kind
    }
    expect([14.999, 15, 44.999, 45].map(at)).toEqual(['i-1@10', 'alert', 'alert', 'i-1@40'])
  })

  it('the newest version of an alert replaces the others', () => {
    const { main } = show(p, [{ alerts: [alert({ version: 2, severity: 'red' }), alert({ version: 1 })] }], device(), plus(1))
    expect(main.kind === 'alert' && main.alert.version).toBe(2)
  })

  it('holds two banners, says which one had no room, and leaves main alone', () => {
    const yellow = (id: string, sent: number) => alert({ id, severity: 'yellow', presentation: 'banner', sent: plus(sent).toString() })
    const shown = show(p, [{ alerts: [yellow('a', 1), yellow('b', 2), yellow('c', 3)] }], device(), plus(10))
    expect(shown.main.kind).toBe('item')
    expect(shown.banners.map((b) => b.id)).toEqual(['c', 'b'])
    expect(shown.reasons).toContainEqual({ code: 'alert/banner-full', id: 'a' })
  })
})

describe('show: a touch session is not torn away', () => {
  const p = programmeOf([10])
  const touched = (last: number) => device({ role: 'kiosk', session: { since: plus(0), lastTouch: plus(last) } })
  it('holds a takeover as a banner until 20 s without a touch', () => {
    const held = show(p, [{ alerts: [alert()] }], touched(100), plus(119.999))
    expect(held.main.kind).toBe('item')
    expect(held.banners.map((b) => b.id)).toEqual(['a-1'])
    expect(held.reasons).toContainEqual({ code: 'alert/held-by-session', id: 'a-1' })
    expect(show(p, [{ alerts: [alert()] }], touched(100), plus(120)).main.kind).toBe('alert')
    expect(show(p, [{ alerts: [alert()] }], device({ role: 'kiosk' }), plus(101)).main.kind).toBe('alert')
  })
  it('never holds back an emergency', () => {
    expect(show(p, [{ alerts: [alert({ level: 'emergency', severity: 'red' })] }], touched(100), plus(100)).main.kind).toBe('alert')
  })
})

describe('show: sound', () => {
  const p = programmeOf([10], { speakers: ['robot-1', 'kiosk-1'] })
  const at = (iso: string, over = {}) => show(p, [], device({ id: 'robot-1', ...over }), Temporal.Instant.from(iso)).audio
  it('one device of the zone speaks for ten minutes, then the next', () => {
    expect(at('2026-11-23T04:00:00Z').state).not.toBe(at('2026-11-23T04:10:00Z').state)
    expect(at('2026-11-23T04:00:00Z').state).toBe(at('2026-11-23T04:20:00Z').state)
    expect(at('2026-11-23T04:00:00Z').speaker).toBe(show(p, [], device({ id: 'kiosk-1' }), Temporal.Instant.from('2026-11-23T04:00:00Z')).audio.speaker)
  })
  it.each([
    ['21:59:59 speaks', '2026-11-23T13:59:59Z', false], ['22:00 is quiet', '2026-11-23T14:00:00Z', true],
    ['06:59:59 is quiet', '2026-11-23T22:59:59Z', true], ['07:00 is not', '2026-11-23T23:00:00Z', false],
  ])('quiet hours cross midnight by the wall clock of the site: %s', (_n, iso, quiet) => {
    expect(at(iso, { quietHours: [{ from: '22:00', until: '07:00' }] }).why === 'audio/quiet-hours').toBe(quiet)
  })
  it('keeps quiet hours by the wall clock where clocks change', () => {
    const berlin = { timeZone: 'Europe/Berlin', quietHours: [{ from: '22:00', until: '07:00' }] }
    // 2026-10-25: 03:00 summer time becomes 02:00; 05:30 UTC is 06:30 by the new clock, 06:00 UTC is 07:00.
    expect(at('2026-10-25T05:30:00Z', berlin).why).toBe('audio/quiet-hours')
    expect(at('2026-10-25T06:00:00Z', berlin).why).not.toBe('audio/quiet-hours')
    expect(at('2026-10-24T20:00:00Z', berlin).why).toBe('audio/quiet-hours')
  })
  it('is silent during a public address', () => expect(at('2026-11-23T04:00:00Z', { publicAddress: true }).why).toBe('audio/public-address'))
})

describe('show: a programme without loops', () => {
  it('stands by: what was withdrawn is not shown, and nothing is announced', () => {
    const shown = show(emptyProgramme('gates', START, plus(3600)), [], device(), plus(10))
    expect([shown.main.kind, shown.next, shown.reasons[0]?.code]).toEqual(['standby', null, 'main/standby'])
    expect(show(emptyProgramme('gates', START, plus(3600)), [{ alerts: [alert()] }], device(), plus(10)).main.kind).toBe('alert')
  })
})
