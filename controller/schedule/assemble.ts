import type { Loop, Programme, ProgrammeEntry, ProgrammeItem, Slot } from '../../protocol/programme.ts'
import type { Level } from '../../protocol/words.ts'
import type { OldSlot } from './running.ts'

/** A site's slots share few instants; the text of each is made once. */
const texts = new Map<number, string>()
function iso(milliseconds: number): string {
  const known = texts.get(milliseconds)
  if (known !== undefined) return known
  if (texts.size > 10_000) texts.clear()
  const text = Temporal.Instant.fromEpochMilliseconds(milliseconds).toString()
  texts.set(milliseconds, text)
  return text
}

/** Collects what slots share into a programme's three lists, each thing once. */
export function createAssembly() {
  const items: ProgrammeItem[] = []
  const entries: ProgrammeEntry[] = []
  const loops: Loop[] = []
  const slots: Slot[] = []
  const places = { items: new Map<string, number>(), entries: new Map<string, number>() }
  /** Turns are pairs of small numbers: shared, or a large site's programmes would fill the memory. */
  const pairs = new Map<number, [number, number]>()

  function itemIndex(item: ProgrammeItem): number {
    const first = places.items.get(item.id)
    if (first !== undefined && items[first]?.seconds === item.seconds) return first
    // Rare: the running turn of an older programme has the item at another length.
    const known = first === undefined ? -1 : items.findIndex((other) => other.id === item.id && other.seconds === item.seconds)
    if (known >= 0) return known
    if (first === undefined) places.items.set(item.id, items.length)
    return items.push(item) - 1
  }
  function entryIndex(entry: ProgrammeEntry): number {
    const key = `${entry.id} ${entry.weight} ${entry.level} ${entry.name}`
    const known = places.entries.get(key)
    if (known !== undefined) return known
    places.entries.set(key, entries.length)
    return entries.push(entry) - 1
  }
  function pair(item: number, entry: number): [number, number] {
    const key = item * 65_536 + entry
    const known = pairs.get(key)
    if (known) return known
    const made: [number, number] = [item, entry]
    pairs.set(key, made)
    return made
  }

  return {
    entryIndex,
    turn: (item: ProgrammeItem, entry: number): [number, number] => pair(itemIndex(item), entry),
    addLoop: (turns: [number, number][]): number => loops.push({ turns }) - 1,
    /** A loop out of an older programme, kept as it was. */
    addOldLoop({ loop, programme }: OldSlot): number {
      const turns = loop.turns.flatMap(([i, e]) => {
        const item = programme.items[i]
        const entry = programme.entries[e]
        return item && entry ? [pair(itemIndex(item), entryIndex(entry))] : []
      })
      return loops.push({ turns }) - 1
    },
    addSlot(from: number, until: number, epoch: number, level: Level, loop: number): void {
      const last = slots.at(-1)
      if (last && last.loop === loop && last.level === level && last.epoch === iso(epoch)) last.until = iso(until)
      else slots.push({ from: iso(from), until: iso(until), epoch: iso(epoch), level, loop })
    },
    /** A rough size on the wire, bytes. */
    get size(): number {
      return loops.reduce((n, loop) => n + loop.turns.length * 9, 0) + slots.length * 140 + items.length * 150 + entries.length * 160
    },
    programme(zone: string, fallback: { epoch: number; loop: number }, speakers: readonly string[]): Programme | null {
      const first = slots[0]
      const last = slots.at(-1)
      if (!first || !last) return null
      return { zone, from: first.from, until: last.until, items, entries, loops, slots, fallback: { epoch: iso(fallback.epoch), loop: fallback.loop }, speakers: [...speakers] }
    },
  }
}
export type Assembly = ReturnType<typeof createAssembly>
