import type { Programme } from '../../protocol/programme.ts'

/** At `atMs` these zones begin to play what these entries say; `names` of entries that were not on before. */
export type Coming = { atMs: number; entries: { id: string; name: string }[]; zones: string[] }

/** The next `most` changes of what zones play, the soonest first; the same change in several zones is one. */
export function comingChanges(programmes: readonly Programme[], nowMs: number, most: number): Coming[] {
  const found = new Map<string, Coming>()
  for (const { zone, slots, loops, entries } of programmes) {
    const on = (loop: number) => new Set((loops[loop]?.turns ?? []).map(([, entry]) => entry))
    const coming = slots.filter(({ from }) => Date.parse(from) > nowMs).slice(0, most)
    for (const slot of coming) {
      const before = slots[slots.indexOf(slot) - 1]
      const was = before ? on(before.loop) : new Set<number>()
      const now = [...on(slot.loop)]
      const fresh = now.filter((entry) => !was.has(entry))
      // Where nothing begins, something ended: what goes on is what plays from now on.
      const said = (fresh.length > 0 ? fresh : now).flatMap((entry) => entries[entry] ?? []).map(({ id, name }) => ({ id, name }))
      if (said.length === 0) continue
      const key = `${slot.from} ${said.map(({ id }) => id).sort().join()}`
      const held = found.get(key) ?? { atMs: Date.parse(slot.from), entries: said, zones: [] }
      held.zones.push(zone)
      found.set(key, held)
    }
  }
  return [...found.values()].sort((a, b) => a.atMs - b.atMs || b.zones.length - a.zones.length).slice(0, most)
}
