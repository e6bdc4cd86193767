import type { Text } from '../../../protocol/basics.ts'
import type { Kit } from '../../../protocol/kit.ts'
import type { Move, Scam } from '../../../protocol/words.ts'
import { boardOf } from '../../device/rooms/board.ts'
import { casesOf, holdsRound } from '../../device/rooms/pick.ts'
import type { Offer } from '../../device/rooms/room.ts'
import { playable } from '../../device/rooms/simulation.ts'
import type { Opening } from '../../device/session.ts'
import { say as askSay } from '../ask/words.ts'
import { say as guideSay } from '../guide/words.ts'
import { say } from './words.ts'

/** A way from the menu into a room. `move` gives its mark and hue; `sign`: another mark, where no character says it. */
export type Entry = { name: string; title: Text; move: Move; open: Opening; sign?: 'way' }

/** Rooms that have something to show here and now, in the order of the menu. A new room names itself here. */
export function entries(offer: Offer, kit: Kit | null, today: string): Entry[] {
  return [
    ...((kit?.lessons.length ?? 0) > 0 ? [{ name: 'lesson', title: say('lesson'), move: 'ask', open: { page: 'lesson' } } satisfies Entry] : []),
    ...(casesOf(offer).length > 0 ? [{ name: 'cases', title: say('cases'), move: 'verify', open: { page: 'cases' } } satisfies Entry] : []),
    ...(kit?.answers.length ? [{ name: 'ask', title: askSay('menu'), move: 'ask', open: { page: 'ask' } } satisfies Entry] : []),
    ...(kit?.guide ? [{ name: 'guide', title: guideSay('menu'), move: 'answer', open: { page: 'guide' } } satisfies Entry] : []),
    ...(playable(kit, today).length > 0 ? [{ name: 'simulation', title: say('simulation'), move: 'hang_up', open: { page: 'simulation' } } satisfies Entry] : []),
    ...(boardOf(kit, today) ? [{ name: 'board', title: say('board'), move: 'stop', open: { page: 'board' } } satisfies Entry] : []),
    ...(kit?.venue ? [{ name: 'way', title: say('way'), move: 'verify', sign: 'way', open: { page: 'way' } } satisfies Entry] : []),
    { name: 'paid-choice', title: say('paid'), move: 'report', open: { page: 'paid' } },
  ]
}

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
