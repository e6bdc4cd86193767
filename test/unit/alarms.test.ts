import { describe, expect, it } from 'vitest'
import { alarms } from '../../controller/alarms/causes.ts'
import type { AlarmFacts, DeviceFact, Found } from '../../controller/alarms/facts.ts'
import { nextAlarms, shownAlarms, type Held } from '../../controller/alarms/hold.ts'
import { createRefusals } from '../../controller/alarms/refusals.ts'

const NOW = Date.parse('2026-11-23T09:00:00Z')
const minutes = (count: number) => count * 60_000
const ago = (count: number) => NOW - minutes(count)
const device = (id: string, zone: string | null, over: Partial<DeviceFact> = {}): DeviceFact => ({ id, zone, role: 'screen', state: 'online', sinceMs: ago(600), clockOffMs: 3, refused: null, ...over })
const away = (id: string, zone: string | null, minutesAgo: number): DeviceFact => device(id, zone, { state: 'offline', sinceMs: ago(minutesAgo) })
const zones = [{ id: 'terminal', parent: null }, { id: 'airside', parent: 'terminal' }, { id: 'gates', parent: 'airside' }, { id: 'seats', parent: 'airside' }, { id: 'hall', parent: 'terminal' }]
const well: DeviceFact[] = ['gates', 'seats', 'hall'].flatMap((zone) => [1, 2, 3].map((n) => device(`${zone}-${n}`, zone)))
const others = (zone: string) => well.filter((one) => one.zone !== zone)
const ok = { ok: true, detail: 'fine' }
const torn = { ok: false, detail: 'offline' }
const failing = { ok: false, detail: 'database is locked' }
const job = { name: 'replan', cron: '0 * * * *', lastRun: '2026-11-23T08:00:00Z', lastResult: 'it failed', ok: false, nextRun: null }
const facts = (over: Partial<AlarmFacts> = {}): AlarmFacts => ({
  servesSinceMs: ago(600), store: ok, link: ok, parts: [], jobs: [], zones, devices: well, alerts: [], reviews: [],
  programmes: zones.slice(2).map(({ id }) => ({ zone: id, untilMs: NOW + minutes(47 * 60), empty: false })), numbers: [], calls: [], disk: { freeBytes: 80e9, totalBytes: 250e9 }, ...over,
})
const live = { id: 'a-1', state: 'live' as const, raisedMs: ago(1), releasedMs: ago(1), red: false, targeted: 9, missed: ['hall-1'] }
const told = (found: Found[]) => found.map(({ id, severity, count }) => `${id} ${severity} ${count}`)

describe('causes', () => {
  it.each<[string, Partial<AlarmFacts>, string[]]>([
    ['all is well', {}, []],
    ['one screen, just now', { devices: [...others('hall'), away('hall-1', 'hall', 4), device('hall-2', 'hall')] }, []],
    ['one screen, beyond the grace', { devices: [...others('hall'), away('hall-1', 'hall', 6), device('hall-2', 'hall')] }, ['devices-offline/hall minor 1']],
    ['two of a zone\'s three, as one', { devices: [...others('hall'), away('hall-1', 'hall', 6), away('hall-2', 'hall', 90), device('hall-3', 'hall')] }, ['devices-offline/hall minor 2']],
    ['all of a zone at once, after half a minute', { devices: [...others('hall'), away('hall-1', 'hall', 1), away('hall-2', 'hall', 1)] }, ['zone-offline/hall major 2']],
    ['all of a zone, but days apart', { devices: [...others('hall'), away('hall-1', 'hall', 9), away('hall-2', 'hall', 4_000)] }, ['devices-offline/hall minor 2']],
    ['all of two zones under one node: that node', { devices: [...well.filter(({ zone }) => zone === 'hall'), away('g-1', 'gates', 2), away('g-2', 'gates', 2), away('s-1', 'seats', 2)] }, ['zone-offline/airside major 3']],
    ['nearly all of the site: its network', { devices: well.map(({ id, zone }, i) => (i === 0 ? device(id, zone) : away(id, zone, 1))) }, ['site-offline critical 8']],
    ['a screen that was never paired', { devices: [...well, device('new', 'hall', { state: 'never', sinceMs: null })] }, []],
    ['a robot between zones', { devices: [...well, away('robot', null, 10)] }, ['devices-offline/between minor 1']],
    ['the controller has just come back', { servesSinceMs: ago(1), devices: well.map(({ id, zone }) => away(id, zone, 1)) }, []],
    ['the link is torn: forty screens are not forty causes', { link: torn, parts: [{ name: 'facts', ...torn }, { name: 'broker', ...torn }], alerts: [live], devices: well.map(({ id, zone }) => away(id, zone, 10)) }, ['link critical 1']],
    ['the store fails, and all that needs it', { store: failing, parts: [{ name: 'engagement', ...failing }, { name: 'devices', ...failing }, { name: 'jobs', ...failing }], jobs: [job] }, ['store critical 1']],
    ['a part of its own', { parts: [{ name: 'content', ...failing }] }, ['part/content major 1']],
    ['a job', { jobs: [job], parts: [{ name: 'jobs', ...failing }] }, ['job/replan minor 1']],
    ['an alert that some have not shown', { alerts: [live] }, ['alert-missed/a-1 major 1']],
    ['a red one', { alerts: [{ ...live, red: true, missed: ['hall-1', 'hall-2'] }] }, ['alert-missed/a-1 critical 2']],
    ['an alert that waits, not long', { alerts: [{ ...live, state: 'waiting', raisedMs: ago(1), releasedMs: null, missed: [] }] }, []],
    ['an alert that waits for longer than two minutes', { alerts: [{ ...live, state: 'waiting', raisedMs: ago(3), releasedMs: null, missed: [] }] }, ['alert-waiting/a-1 major 1']],
    ['a review afterwards that is due in an hour', { reviews: [{ alert: 'a-1', releasedBy: 'lin', dueMs: NOW + minutes(60) }] }, []],
    ['reviews afterwards that nobody gave in time, each its own', { reviews: [{ alert: 'a-1', releasedBy: 'lin', dueMs: NOW }, { alert: 'a-2', releasedBy: 'lin', dueMs: ago(90) }] }, ['review-late/a-1 major 1', 'review-late/a-2 major 1']],
    ['it waits while the link is torn, too', { link: torn, alerts: [{ ...live, state: 'waiting', raisedMs: ago(3), releasedMs: null, missed: [] }] }, ['link critical 1', 'alert-waiting/a-1 major 1']],
    ['screens refuse what they are told', { devices: [...others('hall'), ...[1, 2].map((n) => device(`hall-${n}`, 'hall', { refused: { code: 'sign/bad-signature', atMs: ago(2) } }))] }, ['refusals major 2']],
    ['a clock is off by three seconds', { devices: [...others('hall'), device('hall-1', 'hall', { clockOffMs: -3_000 })] }, ['clock major 1']],
    ['a clock that is off on a screen that is away is not known now', { devices: [...others('hall'), device('hall-1', 'hall', { state: 'stale', clockOffMs: 9_000 })] }, []],
    ['programmes end in eleven hours', { programmes: [{ zone: 'gates', untilMs: NOW + minutes(11 * 60), empty: false }] }, ['programmes major 1']],
    ['a zone has no programme', { programmes: [{ zone: 'gates', untilMs: null, empty: false }] }, ['programmes critical 1']],
    ['zones with nothing to show', { programmes: [{ zone: 'gates', untilMs: NOW + minutes(47 * 60), empty: true }] }, ['nothing_to_show major 1']],
    ['numbers that end within two weeks, as one', { numbers: [{ id: '12381', endsMs: NOW + minutes(60 * 24 * 13) }, { id: 'desk', endsMs: NOW + minutes(60 * 24 * 20) }, { id: '110', endsMs: NOW + minutes(5) }] }, ['numbers minor 2']],
    ['a number that has ended', { numbers: [{ id: '12381', endsMs: ago(5) }] }, ['numbers major 1']],
    ['little room on the disk', { disk: { freeBytes: 20e9, totalBytes: 250e9 } }, ['disk major 8']],
    ['hardly any', { disk: { freeBytes: 0.3e9, totalBytes: 250e9 } }, ['disk critical 0']],
    ['a disk that cannot be asked', { disk: null }, []],
  ])('%s', (_what, over, expected) => {
    expect(told(alarms(facts(over), NOW))).toEqual(expected)
  })

  it('a late review names the alert, who let it out and when it was due', () => {
    expect(alarms(facts({ reviews: [{ alert: 'a-2', releasedBy: 'lin', dueMs: ago(90) }] }), NOW)).toMatchObject([{ kind: 'review_late', names: ['a-2'], detail: 'lin', dueMs: ago(90), sinceMs: ago(90) }])
  })
  it('names the screens and says since when the first of them is away', () => {
    expect(alarms(facts({ devices: [...others('hall'), away('hall-1', 'hall', 6), away('hall-2', 'hall', 90), device('hall-3', 'hall')] }), NOW)).toMatchObject([{ zones: ['hall'], devices: ['hall-1', 'hall-2'], of: 3, sinceMs: ago(90) }])
  })
})

describe('over time', () => {
  const found = (id: string, over: Partial<Found> = {}): Found => ({ id, kind: 'devices_offline', severity: 'minor', zones: [], devices: [], names: [], count: 1, of: 4, detail: '', dueMs: null, sinceMs: NOW, ...over })
  const link = found('link', { kind: 'link', severity: 'critical' })
  /** Seconds after NOW and what was found then; the ids that are shown after each. */
  function run(steps: readonly [number, Found[]][], take?: (held: Map<string, Held>, second: number) => void): string[][] {
    let held = new Map<string, Held>()
    return steps.map(([second, some]) => {
      held = nextAlarms(held, some, NOW + second * 1000).held
      take?.(held, second)
      return shownAlarms(held.values()).map(({ id }) => id)
    })
  }

  it('a link that is torn for ten seconds calls nobody; after fifteen it does, and ends half a minute after it is back', () => {
    expect(run([[0, [link]], [10, [link]], [12, []], [20, [link]], [34, [link]], [35, [link]], [50, []], [64, []], [66, []]])).toEqual([[], [], [], [], [], ['link'], ['link'], ['link'], []])
  })
  it('a screen that comes and goes stays one alarm', () => {
    const raised: string[] = []
    let held = new Map<string, Held>()
    for (const second of Array.from({ length: 40 }, (_, i) => i * 20)) {
      const step = nextAlarms(held, second % 40 === 0 ? [found('devices-offline/hall')] : [], NOW + second * 1000)
      held = step.held
      raised.push(...step.raised.map(({ id }) => id))
    }
    expect(raised).toEqual(['devices-offline/hall'])
  })
  it('what the link explains neither shows nor ends meanwhile', () => {
    const one = found('devices-offline/hall')
    expect(run([[0, [one, link]], [20, [link]], [300, [link]], [305, [one]], [340, [one]]])).toEqual([['devices-offline/hall'], ['link'], ['link'], ['link'], ['devices-offline/hall']])
  })
  it('who sees to a late review is not asked again when the store has failed for a while', () => {
    const late = found('review-late/a-1', { kind: 'review_late', severity: 'major' })
    const store = found('store', { kind: 'store', severity: 'critical' })
    expect(run([[0, [late]], [10, [store]], [25, [store]], [60, [late]], [95, [late]], [100, []]])).toEqual([['review-late/a-1'], ['review-late/a-1'], ['store'], ['review-late/a-1'], ['review-late/a-1'], []])
  })
  it('who took note is not asked again, until it is worse', () => {
    const acknowledge = (held: Map<string, Held>, second: number) => {
      const one = held.get('devices-offline/hall')
      if (second === 10 && one) held.set(one.id, { ...one, acknowledged: { by: 'lin', atMs: NOW, note: 'electrician', count: one.count, severity: one.severity } })
    }
    const noted: boolean[] = []
    run([[0, [found('devices-offline/hall')]], [10, [found('devices-offline/hall')]], [20, [found('devices-offline/hall')]], [30, []], [50, [found('devices-offline/hall')]], [60, [found('devices-offline/hall', { count: 2 })]]], (held, second) => {
      acknowledge(held, second)
      noted.push(held.get('devices-offline/hall')?.acknowledged != null)
    })
    expect(noted).toEqual([false, true, true, true, true, false])
  })
  it('shows what nobody has taken note of first, then the gravest', () => {
    const all = [found('devices-offline/hall'), found('zone-offline/gates', { kind: 'zone_offline', severity: 'major' }), found('disk', { kind: 'disk', severity: 'critical' })]
    const { held } = nextAlarms(new Map(), all, NOW)
    const disk = held.get('disk')
    if (disk) held.set('disk', { ...disk, acknowledged: { by: 'lin', atMs: NOW, note: '', count: 1, severity: 'critical' } })
    expect(shownAlarms(held.values()).map(({ id }) => id)).toEqual(['zone-offline/gates', 'devices-offline/hall', 'disk'])
  })
})

describe('refusals', () => {
  it('a count that grows is news for a quarter of an hour; repetitions, old counts and a new page are none', () => {
    const { heard } = createRefusals()
    const said = (counts: Record<string, number>, minute: number) => heard('wall-1', counts, NOW + minutes(minute), NOW + minutes(minute))?.code ?? null
    expect(said({ 'sign/older-than-held': 4 }, 0)).toBe(null)
    expect(said({ 'sign/older-than-held': 9, 'sign/bad-signature': 1 }, 1)).toBe('sign/bad-signature')
    expect(said({ 'sign/older-than-held': 9, 'sign/bad-signature': 1 }, 15)).toBe('sign/bad-signature')
    expect(said({ 'sign/older-than-held': 9, 'sign/bad-signature': 1 }, 16)).toBe(null)
    expect(said({}, 17)).toBe(null)
    expect(said({ 'sign/unknown-key': 1 }, 18)).toBe('sign/unknown-key')
  })
})
