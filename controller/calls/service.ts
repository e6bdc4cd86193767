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
import { accept, finish, inPlaceOf, isOpen, newCall, readCall, RINGS_MS, withdraw, type Call } from './rules.ts'

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
/** So many calls that are over are listed. */
const PAST = 100

type Row = { id: string; device: string; zone: string | null; reason: string; language: string; state: string; late: number; silent: number; joined: string | null; asked_ms: number; accepted_ms: number | null; accepted_by: string | null; ended_ms: number | null }
const rowOf = (call: Call): Row => ({
  id: call.id, device: call.device, zone: call.zone, reason: call.reason, language: call.language, state: call.state, late: call.late ? 1 : 0, silent: call.silent ? 1 : 0, joined: call.joined,
  asked_ms: call.askedMs, accepted_ms: call.acceptedMs, accepted_by: call.acceptedBy, ended_ms: call.endedMs,
})
const number = (value: number | null): number | null => (value === null ? null : Number(value))
const callOf = (row: Row): Call => ({
  id: row.id, device: row.device, zone: row.zone, reason: row.reason as Call['reason'], language: row.language, state: row.state as Call['state'], late: Number(row.late) === 1, silent: Number(row.silent) === 1, joined: row.joined,
  askedMs: Number(row.asked_ms), acceptedMs: number(row.accepted_ms), acceptedBy: row.accepted_by, endedMs: number(row.ended_ms),
})
const instant = (ms: number): string => Temporal.Instant.fromEpochMilliseconds(ms).toString()

/** Passengers' calls for an officer: taken in from screens' events, shown in the console, answered to the screen. */
export function createCalls({ store: { db }, clock, log, changes, jobs, place, told }: CallsDeps) {
  const inTurn = createTurns()
  /** Each screen's calls that still bear on anything, by screen, the oldest first. */
  const recent = new Map<string, Call[]>()
  const nowMs = () => clock.now().epochMilliseconds

  const bears = (call: Call): boolean => isOpen(call) || (call.endedMs !== null && call.state === 'done' && nowMs() - call.endedMs <= TOLD_MS) || (!call.silent && call.askedMs > nowMs() - RINGS_MS)
  function note(call: Call): void {
    const calls = recent.get(call.device) ?? []
    const changed = calls.some(({ id }) => id === call.id) ? calls.map((one) => (one.id === call.id ? call : one)) : [...calls, call]
    recent.set(call.device, changed.filter(bears).sort((a, b) => a.askedMs - b.askedMs))
  }
  const joinedTo = (call: Call): Call[] => (recent.get(call.device) ?? []).filter((other) => other.joined === call.id && isOpen(other))

  const view = (call: Call, times: number): CallView => ({
    id: call.id, device: call.device, zone: call.zone, place: place(call.device), reason: call.reason, language: call.language, state: call.state, late: call.late, silent: call.silent, times,
    askedAt: instant(call.askedMs), acceptedAt: call.acceptedMs === null ? null : instant(call.acceptedMs), acceptedBy: call.acceptedBy, endedAt: call.endedMs === null ? null : instant(call.endedMs),
  })
  async function find(id: string): Promise<Call | null> {
    const row = await db.selectFrom('call').selectAll().where('id', '=', id).orderBy('asked_ms', 'desc').executeTakeFirst()
    return row ? callOf(row) : null
  }
  /** Calls of one screen that changed together. */
  async function keep(calls: readonly [Call, ...Call[]]): Promise<void> {
    await db.transaction().execute(async (trx) => {
      for (const row of calls.map(rowOf)) await trx.insertInto('call').values(row).onConflict((c) => c.columns(['device', 'id']).doUpdateSet(row)).execute()
    })
    for (const call of calls) note(call)
    changes.tell('call', calls[0].joined ?? calls[0].id)
    await told(calls[0].device)
  }
  const turn = (id: string, change: (call: Call) => Outcome<Call>): Promise<Outcome<CallView>> => inTurn(async () => {
    const named = await find(id)
    const call = named?.joined ? await find(named.joined) : named
    if (!call) return refused('call/not-found', `There is no call "${id}".`)
    const changed = change(call)
    if (!changed.ok) return changed
    const { value } = changed
    await keep([value, ...isOpen(value) ? [] : joinedTo(call).map((other): Call => ({ ...other, state: value.state, endedMs: value.endedMs }))])
    return { ok: true, value: view(value, await timesOf(value.id)) }
  })
  async function timesOf(id: string): Promise<number> {
    const { count } = await db.selectFrom('call').select((e) => e.fn.countAll().as('count')).where('joined', '=', id).executeTakeFirstOrThrow()
    return 1 + Number(count)
  }

  /** Taken back by who made it. Others who came to it still want somebody: the first of them takes its place. */
  async function takeBack(call: Call): Promise<void> {
    const [next, ...rest] = joinedTo(call)
    const gone = withdraw(call, nowMs())
    await keep(next ? [gone, inPlaceOf(call, next), ...rest.map((other): Call => ({ ...other, joined: next.id }))] : [gone])
  }

  jobs.add({
    name: 'forget-calls', cron: '35 3 * * *', trace: true,
    async run() {
      const { numDeletedRows } = await db.deleteFrom('call').where('asked_ms', '<', nowMs() - KEPT_DAYS * 86_400_000).executeTakeFirst()
      return `${numDeletedRows} calls forgotten`
    },
  })

  return {
    async start(): Promise<void> {
      for (const row of await db.selectFrom('call').selectAll().where((e) => e.or([e('state', 'in', ['waiting', 'accepted']), e('asked_ms', '>', nowMs() - RECENT_MS)])).orderBy('asked_ms').execute()) note(callOf(row))
    },
    /** What a screen has just said; events that are about no call are passed over. Never rejects. */
    heard: (device: string, event: EngagementEvent): Promise<void> => inTurn(async () => {
      const read = readCall(event)
      if (!read) return
      const known = await find(read.id)
      if (read.asks === null) return known && known.device === device && isOpen(known) ? takeBack(known) : undefined
      if (known) return
      const { call, first } = newCall(read.id, device, event.zone, read.asks, Temporal.Instant.from(event.at).epochMilliseconds, recent.get(device) ?? [], nowMs())
      await keep(first ? [call, first] : [call])
      if (call.silent) log.warn({ device, reason: read.asks.reason }, 'A screen calls an officer too often: this call is shown, and does not ring.')
      else log.info({ device, reason: read.asks.reason, joined: call.joined }, 'A passenger calls an officer.')
    }).catch((error: unknown) => log.error({ err: error, device }, 'A call could not be kept.')),
    /** Open calls, the oldest first, then those of the last hours, the newest first; those that joined another are counted with it. */
    async list(): Promise<CallView[]> {
      const all = (await db.selectFrom('call').selectAll().where((e) => e.or([e('state', 'in', ['waiting', 'accepted']), e('asked_ms', '>', nowMs() - RECENT_MS)])).orderBy('asked_ms').execute()).map(callOf)
      const joined = Map.groupBy(all, (call) => call.joined)
      const calls = joined.get(null) ?? []
      return [...calls.filter(isOpen), ...calls.filter((call) => !isOpen(call)).reverse().slice(0, PAST)].map((call) => view(call, 1 + (joined.get(call.id)?.length ?? 0)))
    },
    accept: (id: string, by: string): Promise<Outcome<CallView>> => turn(id, (call) => accept(call, by, nowMs())),
    done: (id: string): Promise<Outcome<CallView>> => turn(id, (call) => finish(call, nowMs())),
    /** How long calls have waited that nobody has accepted, by screen: silent ones, too; late ones need nobody any more. */
    waiting: (): { device: string; sinceMs: number }[] => [...recent.values()].flatMap((calls) => calls.filter(({ state, late, joined }) => state === 'waiting' && !late && joined === null).slice(0, 1)).map(({ device, askedMs }) => ({ device, sinceMs: askedMs })),
    /** The screen's last call, with what became of the one that it joined. Of one that came too late a screen says nothing: whoever stands there now may call. */
    toldTo({ id }: { id: string }): Pick<Desired, 'call'> {
      const calls = (recent.get(id) ?? []).filter(bears)
      const over = calls.at(-1)?.state === 'done' ? calls.at(-1) : undefined
      const last = calls.findLast((call) => isOpen(call) && !(call.late && call.state === 'waiting')) ?? over
      const call = calls.find((other) => other.id === last?.joined) ?? last
      if (!last || !call || (call.endedMs !== null && nowMs() - call.endedMs > TOLD_MS)) return {}
      return { call: { id: last.id, state: call.state, at: instant(call.endedMs ?? call.acceptedMs ?? call.askedMs) } }
    },
  }
}
export type Calls = ReturnType<typeof createCalls>
