import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readGlyphs } from '../../controller/review/checks.ts'
import { spokenLength, strings } from '../../playlists/check.ts'
import { readLibrary } from '../../playlists/read.ts'
import { checkBoard } from '../../protocol/checks/board.ts'
import { checkGraph, checkSimulation, checkSimulationSet, longestSeconds, MOST_RUN_SECONDS } from '../../protocol/checks/simulation.ts'
import { aloudSeconds } from '../../protocol/reading.ts'
import { lessonOf, metAt, placeIn, signsOn, type Simulation } from '../../protocol/simulation.ts'
import { channels, moves, scams } from '../../protocol/words.ts'

const { simulations, board, phones } = readLibrary()
const facts = { glyphs: readGlyphs(), phones: new Set(phones.map(({ id }) => id)) }
/** Where it does not matter what can be drawn: looking up every character takes its time. */
const plain = { ...facts, glyphs: [[0, 0x10ffff]] as const }
const text = (zh: string, en = 'Words') => ({ 'zh-CN': zh, en })

/** Every way through it, as the ids of its steps and, last, of its ending. */
function waysOf({ nodes, endings }: Simulation, from = nodes[0]?.id ?? ''): string[][] {
  const node = nodes.find(({ id }) => id === from)
  if (!node) return endings.some(({ id }) => id === from) ? [[from]] : []
  return node.choices.flatMap(({ to }) => waysOf({ nodes, endings } as Simulation, to).map((rest) => [from, ...rest]))
}

describe('the simulations that are shipped', () => {
  it('have nothing that speaks against them', () => {
    expect(simulations.flatMap((one) => checkSimulation({ ...one }, facts).map(({ code, path }) => `${one.id} ${code} ${path}`))).toEqual([])
    expect(checkSimulationSet(simulations)).toEqual([])
    expect(checkBoard({ ...board }, facts)).toEqual([])
  })
  it('cover the five priority scams and a swapped face, and at least a fifth of them are genuine', () => {
    const bad = simulations.filter(({ genuine }) => !genuine)
    for (const scam of ['flight_refund', 'fake_service', 'paid_task', 'advance_loan', 'overseas_job', 'face_swap'] as const) expect(bad.some((one) => one.scam === scam), scam).toBe(true)
    expect(simulations.length - bad.length).toBeGreaterThanOrEqual(simulations.length / 5)
    expect(new Set(simulations.flatMap((one) => one.nodes.map((node) => metAt(one, node).channel))).size).toBe(4)
    expect(simulations.flatMap(({ nodes }) => nodes.map(({ card }) => card?.kind))).toContain('sharing')
  })
  it.each(simulations.map((one) => [one.id, one] as const))('%s: every way ends within 90 s, having met a sign, and every place is on one', (_, simulation) => {
    const ways = waysOf(simulation)
    expect(new Set(ways.flat())).toEqual(new Set([...simulation.nodes, ...simulation.endings].map(({ id }) => id)))
    for (const way of ways) {
      expect(placeIn(simulation, way.at(-1) ?? '')?.kind).toBe('ending')
      expect(signsOn(simulation, way).length).toBeGreaterThan(0)
    }
    for (const language of ['zh-CN', 'en'] as const) expect(longestSeconds(simulation, language)).toBeLessThanOrEqual(MOST_RUN_SECONDS)
  })
  it('let nobody win by turning everybody away: hanging up on a genuine contact is no safe ending, on a scam it is', () => {
    for (const simulation of simulations) {
      const kinds = simulation.nodes.flatMap(({ choices }) => choices).filter(({ text: { en } }) => /^(hang up|a scam|surely a scam|a scammer)/i.test(en)).map(({ to }) => {
        const place = placeIn(simulation, to)
        return place?.kind === 'ending' ? place.ending.kind : 'on'
      })
      if (simulation.genuine) expect(kinds.filter((kind) => kind === 'safe'), simulation.id).toEqual([])
    }
  })
  it('say numbers only through the registry, name no flight but our own, and are whole in English', () => {
    for (const { text: words, path } of strings([...simulations, board].map((one) => ({ ...one, id: '', phones: [] })))) {
      const rest = words.replace(/\{tel:[a-z0-9_-]+\}/g, '')
      for (const { number } of phones) expect(rest.match(/\d+/g) ?? [], path).not.toContain(number)
      expect(rest.match(/\b[A-Z0-9]{2}\d{4}\b/g)?.filter((flight) => !flight.startsWith('ZZ')) ?? [], path).toEqual([])
      if (path.endsWith('.en')) expect(words.match(/[\u4e00-\u9fff]/), path).toBeNull()
    }
  })
  it('end in one short action, and whoever has lost money calls a number that somebody has checked', () => {
    const short = (words: string) => spokenLength(words.replace(/\{tel:(\w+)\}/g, '$1'))
    expect(short(board.action['zh-CN'])).toBeLessThanOrEqual(14)
    for (const simulation of simulations) for (const ending of simulation.endings) {
      const { action, move } = lessonOf(simulation, ending)
      expect(short(action['zh-CN']), simulation.id).toBeLessThanOrEqual(14)
      if (ending.kind === 'lost') expect([move, action['zh-CN'].includes('{tel:')], simulation.id).toEqual(['report', true])
      else expect(move, simulation.id).toBe(simulation.move)
    }
  })
})

describe('a simulation is held back for', () => {
  const [base] = simulations
  if (!base) throw new Error('none is shipped')
  const found = (over: object) => checkSimulation({ ...base, ...over }, plain).map(({ code, level, path }) => `${level} ${code} ${path}`)
  const nodes = (change: (node: Simulation['nodes'][number], i: number) => object) => base.nodes.map((node, i) => ({ ...node, ...change(node, i) }))
  const face = simulations.find(({ channel }) => channel === 'video')
  it.each([
    ['a way to nowhere', { nodes: nodes((node, i) => (i === 0 ? { choices: [...node.choices.slice(1), { text: text('走'), to: 'nowhere' }] } : {})) }, 'block check/sim-unknown nodes.0.choices.'],
    ['a step without a way on', { nodes: nodes((_, i) => (i === 1 ? { choices: [] } : {})) }, 'block check/sim-dead-end nodes.1.choices'],
    ['a single choice', { nodes: nodes((node, i) => (i === 0 ? { choices: node.choices.slice(0, 1) } : {})) }, 'block check/sim-choices nodes.0.choices'],
    ['too many choices', { nodes: nodes((node, i) => (i === 0 ? { choices: [...node.choices, ...node.choices] } : {})) }, 'block check/sim-choices nodes.0.choices'],
    ['going round and round', { nodes: nodes((node, i) => (i === 1 ? { choices: [...node.choices.slice(0, 1), { text: text('再来'), to: base.nodes[0]?.id }] } : {})) }, 'block check/sim-cycle nodes.0'],
    ['a step that nothing leads to', { nodes: [...base.nodes, { id: 'island', says: [text('喂')], choices: base.nodes.at(-1)?.choices }] }, `block check/sim-unreachable nodes.${base.nodes.length}`],
    ['an ending that nothing leads to', { endings: [...base.endings, { id: 'island', kind: 'safe', what: text('好') }] }, `block check/sim-unreachable endings.${base.endings.length}`],
    ['no turning back', { endings: base.endings.map((one) => ({ ...one, kind: 'lost' })) }, 'block check/sim-no-way-back nodes.0'],
    ['no safe ending', { endings: base.endings.map((one) => ({ ...one, kind: one.kind === 'safe' ? 'almost' : one.kind })) }, 'block check/sim-no-safe endings'],
    ['nothing at stake', { endings: base.endings.map((one) => ({ ...one, kind: 'safe' })) }, 'warn check/sim-no-stakes endings'],
    ['no sign at all', { signs: [] }, 'block check/sim-no-signs signs'],
    ['an ending without a sign', { signs: base.signs.filter(({ node }) => node !== base.nodes[0]?.id) }, 'block check/sim-no-sign endings.'],
    ['a sign at a step that is not there', { signs: [...base.signs, { node: 'nowhere', text: text('看') }] }, `block check/sim-unknown signs.${base.signs.length}.node`],
    ['a sign at an ending', { signs: [...base.signs, { node: base.endings[0]?.id, text: text('看') }] }, `block check/sim-unknown signs.${base.signs.length}.node`],
    ['no action', { action: undefined }, 'block check/sim-no-action action'],
    ['two places with one name', { endings: [...base.endings, { ...base.endings[0] }] }, `block check/sim-twice endings.${base.endings.length}.id`],
    ['a number nobody checked', { phones: ['999'] }, 'block check/phone-expired phones'],
    ['a number it does not name', { phones: [] }, 'block check/phone-not-named endings.'],
    ['a language that is missing', { say: { 'zh-CN': '我自己问。' } }, 'block check/missing-language say.en'],
    ['a bubble nobody reads', { nodes: nodes((_, i) => (i === 0 ? { says: [text('一'.repeat(41))] } : {})) }, 'block check/sim-words-long nodes.0.says.0.zh-CN'],
    ['a silent step', { nodes: nodes((_, i) => (i === 0 ? { says: [], card: undefined } : {})) }, 'block check/sim-silent nodes.0.says'],
    ['a run that is too long', { lead: text('字'.repeat(300)) }, 'block check/sim-too-long nodes'],
    ['a field that is missing', { endings: undefined }, 'block check/shape endings'],
    ['a face that does not say what made it', { ...face, label: undefined }, 'block check/sim-no-label label'],
    ['a face that says so in one language', { ...face, label: text('AI 生成', 'Generated') }, 'block check/sim-no-label label'],
    ['a face later on', { nodes: nodes((_, i) => (i === 2 ? { channel: 'video' } : {})) }, 'block check/sim-no-label label'],
  ])('%s', (_, over, said) => {
    expect(found(over).filter((one) => one.startsWith(said)), found(over).join('\n')).not.toEqual([])
  })
  it('not for what a scammer says, nor for a face that is labelled', () => {
    expect(found({ nodes: nodes((_, i) => (i === 0 ? { says: [text('退款请点 www.refund.top', 'Refund at www.refund.top')] } : {})) })).toEqual([])
    expect(checkSimulation({ ...face, label: text('AI生成', 'Made by AI') }, facts)).toEqual([])
  })
  it('a set of which under a fifth are genuine', () => {
    const set = (genuine: number, all: number) => checkSimulationSet(Array.from({ length: all }, (__, i) => ({ genuine: i < genuine }))).map(({ code }) => code)
    expect(set(2, 10)).toEqual([])
    expect(set(1, 6)).toEqual(['check/few-genuine'])
    expect(set(0, 1)).toEqual(['check/few-genuine'])
    expect(set(0, 0)).toEqual([])
  })
})

/** Graphs of any kind: islands, rings, ways to nowhere, steps without ways on. */
const anyGraph = fc.tuple(fc.integer({ min: 1, max: 6 }), fc.integer({ min: 1, max: 4 })).chain(([steps, ends]) => {
  const targets = [...Array.from({ length: steps }, (_, i) => `n${i}`), ...Array.from({ length: ends }, (_, i) => `e${i}`), 'nowhere']
  const says = fc.array(fc.integer({ min: 1, max: 30 }).map((length) => text('字'.repeat(length), 'word '.repeat(length).trim())), { maxLength: 2 })
  return fc.record({
    choices: fc.array(fc.array(fc.constantFrom(...targets), { maxLength: 4 }), { minLength: steps, maxLength: steps }),
    says: fc.array(says, { minLength: steps, maxLength: steps }),
    kinds: fc.array(fc.constantFrom('safe' as const, 'almost' as const, 'lost' as const), { minLength: ends, maxLength: ends }),
    signs: fc.subarray(targets),
  }).map(({ choices, says: said, kinds, signs }): Simulation => ({
    id: 'any', scam: 'general', move: 'ask', genuine: false, channel: 'chat', headline: text('题'), lead: text('景'), sender: text('谁'), say: text('说'), action: text('做'), phones: [],
    nodes: choices.map((list, i) => ({ id: `n${i}`, says: said[i] ?? [], choices: list.map((to) => ({ text: text('选'), to })) })),
    endings: kinds.map((kind, i) => ({ id: `e${i}`, kind, what: text('完') })),
    signs: signs.map((node) => ({ node, text: text('看') })),
  }))
})

/** Every walk from `from`, step by step, until it ends, leads nowhere or comes to where it has been. Each is what was walked over. */
function walks(simulation: Simulation, from: string): string[][] {
  const on = (walked: string[]): string[][] => {
    const last = walked.at(-1) ?? ''
    const node = simulation.nodes.find(({ id }) => id === last)
    const next = [...new Set(node?.choices.map(({ to }) => to) ?? [])].filter((to) => to !== 'nowhere')
    if (!node || next.length === 0) return [walked]
    return next.flatMap((to) => (walked.includes(to) ? [[...walked, to]] : on([...walked, to])))
  }
  return on([from])
}

describe('what is said of a graph', () => {
  it('is what walking through it finds', () => {
    fc.assert(fc.property(anyGraph, (simulation) => {
      const { nodes, endings, signs } = simulation
      const said = checkGraph(simulation)
      const about = (code: string) => said.filter((one) => one.code === code).map(({ path }) => path).sort()
      const where = (list: readonly { id: string }[], name: string, is: (id: string) => boolean) => list.flatMap(({ id }, i) => (is(id) ? [`${name}.${i}`] : []))
      const met = new Set(walks(simulation, 'n0').flat())
      const good = (id: string) => endings.some((one) => one.id === id && one.kind !== 'lost')
      const signed = (id: string) => signs.some(({ node }) => node === id)
      expect(about('check/sim-unreachable')).toEqual([...where(nodes, 'nodes', (id) => !met.has(id)), ...where(endings, 'endings', (id) => !met.has(id))].sort())
      expect(about('check/sim-dead-end')).toEqual(where(nodes, 'nodes', (id) => walks(simulation, id).some((walk) => walk.length === 1)).map((path) => `${path}.choices`).sort())
      expect(about('check/sim-cycle')).toEqual(where(nodes, 'nodes', (id) => walks(simulation, id).some((walk) => walk.length > 1 && walk.at(-1) === id)).sort())
      expect(about('check/sim-no-way-back')).toEqual(where(nodes, 'nodes', (id) => !walks(simulation, id).some((walk) => walk.some(good))).sort())
      expect(about('check/sim-no-sign')).toEqual(where(endings, 'endings', (id) => walks(simulation, 'n0').some((walk) => walk.includes(id) && !walk.slice(0, walk.indexOf(id)).some(signed))).sort())
      expect(about('check/sim-no-safe')).toEqual(endings.some(({ id, kind }) => kind === 'safe' && met.has(id)) ? [] : ['endings'])
      expect(about('check/sim-unknown').length).toBe(nodes.flatMap(({ choices }) => choices).filter(({ to }) => to === 'nowhere').length + signs.filter(({ node }) => !node.startsWith('n') || node === 'nowhere').length)
      expect(said.some(({ level }) => level === 'block') || waysOf(simulation).length > 0).toBe(true)
    }), { numRuns: 400 })
  })

  it('measures its longest way as walking all of them does', () => {
    fc.assert(fc.property(anyGraph, (simulation) => {
      fc.pre(!checkGraph(simulation).some(({ code }) => code === 'check/sim-cycle'))
      for (const language of ['zh-CN', 'en'] as const) {
        const seconds = walks(simulation, 'n0').map((walk) => walk.reduce((sum, id) => {
          const place = placeIn(simulation, id)
          if (place?.kind === 'ending') return sum + aloudSeconds([place.ending.what, simulation.say, simulation.action].map((words) => words[language]), language)
          if (!place) return sum
          return sum + aloudSeconds([...place.node.says, ...place.node.choices.map((choice) => choice.text), ...signsOn(simulation, [id])].map((words) => words[language]), language)
        }, aloudSeconds([simulation.lead[language]], language)))
        expect(longestSeconds(simulation, language)).toBeCloseTo(Math.max(...seconds), 6)
      }
    }), { numRuns: 200 })
  })

  it('lets nothing through that cannot be finished: of a shipped one with any of its ways led elsewhere, whatever is chosen', () => {
    const rewired = fc.constantFrom(...simulations).chain((one) => fc.record({
      one: fc.constant(one), node: fc.nat(one.nodes.length - 1), choice: fc.nat(1), to: fc.constantFrom(...[...one.nodes, ...one.endings].map(({ id }) => id), 'nowhere'), picks: fc.array(fc.nat(), { minLength: 24, maxLength: 24 }),
    }))
    let through = 0
    fc.assert(fc.property(rewired, ({ one, node, choice, to, picks }) => {
      const simulation: Simulation = { ...one, nodes: one.nodes.map((old, i) => (i === node ? { ...old, choices: old.choices.map((way, j) => (j === choice ? { ...way, to } : way)) } : old)) }
      if (checkSimulation(simulation, plain).some(({ level }) => level === 'block')) return
      through += 1
      let at = placeIn(simulation, simulation.nodes[0]?.id ?? '')
      for (const pick of picks) if (at?.kind === 'node') at = placeIn(simulation, at.node.choices[pick % at.node.choices.length]?.to ?? '')
      expect(at?.kind).toBe('ending')
    }), { numRuns: 300 })
    expect(through).toBeGreaterThan(10)
  })
})

describe('the board', () => {
  const found = (over: object) => checkBoard({ ...board, ...over }, plain).map(({ code, level, path }) => `${level} ${code} ${path}`)
  it('has a track of 24 squares with every move on it, and contacts of all kinds, a third of them genuine', () => {
    expect(board.squares).toHaveLength(24)
    expect(new Set(board.squares.flatMap((square) => ('move' in square ? [square.move] : [])))).toEqual(new Set(moves))
    expect(new Set(board.prompts.map(({ channel }) => channel))).toEqual(new Set(channels))
    expect(board.prompts.filter(({ genuine }) => genuine).length / board.prompts.length).toBeGreaterThan(1 / 3)
    for (const { scam } of board.prompts) expect(scams).toContain(scam)
  })
  it.each([
    ['a start in the middle', { squares: [...board.squares.slice(0, 5), { kind: 'start' }, ...board.squares.slice(6)] }, 'block check/board-ends squares.5'],
    ['a flight backwards', { squares: board.squares.map((square, i) => (i === 10 ? { kind: 'flight', move: 'ask', to: 2 } : square)) }, 'block check/board-flight squares.10'],
    ['a flight past the end', { squares: board.squares.map((square, i) => (i === 10 ? { kind: 'flight', move: 'ask', to: 99 } : square)) }, 'block check/board-flight squares.10'],
    ['a ring that does not close', { squares: [...board.squares.slice(0, 3), ...board.squares.slice(4)] }, 'block check/board-size squares'],
    ['too few contacts', { prompts: board.prompts.slice(0, 8) }, 'block check/board-few prompts'],
    ['too few genuine ones', { prompts: board.prompts.map((prompt) => ({ ...prompt, genuine: false })) }, 'block check/few-genuine prompts'],
    ['the same contact twice', { prompts: [...board.prompts, board.prompts[0]] }, `block check/board-twice prompts.${board.prompts.length}.id`],
    ['a message too long to be judged at once', { prompts: board.prompts.map((prompt, i) => (i === 0 ? { ...prompt, message: text('长'.repeat(30)) } : prompt)) }, 'block check/board-words-long prompts.0.message.zh-CN'],
    ['a number that is not named', { phones: [] }, 'block check/phone-not-named action.zh-CN'],
    ['nobody getting in touch', { squares: board.squares.map((square) => (square.kind === 'contact' ? { kind: 'rest', move: 'ask' } : square)) }, 'block check/board-no-contact squares'],
  ])('is held back for %s', (_, over, said) => {
    expect(found(over)).toContain(said)
  })
})
