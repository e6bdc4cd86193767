import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { alertSets, changedSets } from '../../controller/alerts/sets.ts'
import { devicesOf, zonesOf } from '../../controller/alerts/targets.ts'
import type { AlertTarget } from '../../protocol/api.ts'
import { rankAlerts } from '../../protocol/show-alerts.ts'
import type { Zone } from '../../protocol/venue.ts'
import { NEUTRAL_ZONE, roles } from '../../protocol/words.ts'
import { alert, device, plus } from '../support/facts.ts'

const zone = (id: string, parent: string | null, isLeaf = true): Zone => ({ id, parent, kind: isLeaf ? 'gate' : null, name: { 'zh-CN': id, en: id }, ordinal: 0, outline: [] })
const zones = [zone('terminal', null, false), zone('landside', 'terminal', false), zone('hall', 'landside'), zone('taxi', 'landside'), zone('gates', 'terminal')]
const leaves = ['hall', 'taxi', 'gates']

describe('zones of a target', () => {
  it.each<[AlertTarget, string[]]>([
    [{ zones: ['gates'] }, ['gates']],
    [{ zones: ['landside'] }, ['hall', 'taxi']],
    [{ zones: ['landside', 'hall'] }, ['hall', 'taxi']],
    [{ zones: ['terminal'] }, [...leaves, NEUTRAL_ZONE]],
    [{ zones: ['landside', 'gates'] }, [...leaves, NEUTRAL_ZONE]],
    [{ zones: [NEUTRAL_ZONE] }, [NEUTRAL_ZONE]],
    [{ roles: ['robot'] }, [...leaves, NEUTRAL_ZONE]],
    [{ devices: ['wall-1'] }, []],
    [{ devices: ['wall-1'], roles: ['robot'] }, []],
  ])('%j', (target, expected) => {
    expect(zonesOf(target, zones)).toEqual(expected)
  })
})

const arbitraryTarget: fc.Arbitrary<AlertTarget> = fc.record({
  zones: fc.subarray(['terminal', 'landside', ...leaves, NEUTRAL_ZONE]), devices: fc.subarray(['d-0', 'd-1', 'd-2']), roles: fc.subarray([...roles]),
}).filter((t) => t.zones.length + t.devices.length + t.roles.length > 0)
const arbitraryDevices = fc.array(fc.record({ zone: fc.constantFrom(null, ...leaves), role: fc.constantFrom(...roles) }), { minLength: 3, maxLength: 3 })
  .map((list) => list.map((d, i) => ({ ...d, id: `d-${i}` })))

describe('alert sets', () => {
  it('reach on the screen exactly the devices that the snapshot of targets names', () => {
    fc.assert(fc.property(arbitraryTarget, arbitraryDevices, (target, devices) => {
      const one = alert({ id: 'a-1', roles: target.roles ?? [] })
      const sets = alertSets([{ alert: one, target }], zones, [])
      const reached = devices.filter(({ id, zone, role }) => {
        const reaching = [...(sets.zones.get(zone ?? NEUTRAL_ZONE)?.alerts ?? []), ...(sets.devices.get(id)?.alerts ?? [])]
        return rankAlerts(reaching, device({ id, zone, role }), plus(10)).takeover !== null
      })
      expect(reached.map((d) => d.id)).toEqual(devicesOf(target, zones, devices).map((d) => d.device))
    }))
  })

  it('are complete for every leaf and the neutral zone, and for devices once told', () => {
    const sets = alertSets([], zones, ['wall-1'])
    expect([...sets.zones]).toEqual([...leaves, NEUTRAL_ZONE].map((id) => [id, { alerts: [] }]))
    expect([...sets.devices]).toEqual([['wall-1', { alerts: [] }]])
  })

  it('are said only where they change, whatever the order of alerts', () => {
    const a = { alert: alert({ id: 'a-1' }), target: { zones: ['hall'] } }
    const b = { alert: alert({ id: 'a-2', severity: 'red' }), target: { zones: ['landside'] } }
    const before = alertSets([a, b], zones, [])
    expect(changedSets(before.zones, alertSets([b, a], zones, []).zones)).toEqual([])
    expect(changedSets(before.zones, alertSets([b], zones, []).zones).map(([id]) => id)).toEqual(['hall'])
    expect(changedSets(new Map(), before.zones).map(([id]) => id)).toEqual([...leaves, NEUTRAL_ZONE])
    expect(before.zones.get('hall')?.alerts.map((x) => x.id)).toEqual(['a-2', 'a-1'])
  })

  it('hold at most fifty, the highest', () => {
    const many = Array.from({ length: 60 }, (_, i) => ({ alert: alert({ id: `a-${i}`, severity: i === 59 ? 'red' as const : 'orange' as const }), target: { zones: ['hall'] } }))
    const alerts = alertSets(many, zones, []).zones.get('hall')?.alerts ?? []
    expect([alerts.length, alerts[0]?.id]).toEqual([50, 'a-59'])
  })
})
