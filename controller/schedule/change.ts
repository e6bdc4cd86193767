import type { ScheduleWrite } from '../../protocol/api.ts'
import { MOST_CHANGES, type BatchAnswer, type ScheduleChange } from '../../protocol/api-schedule.ts'
import { accepted, refused, type Outcome } from '../../protocol/errors.ts'
import { ScheduleEntry } from '../../protocol/schedule.ts'

export type ChangeChecks = {
  get(id: string): ScheduleEntry | undefined
  /** The version under which an entry went; 0 where there never was one. */
  gone(id: string): number
  check(write: ScheduleWrite): Outcome<null>
}
/** What a change comes down to. `removed`: with the version under which each went. */
export type Settled = { put: ScheduleEntry[]; removed: Map<string, number>; before: ScheduleEntry[]; answer: BatchAnswer }

const conflict = (name: string, path: string) => refused('schedule/version-conflict', `Somebody has changed "${name}" since you read it. Read it again, then make your change.`, path)

/** Changes of one request name each entry once, and fit into one undo. */
function checkShape({ put, remove }: ScheduleChange): Outcome<null> {
  if (put.length + remove.length > MOST_CHANGES) return refused('schedule/too-many', `One change takes ${MOST_CHANGES} entries. Make several.`, 'put')
  const seen = new Set<string>()
  for (const id of [...put.map((write) => write.id), ...remove]) {
    if (seen.has(id)) return refused('schedule/twice', `The change names "${id}" twice.`, 'put')
    seen.add(id)
  }
  return accepted(null)
}

/**
 * All of a change or nothing of it: the entries as they will be, and what brings back what was. Versions only grow, also
 * over an entry's end: what comes back under its id goes on from there. Refuses what `check` refuses, an entry to take away
 * that is not there, and one that is not as its writer read it.
 */
export function settle(change: ScheduleChange, { get, gone, check }: ChangeChecks): Outcome<Settled> {
  const shape = checkShape(change)
  if (!shape.ok) return shape
  const versions: Record<string, number> = {}
  const removed: Record<string, number> = {}
  const undo = { put: [] as ScheduleWrite[], remove: [] as string[], removed }
  const settled: Settled = { put: [], removed: new Map(), before: [], answer: { versions, undo } }
  for (const [i, write] of change.put.entries()) {
    const before = get(write.id)
    const present = before?.version ?? gone(write.id)
    if (write.version !== undefined && write.version !== present) return conflict(write.name, `put.${i}.version`)
    const checked = check(write)
    if (!checked.ok) return refused(checked.error.code, checked.error.sentence, `put.${i}.${checked.error.path}`)
    const version = present + 1
    const { preset: wanted, ...rest } = write
    const preset = wanted === undefined ? before?.preset : wanted
    settled.put.push(ScheduleEntry.parse({ ...rest, version, ...(preset ? { preset } : {}) }))
    versions[write.id] = version
    if (before) {
      settled.before.push(before)
      undo.put.push({ ...before, preset: before.preset ?? null, version })
    } else {
      undo.remove.push(write.id)
      removed[write.id] = version
    }
  }
  for (const [i, id] of change.remove.entries()) {
    const before = get(id)
    if (!before) return refused('schedule/not-found', `There is no entry "${id}".`, `remove.${i}`)
    const read = change.removed?.[id]
    if (read !== undefined && read !== before.version) return conflict(before.name, `remove.${i}`)
    const version = before.version + 1
    settled.removed.set(id, version)
    settled.before.push(before)
    versions[id] = version
    undo.put.push({ ...before, preset: before.preset ?? null, version })
  }
  return accepted(settled)
}
