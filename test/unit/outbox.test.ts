import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createOutbox, type NewEvent, type Outbox } from '../../kiosk/device/outbox.ts'
import { toShed, type Stream } from '../../kiosk/device/outbox-plan.ts'
import type { OutboxStore, Timers } from '../../kiosk/device/ports.ts'
import { createMemoryStore } from '../../kiosk/device/store-memory.ts'
import type { DeviceEvent, EventBatch, Receipt } from '../../protocol/event.ts'
import { plus } from '../support/facts.ts'

const play = (name: string, at = 0): NewEvent => ({ kind: 'play', item: name, at: plus(at).toString(), offsetMs: 0, zone: 'gates', bucket: plus(0).toString(), count: 1, seconds: 10 })
const touch = (name: string, at = 0): NewEvent => ({ kind: 'engagement', session: name, action: 'answer', at: plus(at).toString(), offsetMs: 0, zone: 'gates' })
const nameOf = (event: DeviceEvent | NewEvent) => (event.kind === 'play' ? event.item : event.kind === 'engagement' ? event.session : event.alert)

/** Time that a test moves: whatever is due runs in order. */
function createHandTimers() {
  let now = 0
  let due: { at: number; run: () => void }[] = []
  const timers: Timers = {
    after(ms, run) {
      const timer = { at: now + ms, run }
      due.push(timer)
      return () => { due = due.filter((t) => t !== timer) }
    },
  }
  return {
    timers,
    async pass(ms: number): Promise<void> {
      const end = now + ms
      for (;;) {
        const next = due.filter((t) => t.at <= end).sort((a, b) => a.at - b.at)[0]
        if (!next) break
        now = next.at
        due = due.filter((t) => t !== next)
        next.run()
        await settle()
      }
      now = end
      await settle()
    },
  }
}
const settle = async () => { for (let i = 0; i < 40; i++) await Promise.resolve() }

/** The controller's side of the bargain: stores each number once, settles without gaps but for what `base` says is gone. */
function createIngest() {
  const stored = new Map<string, DeviceEvent>()
  const settled = new Map<string, number>()
  let twice = 0
  return {
    stored,
    get different(): number { return twice },
    take(batch: EventBatch): Receipt {
      for (const event of batch.events) {
        const key = `${batch.stream}/${event.seq}`
        const held = stored.get(key)
        if (held && JSON.stringify(held) !== JSON.stringify(event)) twice += 1
        stored.set(key, event as unknown as DeviceEvent)
      }
      let upTo = Math.max(settled.get(batch.stream) ?? 0, batch.base - 1)
      while (stored.has(`${batch.stream}/${upTo + 1}`)) upTo += 1
      settled.set(batch.stream, upTo)
      return { streams: [...settled].slice(-8).map(([stream, to]) => ({ stream, upTo: to })) }
    },
  }
}

type World = ReturnType<typeof createWorld>
function createWorld(over: { store?: OutboxStore; most?: number; lose?: () => boolean; late?: (receipt: Receipt) => boolean } = {}) {
  const store = over.store ?? createMemoryStore().outbox
  const ingest = createIngest()
  const hand = createHandTimers()
  const batches: EventBatch[] = []
  let pages = 0
  const open = (name = `s${(pages += 1)}`): Outbox => {
    const outbox = createOutbox({
      store, timers: hand.timers, log: () => undefined, now: () => plus(pages).epochMilliseconds, stream: name, ...(over.most ? { most: over.most } : {}),
      async publish(batch) {
        if (over.lose?.()) return
        batches.push(batch)
        const receipt = ingest.take(batch)
        if (!over.late?.(receipt)) void outbox.settle(receipt)
      },
    })
    return outbox
  }
  return { store, ingest, hand, batches, open }
}
const names = (world: World) => [...world.ingest.stored.values()].map(nameOf).sort()

describe('the outbox', () => {
  it('numbers events from one, sends them at once while online, and forgets them on the receipt', async () => {
    const world = createWorld()
    const outbox = world.open()
    outbox.setOnline(true)
    await outbox.add(touch('a'))
    await outbox.add(touch('b'))
    await settle()
    expect(world.batches.map((b) => [b.base, b.events.map((e) => e.seq)])).toEqual([[1, [1]], [2, [2]]])
    expect(outbox.held).toBe(0)
    expect((await world.store.load()).flatMap((s) => s.events)).toEqual([])
  })
  it('lets an answer wait that may, and takes it along when something else goes out', async () => {
    const world = createWorld()
    const outbox = world.open()
    outbox.setOnline(true)
    void outbox.add(touch('may wait'), 900)
    await world.hand.pass(899)
    expect(world.batches).toEqual([])
    await world.hand.pass(1)
    expect(names(world)).toEqual(['may wait'])
    void outbox.add(touch('waits'), 900)
    await outbox.add(touch('goes'))
    await settle()
    expect(names(world)).toEqual(['goes', 'may wait', 'waits'])
    void outbox.add(touch('the page goes'), 900)
    await outbox.idle()
    expect((await world.store.load()).flatMap((s) => s.events).map(nameOf)).toEqual(['the page goes'])
  })
  it('keeps events while offline and sends them in batches of at most 200 when the link comes', async () => {
    const world = createWorld()
    const outbox = world.open()
    await Promise.all(Array.from({ length: 450 }, (_, i) => outbox.add(touch(`e${i}`))))
    expect(outbox.held).toBe(450)
    outbox.setOnline(true)
    await world.hand.pass(0)
    expect(world.batches.map((b) => b.events.length)).toEqual([200, 200, 50])
    expect(outbox.held).toBe(0)
  })
  it('sends again until a receipt comes, and waits longer each time', async () => {
    let deaf = true
    const world = createWorld({ late: () => deaf })
    const outbox = world.open()
    outbox.setOnline(true)
    await outbox.add(touch('a'))
    await settle()
    await world.hand.pass(4_999)
    expect(world.batches).toHaveLength(1)
    await world.hand.pass(1)
    expect(world.batches).toHaveLength(2)
    await world.hand.pass(9_999)
    expect(world.batches).toHaveLength(2)
    deaf = false
    await world.hand.pass(1)
    expect(world.batches).toHaveLength(3)
    expect(outbox.held).toBe(0)
    await world.hand.pass(600_000)
    expect(world.batches).toHaveLength(3)
  })
  it('does not let an event wait for the receipt of the one before', async () => {
    const world = createWorld({ late: () => true })
    const outbox = world.open()
    outbox.setOnline(true)
    await outbox.add(touch('a'))
    await outbox.add(touch('b'))
    await settle()
    expect(world.batches.map((b) => [b.base, b.events.map((e) => e.seq)])).toEqual([[1, [1]], [1, [2]]])
  })
  it('delivers what an earlier page left, under that page\'s stream, and then forgets the stream', async () => {
    const world = createWorld()
    await world.open().add(touch('left'))
    const outbox = world.open()
    await outbox.load()
    await outbox.add(touch('new'))
    outbox.setOnline(true)
    await world.hand.pass(0)
    expect(world.batches.map((b) => b.stream)).toEqual(['s1', 's2'])
    expect((await world.store.load()).map((s) => s.record.stream)).toEqual(['s2'])
  })
  it('forgets no more than the receipt settles, also on the disk', async () => {
    const world = createWorld()
    const outbox = world.open()
    for (const name of ['a', 'b', 'c', 'd']) await outbox.add(touch(name))
    await outbox.settle({ streams: [{ stream: 's1', upTo: 2 }, { stream: 'unknown', upTo: 9 }] })
    expect((await world.store.load()).flatMap((s) => s.events.map(nameOf))).toEqual(['c', 'd'])
    expect(outbox.held).toBe(2)
  })
  it('sheds play runs before answers, says how many, and the gap holds nothing up', async () => {
    const world = createWorld({ most: 4 })
    const outbox = world.open()
    for (const event of [touch('a'), play('p1'), touch('b'), play('p2'), touch('c'), play('p3'), touch('d')]) await outbox.add(event)
    await settle()
    expect(outbox.held).toBe(4)
    expect(outbox.shed).toBe(3)
    outbox.setOnline(true)
    await world.hand.pass(0)
    expect(names(world)).toEqual(['a', 'b', 'c', 'd'])
    expect(outbox.held).toBe(0)
    expect(world.batches.at(-1)?.shed).toBe(3)
    expect(world.batches.at(-1)?.base).toBe(7)
  })
  it('says so even where nothing but shed numbers is left', async () => {
    const world = createWorld({ most: 1 })
    const outbox = world.open()
    await outbox.add(touch('a'))
    await outbox.add(play('p'))
    await settle()
    outbox.setOnline(true)
    await world.hand.pass(0)
    expect(world.batches.map((b) => [b.base, b.events.length, b.shed])).toEqual([[1, 1, 1], [3, 0, 1]])
  })
  it('gives up what is older than 72 hours', async () => {
    const stream = (events: NewEvent[]): Stream => ({ record: { stream: 's', bornMs: 0, next: events.length + 1, shed: 0 }, settled: 0, sent: 0, events: new Map(events.map((e, i) => [i + 1, { ...e, seq: i + 1 } as DeviceEvent])) })
    const held = stream([touch('old', 0), touch('new', 100)])
    expect([...toShed([held], 10, plus(50).epochMilliseconds).values()]).toEqual([[1]])
    expect(toShed([held], 10, plus(0).epochMilliseconds).size).toBe(0)
  })
  it('keeps an event that the store refused and stores it later, in its place', async () => {
    const memory = createMemoryStore().outbox
    let broken = true
    const world = createWorld({ store: { ...memory, append: (r, e) => (broken ? Promise.reject(new Error('quota')) : memory.append(r, e)) } })
    const outbox = world.open()
    outbox.setOnline(true)
    let counted = false
    void outbox.add(touch('a')).then(() => { counted = true })
    await settle()
    expect([counted, outbox.held, world.batches.length]).toEqual([false, 0, 0])
    broken = false
    await world.hand.pass(5_000)
    expect(counted).toBe(true)
    expect(names(world)).toEqual(['a'])
  })

  it('loses nothing that was counted and counts nothing twice, wherever the page is killed', async () => {
    const act = fc.oneof(
      { weight: 6, arbitrary: fc.record({ do: fc.constant('add' as const), kind: fc.constantFrom('play' as const, 'touch' as const) }) },
      { weight: 2, arbitrary: fc.constant({ do: 'online' as const }) },
      { weight: 1, arbitrary: fc.constant({ do: 'offline' as const }) },
      { weight: 2, arbitrary: fc.record({ do: fc.constant('pass' as const), ms: fc.integer({ min: 0, max: 20_000 }) }) },
      { weight: 2, arbitrary: fc.record({ do: fc.constant('kill' as const), after: fc.integer({ min: 0, max: 6 }), halfway: fc.boolean() }) },
    )
    await fc.assert(fc.asyncProperty(fc.array(act, { maxLength: 50 }), fc.infiniteStream(fc.nat(9)), async (acts, dice) => {
      const disk = createMemoryStore().outbox
      /** Store operations this page may still finish; at zero it is dead, and the last one may have had its effect or not. */
      let life = { left: Infinity, halfway: false }
      const dying = <A extends unknown[]>(work: (...args: A) => Promise<void>, mine: typeof life) => async (...args: A): Promise<void> => {
        mine.left -= 1
        if (mine.left >= 0) return work(...args)
        if (mine.left === -1 && mine.halfway) await work(...args)
        return new Promise(() => undefined)
      }
      const roll = () => dice.next().value ?? 0
      const world = createWorld({ store: disk, lose: () => roll() < 3, late: () => roll() < 3 })
      const mortal = (mine: typeof life): OutboxStore => ({ load: disk.load, append: dying(disk.append, mine), drop: dying(disk.drop, mine), settle: dying(disk.settle, mine), forget: dying(disk.forget, mine) })
      const counted = new Set<string>()
      const added = new Set<string>()
      let page = 0
      const begin = async () => {
        life = { left: Infinity, halfway: false }
        const mine = life
        page += 1
        const outbox: Outbox = createOutbox({
          store: mortal(mine), timers: world.hand.timers, log: () => undefined, now: () => plus(page).epochMilliseconds, stream: `page${page}`,
          async publish(batch) {
            if (mine.left < 0 || roll() < 3) return
            const receipt = world.ingest.take(structuredClone(batch))
            if (roll() >= 3 && mine.left >= 0) void outbox.settle(receipt)
          },
        })
        await outbox.load()
        return outbox
      }
      let outbox = await begin()
      for (const a of acts) {
        if (a.do === 'add') {
          const name = `e${added.size}`
          added.add(name)
          void outbox.add(a.kind === 'play' ? play(name) : touch(name)).then(() => counted.add(name))
          if (roll() < 5) await settle()
        } else if (a.do === 'online') outbox.setOnline(true)
        else if (a.do === 'offline') outbox.setOnline(false)
        else if (a.do === 'pass') await world.hand.pass(a.ms)
        else {
          Object.assign(life, { left: a.after, halfway: a.halfway })
          await world.hand.pass(2_000)
          outbox.stop()
          life.left = -2
          outbox = await begin()
        }
      }
      await settle()
      outbox.setOnline(true)
      for (let i = 0; i < 200 && outbox.held > 0; i++) await world.hand.pass(60_000)
      expect(outbox.held).toBe(0)
      const stored = [...world.ingest.stored.values()].map(nameOf)
      expect(new Set(stored).size).toBe(stored.length)
      expect(world.ingest.different).toBe(0)
      expect([...counted].filter((name) => !stored.includes(name))).toEqual([])
      expect(stored.filter((name) => !added.has(name))).toEqual([])
    }), { numRuns: 1500 })
  })
})
