import type { Text } from '../../../protocol/basics.ts'
import type { Move, Scam } from '../../../protocol/words.ts'
import { holdsRound } from '../../device/rooms/pick.ts'
import type { Offer, World } from '../../device/rooms/room.ts'
import { opens, type Opening } from '../../device/session.ts'
import { say as askSay } from '../ask/words.ts'
import { say as guideSay } from '../guide/words.ts'
import { say } from './words.ts'

/** A sign of a room: a drawing of its own, for a character stands for a move. */
export type Sign = 'lesson' | 'cases' | 'ask' | 'guide' | 'simulation' | 'board' | 'way' | 'report'

/** A way from the menu into a room. */
export type Entry = { name: string; title: Text; sign: Sign; open: Opening }

/** Rooms in the order of the menu. A new room names itself here; nine stand in three rows. */
const rooms: readonly Entry[] = [
  { name: 'lesson', title: say('lesson'), sign: 'lesson', open: { page: 'lesson' } },
  { name: 'simulation', title: say('simulation'), sign: 'simulation', open: { page: 'simulation' } },
  { name: 'board', title: say('board'), sign: 'board', open: { page: 'board' } },
  { name: 'cases', title: say('cases'), sign: 'cases', open: { page: 'cases' } },
  { name: 'ask', title: askSay('menu'), sign: 'ask', open: { page: 'ask' } },
  { name: 'guide', title: guideSay('menu'), sign: 'guide', open: { page: 'guide' } },
  { name: 'way', title: say('way'), sign: 'way', open: { page: 'way' } },
  { name: 'paid-choice', title: say('paid'), sign: 'report', open: { page: 'paid' } },
]

/** Those that have something to show here and now: each room says so itself. */
export const entries = (world: World): Entry[] => rooms.filter(({ open }) => opens(open, world))

/** Kinds of scam that one may ask for: those of the five campaigns about which there is a question here; none where there is no round at all. */
export function interests(offer: Offer): { scam: Scam; move: Move; name: Text }[] {
  const five: { scam: Scam; move: Move; name: Text }[] = [
    { scam: 'flight_refund', move: 'ask', name: { 'zh-CN': '退改签', en: 'Refunds' } },
    { scam: 'fake_service', move: 'hang_up', name: { 'zh-CN': '假客服', en: 'Fake agents' } },
    { scam: 'paid_task', move: 'stop', name: { 'zh-CN': '刷单', en: 'Paid tasks' } },
    { scam: 'advance_loan', move: 'refuse', name: { 'zh-CN': '贷款', en: 'Loans' } },
    { scam: 'overseas_job', move: 'verify', name: { 'zh-CN': '境外高薪', en: 'Jobs abroad' } },
  ]
  return !holdsRound(offer) ? [] : five.filter(({ scam }) => offer.some(({ item }) => item.kind === 'quiz' && item.scam === scam))
}
