import { describe, expect, test } from 'vitest'
import { turnOf } from '../../faces/way.ts'
import { readSite } from '../../site/read.ts'

describe('the arrow before the way to the desk', () => {
  test.each([
    ['左侧 60 米', 180], ['右侧 70 米', 0], ['左前方 60 米', -135], ['右前方 70 米', -45], ['前方 20 米', -90],
    ['身后 35 米', 'back-left'], ['左后方 70 米', 'back-left'], ['右后方 70 米', 'back-right'],
    ['出发大厅中央，电梯前', null], ['上楼到候机大厅中央', null],
  ])('%s: %s', (zh, turn) => {
    expect(turnOf({ 'zh-CN': zh, en: '' })).toBe(turn)
  })

  test('says the same of both languages of every screen of the demo airport', () => {
    for (const { id, deskWay } of readSite('site').site.devices) {
      if (deskWay !== null) expect([id, turnOf(deskWay)]).toEqual([id, turnOf({ 'zh-CN': deskWay.en, en: '' })])
    }
  })
})
