import { describe, expect, test } from 'vitest'
import { simulationFrom, skeletons, withAt } from '../../console/content/body.ts'
import { differences } from '../../console/content/diff.ts'
import { allTexts, nameOf } from '../../console/content/fields.ts'
import { freePlace, mapOf, placesOf } from '../../console/content/games/structure.ts'
import { grown, mayGrow, shrunk } from '../../console/content/lists.ts'
import { textsOf } from '../../protocol/checks/words.ts'
import { checkSimulation } from '../../protocol/checks/simulation.ts'
import { readLibrary } from '../../playlists/read.ts'

const { simulations, board } = readLibrary()
const loan = simulations.find(({ id }) => id === 'sim-advance-loan')
if (!loan) throw new Error('There is no simulation "sim-advance-loan".')

describe('the words of games', () => {
  test('every text of every shipped simulation and of the board has a field, in both languages', () => {
    for (const [kind, body] of [...simulations.map((one) => ['simulation', one] as const), ['board', board] as const]) {
      const fields = new Set(allTexts(kind, body).flatMap(({ paths }) => Object.values(paths)))
      expect(textsOf(body).map(({ path }) => path).filter((path) => !fields.has(path))).toEqual([])
    }
  })
  test('fields are called by what they are and which one they are', () => {
    expect(nameOf('nodes.2.says.1.en')).toEqual({ name: 'says', nth: '3.2', language: 'en' })
    expect(nameOf('nodes.0.choices.1.text.zh-CN')).toEqual({ name: 'choices', nth: '1.2', language: 'zh-CN' })
    expect(nameOf('nodes.0.card.rows.1.label')).toEqual({ name: 'rowLabel', nth: '1.2', language: null })
    expect(nameOf('endings.1.what.en')).toEqual({ name: 'what', nth: '2', language: 'en' })
    expect(nameOf('nodes.3')).toEqual({ name: 'nodes', nth: 4, language: null })
    expect(nameOf('label.en')).toEqual({ name: 'label', nth: null, language: 'en' })
  })
  test('bubbles, choices and lines grow and shrink within their bounds', () => {
    const body = skeletons['simulation']?.('s') ?? { id: '' }
    expect(mayGrow(body, 'nodes.0.choices')).toBe(true)
    const three = withAt(body, 'nodes.0.choices', grown(body, 'nodes.0.choices'))
    expect(mayGrow(three, 'nodes.0.choices')).toBe(false)
    expect(shrunk(three, 'nodes.0.choices', 0)['nodes.0.choices']).toHaveLength(2)
  })
})

describe('a blank simulation', () => {
  test('can be walked from the first, and lacks nothing but words and what only its author knows', () => {
    const body = skeletons['simulation']?.('s') ?? { id: '' }
    expect(simulationFrom(body)?.nodes).toHaveLength(1)
    const codes = new Set(checkSimulation(body, { glyphs: [], phones: new Set() }).filter(({ level }) => level === 'block').map(({ code }) => code))
    expect([...codes].filter((code) => code.startsWith('check/sim-'))).toEqual([])
    expect(codes.has('check/missing-language')).toBe(true)
  })
})

describe('the map of a simulation', () => {
  test('has each place once, every choice as a way downwards, and the beginning on top', () => {
    for (const one of simulations) {
      const { spots, ways, rows } = mapOf(one)
      expect(spots).toHaveLength(one.nodes.length + one.endings.length)
      expect(ways).toHaveLength(one.nodes.flatMap(({ choices }) => choices).length)
      expect(spots[0]).toMatchObject({ row: 0, columns: 1 })
      expect(ways.filter(({ from, to }) => to.row <= from.row)).toEqual([])
      expect(Math.max(...spots.map(({ row }) => row))).toBe(rows - 1)
      expect(new Set(spots.map(({ row, column }) => `${row}.${column}`)).size).toBe(spots.length)
    }
  })
  test('stands still on a round trip, leaves out ways to nowhere, and keeps what nothing leads to in sight', () => {
    const round = withAt(withAt(loan, 'nodes.1.choices.0.to', loan.nodes[0]?.id), 'nodes.2.choices.0.to', 'nowhere')
    expect(mapOf(round).spots).toHaveLength(loan.nodes.length + loan.endings.length)
    expect(mapOf(round).ways.length).toBe(mapOf(loan).ways.length - 1)
    const cut = withAt(loan, 'endings', [...loan.endings, { id: freePlace(loan, 'ending'), kind: 'safe', what: { 'zh-CN': '', en: '' } }])
    const apart = mapOf(cut).spots.at(-1)
    expect(apart?.row).toBe(mapOf(cut).rows - 1)
    expect(placesOf(cut).at(-1)?.is).toBe('ending')
  })
})

test('where a choice leads, how an end ends and what stands on a square are told apart; words are not told twice', () => {
  const other = withAt(withAt(loan, 'nodes.0.choices.0.to', 'threat'), 'endings.0.kind', 'almost')
  expect(differences('simulation', loan, other).map(({ path }) => path)).toEqual(['nodes.0.choices.0.to', 'endings.0.kind'])
  expect(differences('simulation', loan, withAt(loan, 'nodes.0.says.0.en', 'Well')).map(({ path }) => path)).toEqual(['nodes.0.says.0'])
  expect(differences('board', board, withAt(board, 'squares.3', { kind: 'contact' })).every(({ path }) => path.startsWith('squares.3.'))).toBe(true)
  expect(differences('board', board, board)).toEqual([])
})
