import type { Text } from '../../../protocol/basics.ts'
import type { Case, Item, Phone } from '../../../protocol/content.ts'
import type { Desired } from '../../../protocol/device.ts'
import type { Kit } from '../../../protocol/kit.ts'
import type { Move } from '../../../protocol/words.ts'
import type { Engagement } from '../device.ts'

/**
 * What a touch session does not own: the zone's items, the kit, and the day at the site (`YYYY-MM-DD`). `told`: what the controller
 * says of this screen's last call for an officer; `online` false: the screen knows that nobody hears it.
 */
export type World = { offer: Offer; kit: Kit | null; today: string; told?: Desired['call']; online?: boolean }
/** `far`: not of this zone; what is of the zone comes first. */
export type Offer = readonly { item: Item; phones: readonly Phone[]; far?: true }[]
export type CaseRun = { item: Case; phones: readonly Phone[]; far?: true }

/** The one thing to take along when a session is over. */
export type Takeaway = { move: Move; action: Text; phones: readonly Phone[] }
/** For whoever leaves with nothing: the one thing that is always right. */
export const WHEN_IN_DOUBT: Takeaway = { move: 'ask', action: { 'zh-CN': '拿不准，先问民警，再转账', en: 'Not sure? Ask an officer before you pay' }, phones: [] }
/** What the session was about last; `leave` and `timeout`: nothing was finished. */
export const finishedRooms = ['quiz', 'case', 'lesson', 'simulation', 'board'] as const
export type Finished = (typeof finishedRooms)[number]

export type Menu = { name: 'menu' }
/** `right` of `of` answers, 0 of 0 where nothing was asked. */
export type Finish = { name: 'finish'; after: Finished | 'ask' | 'guide' | 'leave' | 'timeout'; right: number; of: number; end: Takeaway; rated?: Rating }
/** How it was: 1 of no use, 2 so-so, 3 useful. */
export type Rating = 1 | 2 | 3

/** What a room may know of the session that it is in. `random` is fit for shuffling: it differs from round to round. */
export type Here = World & { seed: number; rounds: number; seen: readonly string[]; nowMs: number; say: Say }
export type Say = (action: Engagement['action'], rest?: Partial<Engagement>) => Engagement

/** Where an input leads. `seen`: items that the session has met, `round`: an exercise began, `taken`: worth taking along, should nothing follow. Null: the input means nothing here. */
export type Turn<P> = { page: P | Menu | Finish; events: Engagement[]; seen?: readonly string[]; round?: true; taken?: Takeaway } | null

/**
 * A room of the touch session, as a pure machine. `Open` is what it is opened with, `Input` what can be done in it.
 * Add one: write it here, name it in session.ts, give it a page in kiosk/touch/.
 */
export type Room<P, Open, Input> = {
  /** Null where there is nothing to show. */
  open(input: Open, here: Here): Turn<P>
  act(page: P, input: Input, here: Here): Turn<P>
  /** One step back within the room; null leads to the menu. */
  back(page: P): P | null
  /** What time alone brings; null where it brings nothing. Nobody has touched anything. */
  tick?(page: P, here: Here): Turn<P>
  /** Until when (milliseconds) something plays, for which nobody need touch anything; null where nothing does. */
  busyUntil?(page: P): number | null
  /** The page as it waits beneath another: what plays is paused. */
  hold?(page: P, nowMs: number): P
}
