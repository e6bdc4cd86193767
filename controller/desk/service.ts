import { createHmac, randomBytes } from 'node:crypto'
import { DeskWrite, type DeskView, type Redeemed } from '../../protocol/api-desk.ts'
import { LEAST_COUNTED } from '../../protocol/api-engagement.ts'
import type { Desired } from '../../protocol/device.ts'
import { accepted, refused, type Outcome } from '../../protocol/errors.ts'
import type { Site } from '../../protocol/venue.ts'
import { fromWords, KIOSK_NUMBERS, proofOf, readWords, type WordCode } from '../../protocol/word-code.ts'
import type { Role } from '../../protocol/words.ts'
import type { Clock } from '../clock.ts'
import { isFew } from '../engagement/suppress.ts'
import type { Jobs } from '../jobs.ts'
import { createSignInLimit } from '../staff/limit.ts'
import type { Store } from '../store/store.ts'
import { stampsOf } from './stamps.ts'

/** `told`: screens that passengers touch have to learn that the desk was opened or closed. */
export type DeskDeps = { store: Store; site: Site; clock: Clock; jobs: Pick<Jobs, 'add'>; told(): Promise<void> }

/** Wrong codes that one person may enter within five minutes; whoever listens well needs few. */
const MOST_WRONG = 20
const KEPT_DAYS = 7
/** Screens that passengers touch. */
const isTouched = ({ role }: { role: Role }): boolean => role === 'kiosk' || role === 'robot'

type State = DeskWrite & { since: string | null; by: string | null }

/** The number by which a check-in point's codes begin to be looked for; two may share one, their keys tell them apart. */
const numberOf = (device: string): number => createHmac('sha256', 'kiosk-number').update(device).digest().readUInt16BE(0) % KIOSK_NUMBERS

/** The anti-fraud desk: open or closed, and passengers' word codes, each good once and on its day. */
export function createDesk({ store: { db }, site, clock, jobs, told }: DeskDeps) {
  const limit = createSignInLimit({ perUser: MOST_WRONG, perAddress: MOST_WRONG, withinMs: 300_000, sources: 1_000 })
  let state: State = { open: false, note: '', since: null, by: null }
  let secret = ''
  const kiosks = site.devices.filter(isTouched)
  const stamps = stampsOf(kiosks)
  const stampOf = (device: string) => stamps.get(device) ?? 'ask'
  const dayAt = (instant: Temporal.Instant) => instant.toZonedDateTimeISO(site.timeZone).toPlainDate()
  const keyOf = (device: string) => createHmac('sha256', secret).update(`word-code ${device}`).digest('base64url')

  async function put(key: string, value: string): Promise<void> {
    await db.insertInto('desk').values({ key, value }).onConflict((c) => c.column('key').doUpdateSet({ value })).execute()
  }
  async function ownerOf(code: WordCode, day: string) {
    for (const kiosk of kiosks) if (numberOf(kiosk.id) === code.kiosk && (await proofOf(keyOf(kiosk.id), day, code.kiosk, code.session)) === code.proof) return kiosk
    return null
  }
  /** `exact`: to whoever redeems, and so sees each passenger; to others few are null. */
  async function view(exact: boolean): Promise<DeskView> {
    const row = await db.selectFrom('word_code').select((e) => e.fn.countAll<number>().as('n')).where('day', '=', dayAt(clock.now()).toString()).executeTakeFirst()
    const count = Number(row?.n ?? 0)
    return { ...state, redeemedToday: isFew(count) && !exact ? null : count }
  }

  jobs.add({
    name: 'forget-word-codes', cron: '30 3 * * *', trace: true,
    async run() {
      const before = dayAt(clock.now()).subtract({ days: KEPT_DAYS }).toString()
      const { numDeletedRows } = await db.deleteFrom('word_code').where('day', '<', before).executeTakeFirst()
      return `${isFew(Number(numDeletedRows)) ? `fewer than ${LEAST_COUNTED}` : numDeletedRows} word codes forgotten`
    },
  })

  return {
    async start(): Promise<void> {
      const rows = new Map((await db.selectFrom('desk').selectAll().execute()).map(({ key, value }) => [key, value]))
      secret = rows.get('secret') ?? randomBytes(32).toString('base64url')
      if (!rows.has('secret')) await put('secret', secret)
      const kept: unknown = JSON.parse(rows.get('state') ?? 'null')
      if (kept !== null && typeof kept === 'object') {
        const text = (key: 'since' | 'by') => (key in kept && typeof Reflect.get(kept, key) === 'string' ? String(Reflect.get(kept, key)) : null)
        state = { ...DeskWrite.parse(kept), since: text('since'), by: text('by') }
      }
    },
    view,
    /** What a check-in point or a robot is told: whether the desk is staffed, and what it needs to mint codes. Other screens show neither and are told neither; the note is for colleagues. */
    toldTo: ({ id, role }: { id: string; role: Role }): Pick<Desired, 'desk' | 'wordCode'> => (!isTouched({ role }) ? {} : {
      ...(state.since === null ? {} : { desk: { open: state.open } }),
      ...(secret === '' ? {} : { wordCode: { kiosk: numberOf(id), key: keyOf(id), stamp: stampOf(id) } }),
    }),
    async set(write: DeskWrite, user: string): Promise<DeskView> {
      const isSame = write.open === state.open && state.since !== null
      state = { ...write, since: isSame ? state.since : clock.now().round('second').toString(), by: user }
      await put('state', JSON.stringify(state))
      if (!isSame) await told()
      return view(true)
    },
    /** A secret for a screen and a purpose, steady over restarts; null before the store was read. */
    keyFor: (purpose: string, device: string): string | null => (secret === '' ? null : createHmac('sha256', secret).update(`${purpose} ${device}`).digest('base64url')),
    /** Uses a passenger's code up. */
    async redeem(words: string, user: string): Promise<Outcome<Redeemed>> {
      const nowMs = clock.now().epochMilliseconds
      const wait = limit.waitMs(user, 'redeem', nowMs)
      if (wait > 0) return refused('auth/slow-down', `Too many wrong codes. Try again in ${Math.ceil(wait / 60_000)} min.`)
      limit.failed(user, 'redeem', nowMs)
      const indexes = readWords(words)
      if (!indexes) return refused('desk/not-words', 'These are not four of the code\'s words. Ask for them once more, one at a time.', 'words')
      const code = fromWords(indexes)
      const today = dayAt(clock.now())
      const kiosk = await ownerOf(code, today.toString())
      if (!kiosk) {
        const old = await ownerOf(code, today.subtract({ days: 1 }).toString())
        return old ? refused('desk/yesterday', 'This code was yesterday\'s: it counted on its day only.', 'words') : refused('desk/unknown-code', 'No check-in point gave this code today. Ask for the words once more, in their order.', 'words')
      }
      limit.passed(user, 'redeem')
      const row = { day: today.toString(), kiosk: kiosk.id, session: code.session, redeemed_ms: nowMs, redeemed_by: user }
      const { numInsertedOrUpdatedRows = 0n } = await db.insertInto('word_code').values(row).onConflict((c) => c.doNothing()).executeTakeFirst()
      if (numInsertedOrUpdatedRows === 0n) {
        const before = await db.selectFrom('word_code').select('redeemed_ms').where('day', '=', row.day).where('kiosk', '=', row.kiosk).where('session', '=', row.session).executeTakeFirst()
        const at = Temporal.Instant.fromEpochMilliseconds(before?.redeemed_ms ?? nowMs).toZonedDateTimeISO(site.timeZone).toPlainTime().toString({ smallestUnit: 'minute' })
        return refused('desk/already-redeemed', `This code was redeemed at ${at} already. Each counts once.`, 'words')
      }
      return accepted({ day: row.day, kiosk: kiosk.id, place: kiosk.place, stamp: stampOf(kiosk.id) })
    },
  }
}
export type AntiFraudDesk = ReturnType<typeof createDesk>
