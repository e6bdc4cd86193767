import type { Board } from '../../../protocol/board.ts'
import { goodPhones, type Phone } from '../../../protocol/content.ts'
import type { Kit } from '../../../protocol/kit.ts'
import { begin, expired, judge, MOST_PLAYERS, roll, type Game } from './board-game.ts'
import type { Room } from './room.ts'

export type BoardSet = { board: Board; phones: readonly Phone[] }
/** Without a game: how many play? */
export type BoardPage = { name: 'board'; set: BoardSet; game: Game | null }
export type BoardOpen = { page: 'board' }
export type BoardInput = { do: 'players'; players: number } | { do: 'roll' } | { do: 'judge'; genuine: boolean } | { do: 'next' }

/** The board, where all numbers that it names count today. */
export function boardOf(kit: Kit | null, today: string): BoardSet | null {
  const board = kit?.board ?? null
  const phones = goodPhones(kit?.phones ?? [], today).filter(({ id }) => board?.phones.includes(id))
  return board && phones.length === board.phones.length ? { board, phones } : null
}

/** A game of at most three minutes; all its players end on one action. */
export const board: Room<BoardPage, BoardOpen, BoardInput> = {
  open(_, { kit, today, say }) {
    const set = boardOf(kit, today)
    return set && { page: { name: 'board', set, game: null }, events: [say('page', { value: 'board' })] }
  },
  act(page, input, { nowMs, seed, rounds, say }) {
    const { set, game } = page
    if (input.do === 'players') {
      if (game || input.players < 1 || input.players > MOST_PLAYERS) return null
      return { page: { ...page, game: begin(set.board, input.players, seed + rounds, nowMs) }, events: [say('step', { item: set.board.id, value: `players-${input.players}` })], round: true }
    }
    if (!game) return null
    if (input.do === 'roll') return { page: { ...page, game: roll(game, nowMs) }, events: [] }
    if (input.do === 'judge') return { page: { ...page, game: judge(game, input.genuine, nowMs) }, events: [] }
    if (game.stage.name !== 'over') return null
    const { move, action, id } = set.board
    return { page: { name: 'finish', after: 'board', right: 0, of: 0, end: { move, action, phones: set.phones } }, events: [say('finish', { item: id, value: 'board' })] }
  },
  back: (page) => (page.game ? { ...page, game: null } : null),
  tick(page, { nowMs }) {
    const game = page.game && expired(page.game, nowMs)
    return game === page.game ? null : { page: { ...page, game }, events: [] }
  },
}
