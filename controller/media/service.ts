import { fileTypeFromBuffer } from 'file-type'
import { stat } from 'node:fs/promises'
import { Readable } from 'node:stream'
import type * as z from 'zod/mini'
import { mediaLimits, MOST_UPLOAD_BYTES, type Measured, type MediaKind, type MediaQuery, type MediaRecord, type MediaView } from '../../protocol/api-media.ts'
import { accepted, AnxingError, refused, type Outcome } from '../../protocol/errors.ts'
import type { Clock } from '../clock.ts'
import type { Log } from '../log.ts'
import type { Store } from '../store/store.ts'
import { createTurns } from '../turns.ts'
import { ffmpegVersion, takeFilm } from './film.ts'
import { createFiles, readPart } from './files.ts'
import { judge } from './judge.ts'
import { checkClaims, checkName, cleanLabel, decideContainer, type Container } from './kinds.ts'
import { takePicture } from './picture.ts'
import type { Range } from './range.ts'
import { readUses, recordOf, rowOf } from './rows.ts'

/** `quotaBytes`: all files together. `reserveBytes`: what stays free on the disk for the store. */
export type MediaDeps = { store: Store; folder: string; clock: Clock; log: Log; quotaBytes: number; reserveBytes?: number }
/** `type`: what the sender calls it. `kinds`: what it may be, where it was sent for one field. */
export type Upload = { stream: Readable; name: string | undefined; type?: string; kinds: readonly string[]; by: string }

/** Enough for the kinds that are told apart by their first bytes. */
const HEAD_BYTES = 4_100
const MOST_EACH = 2
const MOST_TOGETHER = 4
const RESERVE_BYTES = 512 * 1024 * 1024

const named: Record<string, string> = { image: 'picture', video: 'film', audio: 'recording' }

type Done = { kind: MediaKind; type: string; width: number; height: number; seconds: number; measured: Measured }

/** Takes the first bytes off a stream; what it answers with gives all of it once more. */
async function peek(stream: Readable): Promise<{ head: Buffer; whole: Readable }> {
  const parts: Buffer[] = []
  let bytes = 0
  const chunks = stream[Symbol.asyncIterator]()
  while (bytes < HEAD_BYTES) {
    const { done, value } = await chunks.next()
    if (done) break
    parts.push(value as Buffer)
    bytes += (value as Buffer).length
  }
  async function* whole() {
    yield* parts
    yield* { [Symbol.asyncIterator]: () => chunks }
  }
  return { head: Buffer.concat(parts), whole: Readable.from(whole(), { objectMode: false }) }
}

/**
 * Files that staff send in. Each is looked at by its content, decoded whole, written anew without anything that was hidden beside it,
 * measured, and kept under its hash; whatever is refused leaves nothing behind.
 */
export function createMedia({ store, folder, clock, log, quotaBytes, reserveBytes = RESERVE_BYTES }: MediaDeps) {
  const { db } = store
  const files = createFiles(folder)
  const inTurn = createTurns()
  const registerInTurn = createTurns()
  const records = new Map<string, MediaRecord>()
  const atWork = new Map<string, number>()
  let ending = new AbortController()
  let ffmpeg: string | null = null
  let missing = 0

  const busy = () => [...atWork.values()].reduce((sum, many) => sum + many, 0)
  const held = () => [...records.values()].reduce((sum, { bytes }) => sum + bytes, 0)

  async function hasRoom(): Promise<Outcome<null>> {
    const coming = busy() * MOST_UPLOAD_BYTES
    if (held() + coming > quotaBytes) return refused('media/quota', `The media store is full (${Math.round(held() / 1024 / 1024)} of ${Math.round(quotaBytes / 1024 / 1024)} MiB). Delete files that nothing uses, or have the administrator raise ANXING_MEDIA_MB.`)
    // As it comes, and as it is written anew.
    if (await files.free() - 2 * coming < reserveBytes) return refused('media/disk-full', 'The controller\'s disk is nearly full: nothing more is taken. Tell the administrator.')
    return accepted(null)
  }

  async function measure(path: string, out: string, container: Container): Promise<Outcome<Done>> {
    if (container.kind === 'image') {
      const taken = await takePicture(path, out, container)
      return taken.ok ? accepted({ kind: 'image', seconds: 0, ...taken.value }) : taken
    }
    ffmpeg ??= await ffmpegVersion()
    if (ffmpeg === null) return refused('media/no-ffmpeg', 'Films and recordings cannot be checked here: ffmpeg is not installed on the controller\'s machine. Tell the administrator (apt-get install ffmpeg). Pictures can be sent.')
    const taken = await takeFilm(path, out, container, ending.signal)
    if (!taken.ok) return taken
    const { plan: { kind, type, width, height }, seconds, measured } = taken.value
    return accepted({ kind, type, width, height, seconds, measured })
  }

  /** Moves a file to its place and writes its row, or leaves neither. */
  async function register(path: string, rest: Omit<MediaRecord, 'sha256' | 'bytes'>): Promise<MediaRecord> {
    const kept = await files.keep(path)
    const known = records.get(kept.sha256)
    if (known) return known
    const record: MediaRecord = { ...kept, ...rest }
    try {
      await db.insertInto('media').values(rowOf(record)).onConflict((c) => c.column('sha256').doNothing()).execute()
    } catch (error) {
      await files.takeBack(record.sha256)
      throw error
    }
    await files.settle(record.sha256)
    records.set(record.sha256, record)
    return record
  }

  async function keep({ stream, name, type, kinds, by }: Upload): Promise<Outcome<MediaRecord>> {
    const fit = checkName(name)
    if (!fit.ok) {
      stream.destroy()
      return fit
    }
    const { head, whole } = await peek(stream)
    if (head.length === 0) return refused('media/empty', 'The file is empty. Choose it again.')
    const detected = await fileTypeFromBuffer(head)
    const container = decideContainer(detected?.mime ?? null, head.toString('latin1'))
    if (!container.ok) {
      whole.destroy()
      return container
    }
    const honest = checkClaims(container.value, { name, type })
    if (!honest.ok) {
      whole.destroy()
      return honest
    }
    const place = await files.workplace()
    try {
      const [came, done] = [place.path('came'), place.path('done')]
      const most = container.value.kind === 'image' ? mediaLimits.image.bytes : mediaLimits.video.bytes
      const size = await files.receive(whole, came, most)
      const measured = await inTurn(() => measure(came, done, container.value))
      if (!measured.ok) return measured
      const { kind } = measured.value
      if (!kinds.includes(kind)) return refused('media/wrong-kind', `This is a ${named[kind]}; here belongs a ${kinds.map((one) => named[one] ?? one).join(' or a ')}.`)
      if (Math.max(size, (await stat(done)).size) > mediaLimits[kind].bytes * 1.1) return refused('media/too-large', `The file is larger than ${mediaLimits[kind].bytes / 1024 / 1024} MiB. Send a smaller one.`)
      const { findings, at } = { findings: judge(kind, measured.value.measured), at: clock.now().round('millisecond').toString() }
      return accepted(await registerInTurn(() => register(done, { ...measured.value, label: cleanLabel(name, kind), by, at, findings })))
    } finally {
      await place.drop()
    }
  }

  const viewOf = (record: MediaRecord, usedBy: MediaView['usedBy'] = []): MediaView => ({ ...record, usedBy })

  return {
    async start(): Promise<void> {
      ending = new AbortController()
      await files.start()
      records.clear()
      for (const row of await db.selectFrom('media').selectAll().execute()) records.set(row.sha256, recordOf(row))
      for (const sha256 of await files.unsettled()) await (records.has(sha256) ? files.settle(sha256) : files.takeBack(sha256))
      const there = await Promise.all([...records.keys()].map(files.has))
      missing = there.filter((is) => !is).length
      if (missing > 0) log.error({ missing, folder }, 'Files of the media store are gone: the store and its folder do not belong together.')
      ffmpeg = await ffmpegVersion()
      if (ffmpeg === null) log.warn({}, 'ffmpeg is not installed: films and recordings are refused, pictures are taken. Install it, e.g. with: apt-get install ffmpeg')
    },
    async stop(): Promise<void> {
      ending.abort()
      await inTurn(() => Promise.resolve())
    },
    health(): { ok: boolean; detail: string } {
      if (missing > 0) return { ok: false, detail: `${missing} files of the media store are gone` }
      if (ffmpeg === null) return { ok: false, detail: 'ffmpeg is not installed: films and recordings are refused' }
      return { ok: true, detail: `${records.size} files, ${Math.round(held() / 1024 / 1024)} MiB` }
    },
    /** Takes a file in, or says why not. What is refused, cut off or given up half-way leaves nothing on the disk. */
    async add(upload: Upload): Promise<Outcome<MediaView>> {
      const mine = atWork.get(upload.by) ?? 0
      if (mine >= MOST_EACH || busy() >= MOST_TOGETHER) return refused('media/busy', `${mine >= MOST_EACH ? 'You are' : 'Others are'} sending files already. Wait until they are through, then send this one.`)
      atWork.set(upload.by, mine + 1)
      try {
        const room = await hasRoom()
        if (!room.ok) return room
        const kept = await keep(upload)
        return kept.ok ? accepted(viewOf(kept.value)) : kept
      } catch (error) {
        if (error instanceof AnxingError) return { ok: false, error }
        if (error instanceof Error && 'code' in error && error.code === 'ENOSPC') return refused('media/disk-full', 'The controller\'s disk is full. Tell the administrator.')
        throw error
      } finally {
        atWork.set(upload.by, (atWork.get(upload.by) ?? 1) - 1)
        if (atWork.get(upload.by) === 0) atWork.delete(upload.by)
      }
    },
    /** What is known of a file, or null. */
    record: (sha256: string): MediaRecord | null => records.get(sha256) ?? null,
    async view(sha256: string): Promise<MediaView | null> {
      const record = records.get(sha256)
      return record ? viewOf(record, (await readUses(store, sha256)).get(sha256)) : null
    },
    /** All files, the newest first, with what uses each. */
    async list({ kind, search = '' }: z.infer<typeof MediaQuery>): Promise<MediaView[]> {
      const uses = await readUses(store)
      const wanted = search.trim().toLowerCase()
      return [...records.values()]
        .filter((one) => (kind === undefined || one.kind === kind) && (one.label.toLowerCase().includes(wanted) || one.sha256.startsWith(wanted)))
        .sort((a, b) => (a.at < b.at ? 1 : -1))
        .map((one) => viewOf(one, uses.get(one.sha256)))
    },
    /** Its bytes, all of them or a part. */
    read: (sha256: string, range: Range | null): Readable => readPart(files.pathOf(sha256), range),
    /** Deletes a file that no item names, in none of its versions. */
    async remove(sha256: string): Promise<Outcome<null>> {
      if (!records.has(sha256)) return refused('media/not-found', 'There is no such file.')
      const used = (await readUses(store, sha256)).get(sha256) ?? []
      if (used.length > 0) return refused('media/in-use', `It stays: ${[...new Set(used.map(({ id }) => `"${id}"`))].join(', ')} uses it, now or in a version that can be restored.`)
      await db.deleteFrom('media').where('sha256', '=', sha256).execute()
      records.delete(sha256)
      await files.remove(sha256)
      return accepted(null)
    },
  }
}
export type Media = ReturnType<typeof createMedia>
