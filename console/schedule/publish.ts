import type { ScheduleWrite } from '../../protocol/api.ts'
import type { Change } from './split.ts'

/** The change as it goes live: what is a draft in it is set live. */
export const published = ({ put, remove }: Change): Change => ({ put: put.map((entry) => (entry.state === 'draft' ? { ...entry, state: 'live' as const } : entry)), remove })

/**
 * The same change kept beside what is on screens, which stays as it is: new entries and drafts as drafts; where only a live
 * entry is changed, a draft copy of it (`copy` is put after its name). Null where there is nothing to keep.
 */
export function asDrafts({ put, remove }: Change, known: readonly { id: string; state: ScheduleWrite['state'] }[], newId: (playlist: string) => string, copy: string): Change | null {
  if (remove.length > 0 || put.length === 0) return null
  const before = new Map(known.map((e) => [e.id, e.state]))
  const free = put.filter((entry) => (before.get(entry.id) ?? 'draft') === 'draft')
  if (free.length > 0) return { put: free.map((entry) => ({ ...entry, state: 'draft' as const })), remove: [] }
  const only = put[0]
  return put.length > 1 || !only || only.rrule !== null && only.exceptDays.length > 0 && only.state === 'withdrawn' ? null
    : { put: [{ ...only, id: newId(only.playlist), name: `${only.name.slice(0, 80 - copy.length)}${copy}`, state: 'draft' as const }], remove: [] }
}
