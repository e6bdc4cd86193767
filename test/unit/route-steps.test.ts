import { describe, expect, it } from 'vitest'
import { turnOf } from '../../faces/way.ts'
import { bearing, distance } from '../../protocol/way/plane.ts'
import { turnFrom } from '../../protocol/way/runs.ts'
import type { PlaceKind } from '../../protocol/way/map.ts'
import { createWays, standOf, waysFrom, type Route } from '../../protocol/way/route.ts'
import { phrasesOfSteps, stepsOf, type Step } from '../../protocol/way/steps.ts'
import { roundMetres, sentence } from '../../protocol/way/words.ts'
import { readSite } from '../../site/read.ts'
import { readWayMap } from '../../site/way.ts'

function sure<T>(value: T | null | undefined): T {
  if (value == null) throw new Error('expected a value')
  return value
}
const folder = new URL('../../site/', import.meta.url).pathname
const { site } = readSite(folder)
const map = sure(readWayMap(folder, site))
const graph = createWays(map)

/** The nearest place of that kind and name. */
function steps(device: string, kind: PlaceKind, name: string, stepFree = false): Step[] {
  const from = sure(standOf(map, device))
  const ways = waysFrom(graph, from, { stepFree })
  const [place] = map.places.filter((one) => one.kind === kind && one.name.en === name).toSorted((a, b) => ways.seconds(a.id) - ways.seconds(b.id))
  const route = ways.to(sure(place).id)
  if ('refused' in route) throw new Error(route.refused)
  return stepsOf(graph, route, from.looks)
}

describe('the steps of a way', () => {
  it.each([
    ['kiosk-hall-2', 'desk', 'Anti-fraud desk', false, [
      ['right', '面向屏幕，向右转，走约 110 米，经过问询处', 'Facing the screen, turn right, walk about 110 metres, past Information'],
      ['arrive', '到了：反诈咨询台，就在前面', 'You are there: Anti-fraud desk, in front of you'],
    ]],
    ['kiosk-checkin-ab', 'toilet', 'Men\'s toilets', false, [
      ['left', '面向屏幕，向左转，走约 20 米，经过机场公安', 'Facing the screen, turn left, walk about 20 metres, past Airport police'],
      ['arrive', '到了：男卫生间，在您右手边', 'You are there: Men\'s toilets, on your right'],
    ]],
    ['kiosk-hall-1', 'gate', 'Gate C18', true, [
      ['ahead-right', '面向屏幕，往右前方，走约 10 米', 'Facing the screen, go ahead on the right, walk about 10 metres'],
      ['ahead-left', '向左前方，走约 30 米', 'Bear left, walk about 30 metres'],
      ['check', '通过国内安检', 'Go through Security checkpoint'],
      ['ahead', '往前走约 30 米，经过中转柜台，到直梯', 'Walk straight on for about 30 metres, past Transfer desk, to the lift'],
      ['lift', '乘直梯下到一层', 'Take the lift down to Arrivals'],
      ['left', '左转，走约 50 米，经过 C19 登机口', 'Turn left, walk about 50 metres, past Gate C19'],
      ['arrive', '到了：C18 登机口，就在前面', 'You are there: Gate C18, in front of you'],
    ]],
    ['kiosk-gate-c3', 'belt', 'Belt 4', true, [
      ['left', '面向屏幕，向左转，走约 100 米，经过书店，进入候机大厅，到直梯', 'Facing the screen, turn left, walk about 100 metres, past Bookshop, enter Airside hall, to the lift'],
      ['lift', '乘直梯下到一层', 'Take the lift down to Arrivals'],
      ['ahead-left', '向左前方，进入行李提取厅，走约 60 米', 'Bear left, enter Baggage hall, walk about 60 metres'],
      ['arrive', '到了：4 号转盘，就在前面', 'You are there: Belt 4, in front of you'],
    ]],
    ['kiosk-arrivals', 'id_desk', 'Temporary boarding ID desk', false, [
      ['ahead-left', '面向屏幕，往左前方，走约 10 米，到自动扶梯', 'Facing the screen, go ahead on the left, walk about 10 metres, to the escalator'],
      ['escalator', '乘自动扶梯上到二层', 'Take the escalator up to Departures'],
      ['ahead-right', '向右前方，走约 50 米，进入临时乘机证明办理处', 'Bear right, walk about 50 metres, enter Temporary boarding ID desk'],
      ['arrive', '到了：临时乘机证明办理处，就在前面', 'You are there: Temporary boarding ID desk, in front of you'],
    ]],
    // A robot turns: nobody knows where its reader looks, so a name gives the direction.
    ['robot-xiaoan-3', 'police', 'Airport police', false, [
      ['ahead', '朝机场公安的方向，走约 40 米，经过便利店', 'Head for Airport police, walk about 40 metres, past Convenience store'],
      ['arrive', '到了：机场公安，在您右手边', 'You are there: Airport police, on your right'],
    ]],
  ] as const)('%s to the %s %s, step-free: %s', (device, kind, name, stepFree, told) => {
    expect(steps(device, kind, name, stepFree).map(({ sign, words }) => [sign, words['zh-CN'], words.en])).toEqual(told)
  })

  it('add up to the way, within what rounding takes, and are few', () => {
    let most = 0
    for (const { device } of map.stands) for (const place of map.places.filter(({ kind }) => kind !== 'landmark')) {
      const from = sure(standOf(map, device))
      const found = ways(device).to(place.id)
      if ('refused' in found) continue
      const told = stepsOf(graph, found, from.looks)
      const walked = told.reduce((sum, { metres }) => sum + metres, 0)
      const inside = found.legs.reduce((sum, leg) => sum + (leg.by === 'walk' ? (['security', 'border'].includes(map.units[leg.unit]?.use ?? '') ? leg.metres : 0) : distance(leg.at, leg.out)), 0)
      expect(Math.abs(found.metres - inside - walked), `${device} ${place.name.en}`).toBeLessThan(12 + told.length * 8 + found.metres * 0.12)
      expect(told.at(-1)?.sign).toBe('arrive')
      expect(told.filter(({ sign }) => sign === 'check').length).toBe(new Set(found.legs.flatMap((leg) => (leg.by === 'walk' && ['security', 'border'].includes(map.units[leg.unit]?.use ?? '') ? [leg.unit] : []))).size)
      expect(told.filter(({ sign }) => ['lift', 'escalator', 'stairs'].includes(sign)).length).toBe(found.legs.filter(({ by }) => by !== 'walk').length)
      most = Math.max(most, told.length)
    }
    expect(most).toBeLessThanOrEqual(14)
  })

  it('are made of phrases that are all in the list for recordings', () => {
    const listed = phrasesOfSteps(map)
    const known = new Set(listed.map(({ language, text }) => `${language} ${text}`))
    expect(known.size).toBe(listed.length)
    expect(listed.length).toBeLessThan(800)
    const missing = new Set<string>()
    for (const { device } of map.stands) for (const looks of [null, sure(standOf(map, device)).looks]) for (const place of map.places) {
      const found = ways(device).to(place.id)
      if ('refused' in found || place.kind === 'landmark') continue
      for (const { phrases, words } of stepsOf(graph, found, looks)) {
        for (const phrase of phrases) for (const language of ['zh-CN', 'en'] as const) if (!known.has(`${language} ${phrase[language]}`)) missing.add(phrase[language])
        expect(words).toEqual(sentence(phrases))
      }
    }
    expect([...missing]).toEqual([])
  })

  it('round metres to ten, above a hundred or so to fifty', () => {
    expect([0, 4, 14, 15, 96, 124, 126, 174, 180, 311].map(roundMetres)).toEqual([10, 10, 10, 20, 100, 120, 150, 150, 200, 300])
  })
})

/** All ways from a screen, worked out once. */
const held = new Map<string, ReturnType<typeof waysFrom>>()
const ways = (device: string): { to(place: string): Route | { refused: string } } => held.getOrInsertComputed(device, () => waysFrom(graph, sure(standOf(map, device)), { stepFree: false }))

describe('check-in points', () => {
  it('look where the words for the way to the desk say, so that a first turn is right', () => {
    const said: Record<string, string> = { 0: 'right', 180: 'left', [-135]: 'left', [-45]: 'right', 'back-left': 'left', 'back-right': 'right' }
    for (const { id, role, deskWay, facing, position, zone } of site.devices) {
      if (role !== 'kiosk') continue
      expect(facing, id).toBeDefined()
      const ordinal = site.zones.find((one) => one.id === zone)?.ordinal
      const wanted = deskWay && turnOf(deskWay)
      if (wanted === null) continue
      const metres = Number(/\d+/.exec(deskWay?.en ?? '')?.[0])
      const [desk] = map.places.filter((place) => place.kind === 'desk' && place.ordinal === ordinal).toSorted((a, b) => Math.abs(distance(position, a.at) - metres) - Math.abs(distance(position, b.at) - metres))
      const turn = turnFrom((sure(facing) + 180) % 360, bearing(position, sure(desk).at))
      expect(turn < 0 ? 'left' : 'right', id).toBe(said[String(wanted)])
    }
  })
})
