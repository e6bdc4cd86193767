import { isDeepStrictEqual } from 'node:util'
import type * as z from 'zod/mini'
import type * as api from '../../protocol/api.ts'
import { longestUntil } from '../../protocol/checks/phone.ts'
import type { Phone } from '../../protocol/content.ts'
import { accepted, refused, type Outcome } from '../../protocol/errors.ts'
import type { ContentState } from '../../protocol/words.ts'

export type PlaylistWrite = z.infer<typeof api.PlaylistWrite>

export type Known = { itemState: (id: string) => ContentState | null; isCampaign: (id: string) => boolean }

/** Whether a playlist can be kept: its items are there, each once, none withdrawn, and its campaign is known. */
export function checkPlaylist(write: PlaylistWrite, { itemState, isCampaign }: Known): Outcome<null> {
  if (write.campaign !== null && !isCampaign(write.campaign)) return refused('content/unknown-campaign', `There is no campaign "${write.campaign}".`, 'campaign')
  for (const [i, id] of write.items.entries()) {
    const state = itemState(id)
    if (state === null) return refused('content/unknown-item', `There is no item "${id}".`, `items.${i}`)
    if (state === 'withdrawn') return refused('content/item-withdrawn', `"${id}" was withdrawn. Take it out of the list, or bring it back first.`, `items.${i}`)
    if (write.items.indexOf(id) !== i) return refused('content/item-twice', `"${id}" is in the list twice. To show it more often, give it a playlist of its own with more weight.`, `items.${i}`)
  }
  return accepted(null)
}

/**
 * Whether what stands on the shelf in the state `from` may be taken off, or come back. A draft is on no screen and has passed no
 * review, so it does neither; only what was withdrawn comes back.
 */
export function mayTurn(from: ContentState, into: 'withdrawn' | 'live'): Outcome<null> {
  if (into === 'live' && from !== 'withdrawn') return refused('content/state', from === 'live' ? 'It is live already.' : 'Only what was withdrawn comes back by itself. Hand it in for review: POST /api/revisions/adopt.')
  return into === 'withdrawn' && from === 'draft' ? refused('content/state', 'It is a draft: no screen shows it.') : accepted(null)
}

/**
 * Whether a number may take the place of `before` on one person's word (decision 21): who checked it, when, and for how long, a year at
 * most. Another number or other words are reviewed. `alone`: the demo's administrator, who needs nobody else. `today`: the day at the site.
 */
export function mayPutPhone(phone: Phone, before: Phone | undefined, { alone, today }: { alone: boolean; today: string }): Outcome<null> {
  if (phone.expires < phone.verifiedOn) return refused('content/phone-expired', 'The number would have run out before it was checked.', 'expires')
  if (alone) return accepted(null)
  const isSame = before !== undefined && isDeepStrictEqual([before.number, before.name, before.note], [phone.number, phone.name, phone.note])
  if (!isSame) return refused('content/needs-review', 'Only who checked the number, when, and until when it counts may be changed here. Another number, name or note is drafted and reviewed: POST /api/revisions.')
  if (phone.verifiedBy.trim() === '') return refused('content/phone-nobody', 'Say who called the number.', 'verifiedBy')
  if (phone.verifiedOn > today) return refused('content/phone-early', 'The day on which it was checked has not come yet.', 'verifiedOn')
  return phone.expires > longestUntil(phone.verifiedOn) ? refused('content/phone-long', 'One check counts for a year at most.', 'expires') : accepted(null)
}
