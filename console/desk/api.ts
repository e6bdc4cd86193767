import { DeskView, Redeemed } from '../../protocol/api-desk.ts'
import type { DeskWrite } from '../../protocol/api-desk.ts'
import type { Ask } from '../request.ts'

/** The anti-fraud desk. */
export const createDeskApi = (ask: Ask) => ({
  desk: () => ask('/desk', DeskView),
  set: (body: DeskWrite) => ask('/desk', DeskView, { method: 'PUT', body }),
  redeem: (words: string) => ask('/desk/redeem', Redeemed, { method: 'POST', body: { words } }),
})
