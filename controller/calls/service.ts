import type { CallView } from '../../protocol/api-calls.ts'
import type { Text } from '../../protocol/basics.ts'
import type { Desired } from '../../protocol/device.ts'
import { refused, type Outcome } from '../../protocol/errors.ts'
import type { EngagementEvent } from '../../protocol/event.ts'
import type { Changes } from '../changes.ts'
import type { Clock } from '../clock.ts'
import type { Jobs } from '../jobs.ts'
import type { Log } from '../log.ts'
import type { Store } from '../store/store.ts'
import { createTurns } from '../turns.ts'
import { accept, finish, isOpen, newCall, readCall, withdraw, type Call } from './rules.ts'

export type CallsDeps = {
  store: Store
  clock: Clock
  log: Log
  changes: Changes
  jobs: Pick<Jobs, 'add'>
  place(device: string): Text
  /** A screen has to learn how its call stands. */
  told(device: string): Promise<void>
}

const KEPT_DAYS = 30
/** What is over stays in the console's list for so long. */
const RECENT_MS = 12 * 3_600_000
/** A screen hears of a call that is over for so long; then the next passenger starts afresh. */
const TOLD_MS = 10 * 60_000

type Row = { id: string; device: string; zone: string | null; reason: string; language: string; state: string; late: number; asked_ms: number; accepted_ms: number | null; accepted_by: string | null; ended_ms: number | null }
const rowOf = (call: Call): Row => ({
  id: call.id, device: call.device, zone: call.zone, reason: call.reason, language: call.language, state: call.state, late: call.late ? 1 : 0,
  asked_ms: call.askedMs, accepted_ms: call.acceptedMs, accepted_by: call.acceptedBy, ended_ms: call.endedMs,
})
const number = (value: number | null): number | null => (value === null ? null : Number(value))
const callOf = (row: Row): Call => ({
  id: row.id, device: row.device, zone: row.zone, reason: row.reason as Call['reason'], language: row.language, state: row.state as Call['state'], late: Number(row.late) === 1,
  askedMs: Number(row.asked_ms), acceptedMs: number(row.accepted_ms), acceptedBy: row.accepted_by, endedMs: number(row.ended_ms),
})
const instant = (ms: number): string => Temporal.Instant.fromEpochMilliseconds(ms).toString()

/** Passengers' calls for an officer: taken in from screens' events, shown in the console, answered to the screen. */
export function createCalls({ store: { db }, clock, log, changes, jobs, place, told }: CallsDeps) {
  const inTurn = createTurns()
  /** Each screen's newest call, by screen. */
  const latest = new Map<string, Call>()
  const nowMs = () => clock.now().epochMilliseconds

  const view = (call: Call): CallView => ({
    id: call.id, device: call.device, zone: call.zone, place: place(call.device), reason: call.reason, language: call.language, state: call.state, late: call.late,
    askedAt: instant(call.askedMs), acceptedAt: call.acceptedMs === null ? null : instant(call.acceptedMs), acceptedBy: call.acceptedBy, endedAt: call.endedMs === null ? null : instant(call.endedMs),
  })
  async function find(id: string): Promise<Call | null> {
    const row = await db.selectFrom('call').selectAll().where('id', '=', id).orderBy('asked_ms', 'desc').executeTakeFirst()
    return row ? callOf(row) : null
  }
  async function keep(call: Call): Promise<void> {
    const row = rowOf(call)
    await db.insertInto('call').values(row).onConflict((c) => c.columns(['device', 'id']).doUpdateSet(row)).execute()
    const last = latest.get(call.device)
    if (!last || last.id === call.id || call.askedMs >= last.askedMs) latest.set(call.device, call)
    changes.tell('call', call.id)
    await told(call.device)
  }
  const turn = (id: string, change: (call: Call) => Outcome<Call>): Promise<Outcome<CallView>> => inTurn(async () => {
    const call = await find(id)
    if (!call) return refused('call/not-found', `There is no call "${id}".`)
    const changed = change(call)
    if (!changed.ok) return changed
    await keep(changed.value)
    return { ok: true, value: view(changed.value) }
  })

  jobs.add({
    name: 'forget-calls', cron: '35 3 * * *', trace: true,
    async run() {
      const { numDeletedRows } = await db.deleteFrom('call').where('asked_ms', '<', nowMs() - KEPT_DAYS * 86_400_000).executeTakeFirst()
      return `${numDeletedRows} calls forgotten`
    },
  })

  return {
    async start(): Promise<void> {
      for (const row of await db.selectFrom('call').selectAll().where('asked_ms', '>', nowMs() - RECENT_MS).orderBy('asked_ms').execute()) latest.set(row.device, callOf(row))
    },
    /** What a screen has just said; events that are about no call are passed over. Never rejects. */
    heard: (device: string, event: EngagementEvent): Promise<void> => inTurn(async () => {
      const read = readCall(event)
      if (!read) return
      const known = await find(read.id)
      if (read.asks === null) return known && known.device === device && isOpen(known) ? keep(withdraw(known, nowMs())) : undefined
      if (known) return
      await keep(newCall(read.id, device, event.zone, read.asks, Temporal.Instant.from(event.at).epochMilliseconds, nowMs()))
      log.info({ device, reason: read.asks.reason }, 'A passenger calls an officer.')
    }).catch((error: unknown) => log.error({ err: error, device }, 'A call could not be kept.')),
    /** Open calls, the oldest first, then those of the last hours, the newest first. */
    async list(): Promise<CallView[]> {
      const calls = (await db.selectFrom('call').selectAll().where((e) => e.or([e('state', 'in', ['waiting', 'accepted']), e('asked_ms', '>', nowMs() - RECENT_MS)])).orderBy('asked_ms').execute()).map(callOf)
      return [...calls.filter(isOpen), ...calls.filter((call) => !isOpen(call)).reverse()].map(view)
    },
    accept: (id: string, by: string): Promise<Outcome<CallView>> => turn(id, (call) => accept(call, by, nowMs())),
    done: (id: string): Promise<Outcome<CallView>> => turn(id, (call) => finish(call, nowMs())),
    /** How long the oldest call has waited that nobody has accepted, by screen; late ones do not ring. */
    waiting: (): { device: string; sinceMs: number }[] => [...latest.values()].filter(({ state, late }) => state === 'waiting' && !late).map(({ device, askedMs }) => ({ device, sinceMs: askedMs })),
    toldTo({ id }: { id: string }): Pick<Desired, 'call'> {
      const call = latest.get(id)
      if (!call || call.state === 'withdrawn' || (call.endedMs !== null && nowMs() - call.endedMs > TOLD_MS)) return {}
      return { call: { id: call.id, state: call.state, at: instant(call.endedMs ?? call.acceptedMs ?? call.askedMs) } }
    },
  }
}
export type Calls = ReturnType<typeof createCalls>
