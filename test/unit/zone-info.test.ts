import { describe, expect, it } from 'vitest'
import { freshInfo, pressingLegs, type InfoLeg, type ZoneInfo } from '../../protocol/zone-info.ts'

const at = '2026-11-23T06:00:00Z'
const leg = (flight: string, state: InfoLeg['state'], scheduled = at): InfoLeg => ({ flight, place: { 'zh-CN': '青岛', en: 'Qingdao' }, scheduled, estimated: null, gate: 'C12', state })
const info: ZoneInfo = {
  flights: { at, holdsSeconds: 300, legs: [leg('ZZ1', 'on_time')] },
  weather: { at, holdsSeconds: 3600, place: { 'zh-CN': '济南', en: 'Jinan' }, celsius: 4, sky: 'clear' },
}

describe('flights and weather', () => {
  it.each([[0, true, true], [299, true, true], [300, false, true], [3599, false, true], [3600, false, false], [-60, true, true]])('%d s after they were said: flights %s, weather %s', (seconds, flights, weather) => {
    const fresh = freshInfo(info, Temporal.Instant.from(at).add({ seconds }))
    expect([fresh.flights !== null, fresh.weather !== null]).toEqual([flights, weather])
  })
  it('are nothing where nobody has said anything', () => {
    expect(freshInfo(null, Temporal.Instant.from(at))).toEqual({ flights: null, weather: null })
  })
  it('names first what is cancelled or late, and nothing that has left', () => {
    const legs = [leg('ZZ9', 'departed'), leg('ZZ2', 'on_time', '2026-11-23T06:10:00Z'), leg('ZZ3', 'boarding', '2026-11-23T06:05:00Z'), leg('ZZ4', 'delayed', '2026-11-23T07:00:00Z'), leg('ZZ5', 'cancelled', '2026-11-23T08:00:00Z'), leg('ZZ6', 'landed')]
    expect(pressingLegs(legs, 3).map(({ flight }) => flight)).toEqual(['ZZ5', 'ZZ4', 'ZZ3'])
    expect(pressingLegs(legs, 9).map(({ flight }) => flight)).toEqual(['ZZ5', 'ZZ4', 'ZZ3', 'ZZ2'])
  })
})
