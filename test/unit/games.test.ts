import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { begin, expired, GAME_MS, judge, leftMs, places, roll, squareAt, type Game } from '../../kiosk/device/rooms/board-game.ts'
import { deal } from '../../kiosk/device/rooms/board-deck.ts'
import { boardOf } from '../../kiosk/device/rooms/board.ts'
import { placeOf, playable } from '../../kiosk/device/rooms/simulation.ts'
import type { World } from '../../kiosk/device/rooms/room.ts'
import { attract, step, type Session, type TouchInput } from '../../kiosk/device/session.ts'
import { readLibrary } from '../../playlists/read.ts'
import { check } from '../../protocol/codec.ts'
import { EngagementEvent } from '../../protocol/event.ts'
import type { Prompt } from '../../protocol/board.ts'
import { Kit } from '../../protocol/kit.ts'
import { fewGenuine } from '../../protocol/share.ts'

const { simulations, board, phones, guide } = readLibrary()
const kit = Kit.parse({ guide, phones, simulations, board })
const world: World = { offer: [], kit, today: '2026-11-23' }
const ROUNDS = [10, 7, 5, 4]

/** A game in which each player takes `pace` milliseconds for a thing and is right as `knows` says; how many turns each had. */
function play(players: number, seed: number, knows: readonly boolean[], pace: readonly number[]) {
  let now = 0
  let game = begin(board, players, seed, now)
  const turns = game.players.map(() => 0)
  const seen: Game[] = [game]
  for (let i = 0; game.stage.name !== 'over' && i < 200; i++) {
    now += pace[i % pace.length] ?? 0
    const { stage, turn } = game
    game = stage.name === 'roll' ? roll(game, now) : stage.name === 'asked' ? judge(game, knows[i % knows.length] ? stage.prompt.genuine : !stage.prompt.genuine, now) : game
    if (stage.name === 'roll' && (game.last || game.stage.name !== 'over')) turns[turn] = (turns[turn] ?? 0) + 1
    game = expired(game, now)
    seen.push(game)
  }
  return { game, turns, seen, now }
}
const anyGame = fc.record({ players: fc.integer({ min: 1, max: 4 }), seed: fc.integer(), knows: fc.array(fc.boolean(), { minLength: 1, maxLength: 30 }) })

describe('a game on the board', () => {
  it('ends, whoever plays: within its rounds, everybody with as many turns, on the board all the time', () => {
    fc.assert(fc.property(anyGame, fc.array(fc.integer({ min: 0, max: 12_000 }), { minLength: 1, maxLength: 20 }), ({ players, seed, knows }, pace) => {
      const { game, turns, seen } = play(players, seed, knows, pace)
      expect(game.stage.name).toBe('over')
      expect(game.round).toBeLessThanOrEqual(ROUNDS[players - 1] ?? 0)
      // A round that the clock cuts short does not count; in all others everybody had a turn.
      expect(game.at).toEqual(game.settled)
      for (const had of turns) expect(had - game.round).toBeLessThanOrEqual(1)
      for (const had of turns) expect(had).toBeGreaterThanOrEqual(game.round)
      if (game.stage.name === 'over' && game.stage.why !== 'clock') expect(new Set(turns)).toEqual(new Set([game.round]))
      if (game.stage.name === 'over' && game.stage.why === 'home') expect(Math.max(...game.at)).toBe(board.squares.length - 1)
      for (const { at } of seen) for (const square of at) expect(board.squares[square]).toBeDefined()
    }), { numRuns: 500 })
  })

  it('is over after three minutes at the latest, whatever is pressed or not', () => {
    fc.assert(fc.property(anyGame, fc.array(fc.integer({ min: 0, max: 120_000 }), { minLength: 1, maxLength: 20 }), ({ players, seed, knows }, pace) => {
      const { game, now } = play(players, seed, knows, pace)
      const late = expired(game, GAME_MS)
      expect(late.stage.name).toBe('over')
      expect(leftMs(late, GAME_MS)).toBe(0)
      for (const act of [roll, (g: Game, ms: number) => judge(g, true, ms)]) expect(act(late, now + GAME_MS)).toEqual(late)
    }))
  })

  it('begins no round that could not end in time, and what a cut round moved is taken back', () => {
    const slow = play(4, 5, [true], [12_000])
    expect(slow.game.stage).toEqual({ name: 'over', why: 'clock' })
    expect(slow.now).toBeLessThanOrEqual(GAME_MS)
    let game = begin(board, 2, 3, 0)
    game = roll(game, 0)
    if (game.stage.name === 'asked') game = judge(game, game.stage.prompt.genuine, 0)
    expect(Math.max(...game.at)).toBeGreaterThan(0)
    expect(expired(game, GAME_MS)).toMatchObject({ at: [0, 0], last: null, stage: { name: 'over', why: 'clock' } })
  })

  it('moves as its squares say: right goes forward, wrong goes back, flights fly, moves rest', () => {
    fc.assert(fc.property(anyGame, ({ players, seed, knows }) => {
      for (const { last, ...game } of play(players, seed, knows, [1000]).seen) {
        if (!last) continue
        const end = board.squares.length - 1
        expect(last.landed).toBe(Math.min(end, last.from + last.rolled))
        expect(last.rolled).toBeGreaterThanOrEqual(1)
        expect(last.rolled).toBeLessThanOrEqual(6)
        const square = squareAt({ ...game, last }, last.landed)
        if (last.correct !== null) expect(last.to).toBe(Math.min(end, Math.max(0, last.landed + (last.correct ? board.forward : -board.back))))
        else expect(last.to).toBe(square.kind === 'flight' ? square.to : last.landed)
        expect(last.prompt !== null).toBe(square.kind === 'contact')
      }
    }))
  })

  it('meets somebody, no contact twice, and a genuine one among each five, however few it meets', () => {
    const met = new Map<number, number>()
    fc.assert(fc.property(anyGame, fc.array(fc.integer({ min: 0, max: 10_000 }), { minLength: 1, maxLength: 20 }), ({ players, seed, knows }, pace) => {
      const { dealt } = play(players, seed, knows, pace).game
      const genuine = dealt.filter((one) => one.genuine).length
      expect(new Set(dealt.map(({ id }) => id)).size).toBe(dealt.length)
      expect(fewGenuine(genuine, dealt.length)).toBe(false)
      expect(dealt.length).toBeGreaterThan(0)
      met.set(dealt.length, (met.get(dealt.length) ?? 0) + 1)
    }), { numRuns: 1500 })
    expect([...met.keys()].filter((many) => many < 3)).not.toEqual([])
  })

  it('gives away nothing by where the genuine contacts stand, as far as a game goes on, and throws a fair die', () => {
    const dice = Array.from({ length: 7 }, () => 0)
    const genuine = [0, 0, 0]
    for (let seed = 0; seed < 600; seed++) {
      const { deck, dice: thrown } = begin(board, 1 + (seed % 4), seed, 0)
      const dealt: Prompt[] = []
      for (const _ of board.prompts) { const one = deal(deck, dealt, false); if (one) dealt.push(one) }
      expect(new Set(dealt.map(({ id }) => id)).size).toBe(board.prompts.length)
      for (let i = 0; i < 3; i++) genuine[i] = (genuine[i] ?? 0) + (dealt[i]?.genuine ? 1 : 0)
      expect(dealt.slice(0, 3).filter((one) => one.genuine)).toHaveLength(1)
      for (const one of thrown) dice[one] = (dice[one] ?? 0) + 1
    }
    for (const many of genuine) expect(many / 600).toBeCloseTo(1 / 3, 1)
    const all = dice.reduce((a, b) => a + b)
    expect(dice[0]).toBe(0)
    for (const many of dice.slice(1)) expect(many / all).toBeCloseTo(1 / 6, 1)
  })

  it('brings one who knows the moves home, most of the time, and one who does not hardly ever as far', () => {
    const far = (knows: boolean) => Array.from({ length: 200 }, (_, seed) => play(1, seed, [knows], [1000]).game).map(({ at, stage }) => ({ at: at[0] ?? 0, home: stage.name === 'over' && stage.why === 'home' }))
    const share = (games: { home: boolean }[]) => games.filter(({ home }) => home).length / games.length
    expect(share(far(true))).toBeGreaterThan(0.95)
    expect(share(far(false))).toBeLessThan(share(far(true)))
  })

  it('ranks by how far one has come; equals share a place', () => {
    expect(places({ at: [5, 9, 5, 0] })).toEqual([2, 1, 2, 4])
    expect(places({ at: [0] })).toEqual([1])
  })
})

const start: TouchInput = { do: 'start', id: 'x1', seed: 7, language: 'zh-CN', open: { page: 'menu' } }
type On = Extract<Session, { name: 'on' }>
function session(inputs: readonly (TouchInput | number)[], from: Session = attract, here = world) {
  let at = from
  let now = 0
  const events: { action: string; value?: string | undefined }[] = []
  for (const input of inputs) {
    if (typeof input === 'number') now += input
    const done = step(at, typeof input === 'number' ? { do: 'tick' } : input, here, now)
    at = done.session
    events.push(...done.events)
  }
  return { on: at as On, page: (at as On).page, events }
}

describe('the room of simulations', () => {
  const opened = session([start, { do: 'open', open: { page: 'simulation' } }])
  const [first] = simulations
  if (!first) throw new Error('none is shipped')
  it('lists all that may be played, in an order that tells nothing and is of this session', () => {
    if (opened.page.name !== 'simulation') throw new Error('not there')
    const ids = (seed: number) => { const { page } = session([{ ...start, seed } as TouchInput, { do: 'open', open: { page: 'simulation' } }]); return page.name === 'simulation' ? page.list.map(({ simulation }) => simulation.id) : [] }
    expect([...ids(1)].sort()).toEqual(simulations.map(({ id }) => id).sort())
    expect(ids(1)).not.toEqual(ids(2))
    expect(ids(1)).toEqual(ids(1))
  })
  it('leaves out what names a number that does not count today, and has nothing to show without a kit', () => {
    const late = { ...kit, phones: phones.map((phone) => (phone.id === '96110' ? { ...phone, expires: '2026-11-22' } : phone)) }
    expect(playable(late, world.today).map(({ simulation }) => simulation.id)).toEqual(simulations.filter((one) => !one.phones.includes('96110')).map(({ id }) => id))
    expect(boardOf(late, world.today)).toBeNull()
    expect(session([start, { do: 'open', open: { page: 'simulation' } }, { do: 'open', open: { page: 'board' } }], attract, { ...world, kit: null }).page.name).toBe('menu')
  })
  it.each(simulations.map((one) => [one.id, one] as const))('%s: whatever is chosen leads to an ending, and that to the one action', (id, simulation) => {
    fc.assert(fc.property(fc.array(fc.nat(), { minLength: 10, maxLength: 10 }), (picks) => {
      let { on } = session([start, { do: 'open', open: { page: 'simulation' } }, { do: 'meet', id }])
      const said: string[] = []
      for (const pick of picks) {
        const run = on.page.name === 'simulation' ? on.page.run : null
        const place = run && placeOf(run)
        if (place?.kind !== 'node') break
        const done = step(on, { do: 'choose', choice: pick % place.node.choices.length }, world, 0)
        for (const event of done.events) {
          expect(check(EngagementEvent, { ...event, kind: 'engagement', seq: 1, at: '2026-11-23T00:00:00Z', offsetMs: 0, zone: null }, 'event').ok).toBe(true)
          said.push(String(event.value))
        }
        on = done.session as On
      }
      const run = on.page.name === 'simulation' ? on.page.run : null
      expect(run?.path.slice(1)).toEqual(said)
      expect(run?.replies).toHaveLength(said.length)
      const end = step(on, { do: 'next' }, world, 0)
      expect(end.events.map(({ action, value }) => [action, value])).toEqual([['finish', 'simulation']])
      expect((end.session as On).page.name).toBe('finish')
      expect((end.session as On).taken?.phones.map((phone) => phone.id).sort()).toEqual([...simulation.phones].sort())
    }), { numRuns: 30 })
  })
  it('goes back choice by choice, then to the list, then to the menu; what does not fit changes nothing', () => {
    const met = [start, { do: 'open', open: { page: 'simulation' } }, { do: 'meet', id: first.id }] as const
    const runAt = (inputs: readonly TouchInput[]) => { const { page } = session([...met, ...inputs]); return page.name === 'simulation' ? page.run?.path.length ?? 'list' : page.name }
    expect(runAt([])).toBe(1)
    expect(runAt([{ do: 'choose', choice: 0 }])).toBe(2)
    expect(runAt([{ do: 'choose', choice: 0 }, { do: 'back' }])).toBe(1)
    expect(runAt([{ do: 'back' }])).toBe('list')
    expect(runAt([{ do: 'back' }, { do: 'back' }])).toBe('menu')
    expect(runAt([{ do: 'choose', choice: 9 }, { do: 'next' }, { do: 'meet', id: first.id }])).toBe(1)
  })
})

describe('the room of the board', () => {
  it('plays a whole game to the one action that is everybody’s', () => {
    let { on } = session([start, { do: 'open', open: { page: 'board' } }, { do: 'players', players: 3 }])
    for (let i = 0; i < 100 && on.page.name === 'board' && on.page.game?.stage.name !== 'over'; i++) on = session([on.page.game?.stage.name === 'asked' ? { do: 'judge', genuine: true } : { do: 'roll' }], on).on
    expect(on.page.name === 'board' && on.page.game?.stage.name).toBe('over')
    const { page } = session([{ do: 'next' }], on)
    expect(page).toMatchObject({ name: 'finish', after: 'board', end: { move: board.move, action: board.action } })
  })
  it('is ended by the clock alone, while nobody touches it', () => {
    const { on } = session([start, { do: 'open', open: { page: 'board' } }, { do: 'players', players: 2 }, { do: 'roll' }])
    const touched = { ...on, lastTouchMs: GAME_MS - 1000 }
    const { session: after } = step(touched, { do: 'tick' }, world, GAME_MS)
    expect((after as On).page).toMatchObject({ game: { stage: { name: 'over', why: 'clock' } } })
  })
  it('takes one to four players, goes back to their number, and to the menu', () => {
    const opened: TouchInput[] = [start, { do: 'open', open: { page: 'board' } }]
    const game = (inputs: TouchInput[]) => { const { page } = session([...opened, ...inputs]); return page.name === 'board' ? page.game?.players.length ?? 0 : page.name }
    expect([0, 1, 4, 5].map((players) => game([{ do: 'players', players }]))).toEqual([0, 1, 4, 0])
    expect(game([{ do: 'players', players: 2 }, { do: 'next' }, { do: 'judge', genuine: true }])).toBe(2)
    expect(game([{ do: 'players', players: 2 }, { do: 'back' }])).toBe(0)
    expect(game([{ do: 'back' }])).toBe('menu')
  })
})
