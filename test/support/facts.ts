import fc from 'fast-check'
import type { Alert } from '../../protocol/alert.ts'
import type { Programme } from '../../protocol/programme.ts'
import type { ShowDevice } from '../../protocol/show.ts'
import { levels, roles } from '../../protocol/words.ts'

/** Midnight UTC from which the made-up programmes count. */
export const START = Temporal.Instant.from('2026-11-23T00:00:00Z')
export const plus = (seconds: number): Temporal.Instant => START.add({ milliseconds: Math.round(seconds * 1000) })

export const device = (over: Partial<ShowDevice> = {}): ShowDevice => ({
  id: 'wall-1', role: 'screen', zone: 'gates', timeZone: 'Asia/Shanghai', quietHours: [], publicAddress: false, session: null, order: null, ...over,
})

export const alert = (over: Partial<Alert> = {}): Alert => ({
  id: 'a-1', version: 1, status: 'actual', msgType: 'alert', level: 'alert', severity: 'orange', presentation: 'takeover',
  scam: 'flight_refund', move: 'ask', sent: plus(0).toString(), effective: plus(0).toString(), expires: plus(3600).toString(),
  roles: [], scope: 'zone', info: [{ language: 'zh-CN', headline: '航班变动，谨防假客服', description: '退改签只认航司官方 App。' }], ...over,
})

const sha = 'a'.repeat(64)

/** One loop of the given seconds, in one slot of `hours` from START. */
export function programmeOf(seconds: number[], over: Partial<Programme> = {}, hours = 48): Programme {
  return {
    zone: 'gates', from: START.toString(), until: plus(hours * 3600).toString(),
    items: seconds.map((s, i) => ({ id: `i-${i}`, kind: 'poster', seconds: s, bundle: sha })),
    entries: [{ id: 'e-0', name: 'day', level: 'default', weight: 1 }],
    loops: [{ turns: seconds.map((_, i) => [i, 0]) }],
    slots: [{ from: START.toString(), until: plus(hours * 3600).toString(), epoch: START.toString(), level: 'default', loop: 0 }],
    fallback: { epoch: START.toString(), loop: 0 }, speakers: [], ...over,
  }
}

/** Programmes of several slots of any level, whose loops have items of their own lengths. */
export const arbitraryProgramme: fc.Arbitrary<Programme> = fc
  .record({
    seconds: fc.array(fc.integer({ min: 4, max: 60 }), { minLength: 1, maxLength: 8 }),
    loops: fc.array(fc.array(fc.nat(), { minLength: 1, maxLength: 12 }), { minLength: 1, maxLength: 4 }),
    slots: fc.array(fc.record({ length: fc.integer({ min: 5, max: 7200 }), level: fc.constantFrom(...levels.slice(0, 3)), loop: fc.nat(), epochBefore: fc.integer({ min: 0, max: 4000 }) }), { minLength: 1, maxLength: 10 }),
  })
  .map(({ seconds, loops, slots }) => {
    let end = 0
    const made = slots.map((s) => {
      const from = end
      end += s.length
      return { from: plus(from).toString(), until: plus(end).toString(), epoch: plus(from - s.epochBefore).toString(), level: s.level, loop: s.loop % loops.length }
    })
    return {
      ...programmeOf(seconds),
      until: plus(end).toString(),
      loops: loops.map((turns) => ({ turns: turns.map((t): [number, number] => [t % seconds.length, 0]) })),
      slots: made,
    }
  })

export const arbitraryDevice: fc.Arbitrary<ShowDevice> = fc.record({ id: fc.constantFrom('wall-1', 'kiosk-1', 'robot-1'), role: fc.constantFrom(...roles) }).map((d) => device(d))

export const arbitraryAlert: fc.Arbitrary<Alert> = fc
  .record({
    id: fc.constantFrom('a-1', 'a-2', 'a-3', 'a-4', 'a-5'),
    version: fc.integer({ min: 1, max: 3 }),
    status: fc.constantFrom('actual', 'actual', 'actual', 'exercise', 'test'),
    level: fc.constantFrom('alert', 'alert', 'alert', 'emergency'),
    severity: fc.constantFrom('yellow', 'orange', 'red'),
    presentation: fc.constantFrom('banner', 'takeover', 'takeover'),
    scope: fc.constantFrom('zone', 'device'),
    roles: fc.subarray([...roles], { maxLength: 2 }),
    sent: fc.integer({ min: 0, max: 5000 }),
    lasts: fc.integer({ min: 1, max: 9000 }),
  })
  .map(({ sent, lasts, ...rest }) => alert({ ...(rest as Partial<Alert>), sent: plus(sent).toString(), effective: plus(sent).toString(), expires: plus(sent + lasts).toString() }))

/** Alerts as a controller publishes them: one body for each id and version. */
export const arbitraryAlerts = fc.uniqueArray(arbitraryAlert, { maxLength: 10, selector: (a) => `${a.id} ${a.version}` })
