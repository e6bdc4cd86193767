import type { Conflict } from '../../protocol/api-schedule.ts'
import type { ScheduleLevel } from '../../protocol/words.ts'
import type { ChangeWords } from './words-change.ts'

/** What is known of an entry by its id. */
type Named = { name: string; level: ScheduleLevel }
export type Telling = { of: (id: string) => Named; level: (level: ScheduleLevel) => string; percent: (share: number) => string }

/** A conflict in words: who wins and why. */
export function conflictWords({ kind, winner, loser, share }: Conflict, { of, level, percent }: Telling, t: ChangeWords): string {
  const [won, lost] = [winner === null ? null : of(winner), of(loser)]
  return t.conflict[kind]({ winner: won?.name ?? (kind === 'never' ? '' : t.noWinner), loser: lost.name, winnerLevel: won ? level(won.level) : '', loserLevel: level(lost.level), share: share === null ? '' : percent(share) })
}

/** Less than this is the item that was on when a change begins, which is played to its end: nothing to decide about. */
const PASSING_MS = 60_000

/** The same conflict in several zones and at several times is told once, with its first time; what passes by itself is not told. */
export function gathered(conflicts: readonly Conflict[]): { first: Conflict; zones: string[]; times: number }[] {
  const groups = new Map<string, { first: Conflict; zones: Set<string>; starts: Set<string> }>()
  for (const conflict of conflicts) {
    if (Date.parse(conflict.until) - Date.parse(conflict.from) < PASSING_MS) continue
    const key = `${conflict.kind} ${conflict.winner} ${conflict.loser}`
    const group = groups.get(key) ?? { first: conflict, zones: new Set(), starts: new Set() }
    group.zones.add(conflict.zone)
    group.starts.add(conflict.from)
    if (conflict.from < group.first.from) group.first = conflict
    groups.set(key, group)
  }
  return [...groups.values()].map(({ first, zones, starts }) => ({ first, zones: [...zones], times: starts.size }))
}
