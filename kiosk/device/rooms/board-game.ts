import type { Board, Prompt, Square } from '../../../protocol/board.ts'
import { moves, type Move } from '../../../protocol/words.ts'
import { deal, deckOf, type Deck } from './board-deck.ts'
import { randomFrom, shuffled } from './pick.ts'

/** The rules of 反诈飞行棋. Pure: dice and contacts come from a seed, the time is an argument. */
export const MOST_PLAYERS = 4
/** Three minutes, whatever happens. */
export const GAME_MS = 180_000
/** No round begins that could not end in time: a player takes about so long. */
const TURN_MS = 8_000
/** Rounds for one player, for two, … : a game has at most sixteen turns. */
const ROUNDS = [10, 7, 5, 4] as const
/** Who plays at all needs no longer for a turn. */
const SLOW_TURN_MS = 20_000

/** What a turn came to: from where, where the die led, where the token stands now. `prompt`: who got in touch there. */
export type Outcome = { player: number; rolled: number; from: number; landed: number; to: number; prompt: Prompt | null; correct: boolean | null }
/** `home`: somebody has arrived; `turns`: all rounds are played; `clock`: the time is up. */
export type Over = 'home' | 'turns' | 'clock'
export type Game = {
  board: Board
  /** Each player's token. */
  players: readonly Move[]
  /** Index of the square that each stands on. */
  at: readonly number[]
  /** The same at the end of the last round that everybody has played. */
  settled: readonly number[]
  /** Contacts that each has judged rightly. */
  right: readonly number[]
  /** From 0. */
  round: number
  turn: number
  startedMs: number
  dice: readonly number[]
  deck: Deck
  /** Contacts met so far. */
  dealt: readonly Prompt[]
  stage: { name: 'roll' } | { name: 'asked'; prompt: Prompt } | { name: 'over'; why: Over }
  last: Outcome | null
}

export const roundsFor = (players: number): number => ROUNDS[players - 1] ?? 1
const lastOf = ({ squares }: Board): number => squares.length - 1
const clamp = (board: Board, to: number): number => Math.min(lastOf(board), Math.max(0, to))
const placed = <T>(list: readonly T[], i: number, value: T): T[] => list.map((old, j) => (j === i ? value : old))

/** The dice are thrown so often at most until somebody is met: with the shipped board one throw in fifty meets nobody. */
const MOST_THROWS = 20

/** A new game for one to four players, in which at least one contact is met: without any there is nothing to judge. */
export function begin(board: Board, players: number, seed: number, nowMs: number): Game {
  const random = randomFrom(seed)
  const many = Math.min(MOST_PLAYERS, Math.max(1, players))
  const start = Array.from({ length: many }, () => 0)
  const dice = () => Array.from({ length: roundsFor(many) * many }, () => 1 + Math.floor(random() * 6))
  let game: Game = {
    board, players: shuffled(moves, random).slice(0, many), at: start, settled: start, right: start, round: 0, turn: 0, startedMs: nowMs,
    dice: dice(), deck: deckOf(board.prompts, random), dealt: [], stage: { name: 'roll' }, last: null,
  }
  for (let throws = 1; throws < MOST_THROWS && isQuiet(game, nowMs); throws += 1) game = { ...game, dice: dice() }
  return game
}

export const squareAt = ({ board }: Game, at: number): Square => board.squares[at] ?? { kind: 'finish' }
const turnNumber = ({ round, turn, players }: Game): number => round * players.length + turn

/** Milliseconds until the game is over, at least 0. */
export const leftMs = ({ startedMs }: Game, nowMs: number): number => Math.max(0, startedMs + GAME_MS - nowMs)

/** When the time is up the last full round counts: nobody has had a turn more than the others. */
export function expired(game: Game, nowMs: number): Game {
  return game.stage.name === 'over' || leftMs(game, nowMs) > 0 ? game : { ...game, at: game.settled, stage: { name: 'over', why: 'clock' }, last: null }
}

function passOn(game: Game, nowMs: number): Game {
  const { players, turn, round, at, board } = game
  if (turn + 1 < players.length) return { ...game, turn: turn + 1, stage: { name: 'roll' } }
  const settled = { ...game, settled: at, turn: 0, round: round + 1 }
  const over = (why: Over): Game => ({ ...settled, stage: { name: 'over', why } })
  if (at.includes(lastOf(board))) return over('home')
  if (round + 1 >= roundsFor(players.length)) return over('turns')
  if (leftMs(game, nowMs) < players.length * TURN_MS) return over('clock')
  return { ...settled, stage: { name: 'roll' } }
}

/** The token goes on and flies where a flight begins. Whether somebody gets in touch there. */
function moved(game: Game): { game: Game; contact: boolean } {
  const { turn: player, at, board, dice } = game
  const rolled = dice[turnNumber(game)] ?? 1
  const from = at[player] ?? 0
  const landed = clamp(board, from + rolled)
  const square = squareAt(game, landed)
  const to = square.kind === 'flight' ? clamp(board, square.to) : landed
  return { game: { ...game, at: placed(at, player, to), last: { player, rolled, from, landed, to, prompt: null, correct: null } }, contact: square.kind === 'contact' }
}

/** Where a judgement leads: right goes forward, wrong goes back. */
function judged(game: Game, correct: boolean, nowMs: number): Game {
  const { turn: player, at, right, board, last } = game
  if (!last) return game
  const to = clamp(board, last.landed + (correct ? board.forward : -board.back))
  return passOn({ ...game, at: placed(at, player, to), right: placed(right, player, (right[player] ?? 0) + (correct ? 1 : 0)), last: { ...last, to, correct } }, nowMs)
}

/** Whether nobody gets in touch until the game is over. The dice are thrown already, and nobody dawdles. */
function isQuiet(game: Game, nowMs: number): boolean {
  let ms = nowMs
  let next = expired(game, ms)
  while (next.stage.name === 'roll') {
    const { game: gone, contact } = moved(next)
    if (contact) return false
    ms += SLOW_TURN_MS
    next = expired(passOn(gone, ms), ms)
  }
  return true
}

/** Whether the contact just met may be the game's last, however it is judged. */
function mayBeLast(game: Game, nowMs: number): boolean {
  const then = nowMs + SLOW_TURN_MS
  return [true, false].some((correct) => isQuiet(judged(game, correct, then), then))
}

/** The die is thrown: the token goes on, flies where a flight begins, and stays where somebody gets in touch. */
export function roll(before: Game, nowMs: number): Game {
  const game = expired(before, nowMs)
  if (game.stage.name !== 'roll') return game
  const { game: gone, contact } = moved(game)
  const prompt = contact ? deal(game.deck, game.dealt, mayBeLast(gone, nowMs)) : null
  if (!prompt || !gone.last) return passOn(gone, nowMs)
  return { ...gone, dealt: [...game.dealt, prompt], last: { ...gone.last, prompt }, stage: { name: 'asked', prompt } }
}

/** Genuine, or a scam? */
export function judge(before: Game, genuine: boolean, nowMs: number): Game {
  const game = expired(before, nowMs)
  return game.stage.name === 'asked' ? judged(game, genuine === game.stage.prompt.genuine, nowMs) : game
}

/** Each player's place, 1 for the furthest; equals share one. */
export const places = ({ at }: Pick<Game, 'at'>): number[] => at.map((mine) => 1 + at.filter((other) => other > mine).length)
