import { latestPhones, type Phone } from '../../protocol/content.ts'
import type { Kit } from '../../protocol/kit.ts'

/**
 * The kit with the numbers as they were last checked: a programme may know of a later check, or of an end, before a newer kit is there.
 * The same object while nothing has changed.
 */
export function createKitNumbers(): (kit: Kit | null, items: readonly { phones: readonly Phone[] }[]) => Kit | null {
  let of: Kit | null = null
  let lists: ReadonlySet<readonly Phone[]> = new Set()
  let made: Kit | null = null
  return (kit, items) => {
    const now = new Set(items.map(({ phones }) => phones))
    if (kit === of && now.size === lists.size && now.isSubsetOf(lists)) return made
    ;[of, lists] = [kit, now]
    made = kit && { ...kit, phones: latestPhones([kit.phones, ...now]) }
    return made
  }
}
