import { mediaLimits, type Measured } from '../../protocol/api-media.ts'
import { accepted, refused, type Outcome } from '../../protocol/errors.ts'
import { createFlashCounter, FRAME_HEIGHT, FRAME_WIDTH, FRAMES_PER_SECOND } from './flashes.ts'
import type { Container } from './kinds.ts'
import { planFilm, Probe, readLoudness, secondsOf, type FilmPlan } from './probe.ts'
import { run, type Ran } from './run.ts'

const PROBE_MS = 20_000
const COPY_MS = 60_000
/** Two minutes of 4K on a slow core. */
const DECODE_MS = 600_000
/** A film that ends this much before it says is not whole. */
const SHORT_SECONDS = 0.5
const SHORT_SHARE = 0.03

// Files only: a playlist inside a film must not make us fetch anything. The reader is named, so that nothing else is tried.
const quiet = ['-nostdin', '-hide_banner', '-protocol_whitelist', 'file,pipe', '-max_alloc', String(512 * 1024 * 1024)]
const notWhole = () => refused('media/not-whole', 'The file cannot be decoded to its end: it is damaged or was cut off. Export it anew and send it again.')
const tooLong = () => refused('media/took-too-long', 'Looking at this film took too long. Export it smaller, e.g. at 1920 by 1080 pixels.')
const failed = ({ late }: Ran) => (late ? tooLong() : notWhole())

export type FilmDone = { plan: FilmPlan; seconds: number; measured: Measured }

async function probe(path: string, demuxer: string, signal?: AbortSignal): Promise<Probe | null> {
  const ran = await run('ffprobe', ['-v', 'error', '-protocol_whitelist', 'file,pipe', '-f', demuxer, '-show_streams', '-show_format', '-of', 'json', path], { timeoutMs: PROBE_MS, signal })
  if (!ran.ok) return null
  try {
    const parsed = Probe.safeParse(JSON.parse(ran.output))
    return parsed.success ? parsed.data : null
  } catch {
    // Thousands of streams say more than is kept of the answer.
    return null
  }
}

/** Its picture, all of it, on small frames. */
async function watch(path: string, demuxer: string, signal?: AbortSignal): Promise<{ ran: Ran; seen: ReturnType<ReturnType<typeof createFlashCounter>['result']> }> {
  const counter = createFlashCounter()
  const size = FRAME_WIDTH * FRAME_HEIGHT * 3
  const frame = new Uint8Array(size)
  let filled = 0
  const ran = await run('ffmpeg', [...quiet, '-v', 'error', '-xerror', '-threads', '1', '-f', demuxer, '-i', path, '-map', '0:v:0', '-t', String(mediaLimits.video.seconds + 2),
    '-vf', `scale=${FRAME_WIDTH}:${FRAME_HEIGHT}:flags=area,fps=${FRAMES_PER_SECOND}`, '-pix_fmt', 'rgb24', '-f', 'rawvideo', 'pipe:1'], {
    timeoutMs: DECODE_MS, signal,
    onOutput(bytes) {
      for (let from = 0; from < bytes.length;) {
        const part = bytes.subarray(from, from + size - filled)
        frame.set(part, filled)
        from += part.length
        filled = (filled + part.length) % size
        if (filled === 0) counter.frame(frame)
      }
    },
  })
  return { ran, seen: counter.result() }
}

const listen = (path: string, demuxer: string, signal?: AbortSignal): Promise<Ran> =>
  run('ffmpeg', [...quiet, '-nostats', '-v', 'level+info', '-xerror', '-threads', '1', '-f', demuxer, '-i', path, '-map', '0:a:0', '-t', String(mediaLimits.audio.seconds + 2), '-af', 'ebur128=peak=true:framelog=verbose', '-f', 'null', '-'], { timeoutMs: DECODE_MS, signal })

/**
 * Copies one picture and one sound stream into a file of their own, so that nothing else that was hidden in the file comes along (place,
 * owner, chapters, attachments, what follows its end), then decodes the whole of it and measures what it shows and how it sounds.
 */
export async function takeFilm(path: string, out: string, container: Extract<Container, { kind: 'film' }>, signal?: AbortSignal): Promise<Outcome<FilmDone>> {
  const { demuxer } = container
  const first = await probe(path, demuxer, signal)
  if (!first) return notWhole()
  const planned = planFilm(first, container)
  if (!planned.ok) return planned
  const plan = planned.value

  const streams = [plan.picture, plan.sound].flatMap((index) => (index === null ? [] : ['-map', `0:${index}`]))
  const copied = await run('ffmpeg', [...quiet, '-v', 'error', '-xerror', '-f', demuxer, '-i', path, ...streams, '-c', 'copy', '-map_metadata', '-1', '-map_chapters', '-1', '-fflags', '+bitexact', '-flags:v', '+bitexact', '-flags:a', '+bitexact',
    '-fs', String(mediaLimits[plan.kind].bytes * 1.1), ...(plan.format === 'mp4' ? ['-movflags', '+faststart'] : []), ...(plan.format === 'mp3' ? ['-id3v2_version', '0'] : []), '-f', plan.format, '-y', out], { timeoutMs: COPY_MS, signal })
  if (!copied.ok) return failed(copied)
  const second = await probe(out, demuxer, signal)
  if (!second) return notWhole()
  const said = Math.max(plan.seconds, secondsOf(second))

  let light: Measured['light'] = null
  let flashes: Measured['flashes'] = null
  let seconds = secondsOf(second)
  if (plan.picture !== null) {
    const { ran, seen } = await watch(out, demuxer, signal)
    if (!ran.ok || ran.said.trim() !== '') return failed(ran)
    if (seen.seconds < said - Math.max(SHORT_SECONDS, said * SHORT_SHARE)) return notWhole()
    light = seen.light
    flashes = seen.flashes
    seconds = seen.seconds
  }
  let sound: Measured['sound'] = null
  if (plan.sound !== null) {
    const ran = await listen(out, demuxer, signal)
    sound = readLoudness(ran.said)
    if (!ran.ok || /\[(error|fatal)\]/.test(ran.said) || !sound) return failed(ran)
  }
  const checked = planFilm({ ...second, format: { duration: String(seconds) } }, container)
  return checked.ok ? accepted({ plan, seconds: Math.round(seconds * 100) / 100, measured: { light, flashes, sound, codecs: plan.codecs } }) : checked
}

/** The version of ffmpeg that is installed, or null. */
export async function ffmpegVersion(): Promise<string | null> {
  try {
    const answers = await Promise.all(['ffmpeg', 'ffprobe'].map((program) => run(program, ['-version'], { timeoutMs: PROBE_MS })))
    return answers.every(({ ok }) => ok) ? (/version (\S+)/.exec(answers[0]?.output ?? '')?.[1] ?? 'unknown') : null
  } catch {
    return null
  }
}
