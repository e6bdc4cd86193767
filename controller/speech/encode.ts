import { accepted, refused, type Outcome } from '../../protocol/errors.ts'
import { envelopeOf } from '../../protocol/speech.ts'
import { readLoudness } from '../media/probe.ts'
import { run } from '../media/run.ts'

const ENCODE_MS = 60_000
/** As announcements are mixed (EBU R 128), so that recordings and voices follow one another at one loudness. */
const LUFS = -23
const PEAK_DB = -1.5
/** Speech, mono: at 16 kbit/s a second is 2 kB. */
const opus = ['-ac', '1', '-ar', '24000', '-c:a', 'libopus', '-application', 'voip', '-b:a', '16k', '-vbr', 'on', '-frame_duration', '60']
const same = ['-map_metadata', '-1', '-fflags', '+bitexact', '-flags:a', '+bitexact']
const quiet = ['-nostdin', '-hide_banner', '-protocol_whitelist', 'file,pipe']
const ENVELOPE_SAMPLES = 8_000

/** How much louder or softer, in dB, so that a clip is as loud as the others without its peaks being cut. Pure. */
export function gainFor({ lufs, peakDb }: { lufs: number; peakDb: number }): number {
  return Math.round(Math.min(LUFS - lufs, PEAK_DB - peakDb) * 100) / 100
}

/** The loudness of a sound file; a refusal where ffmpeg cannot read it or it is silent. */
async function listen(path: string): Promise<Outcome<{ lufs: number; peakDb: number }>> {
  const ran = await run('ffmpeg', [...quiet, '-nostats', '-i', path, '-map', '0:a:0', '-af', 'ebur128=peak=true:framelog=verbose', '-f', 'null', '-'], { timeoutMs: ENCODE_MS })
  const heard = readLoudness(ran.said)
  if (!ran.ok || !heard) return refused('speech/unreadable', `ffmpeg cannot read ${path}: ${ran.said.trim().split('\n').at(-1) ?? ''}`)
  return heard.lufs === null ? refused('speech/silent', `${path} is silent.`) : accepted({ lufs: heard.lufs, peakDb: heard.peakDb })
}

/** Writes a sound file anew as a small mono Ogg Opus, at the common loudness, without silence at its ends. Answers with its length and envelope. */
export async function encode(from: string, to: string): Promise<Outcome<{ seconds: number; envelope: string }>> {
  const heard = await listen(from)
  if (!heard.ok) return heard
  const trim = 'silenceremove=start_periods=1:start_threshold=-50dB:start_silence=0.03'
  const filters = [trim, 'areverse', trim, 'areverse', `volume=${gainFor(heard.value)}dB`, 'apad=pad_dur=0.08'].join(',')
  const ran = await run('ffmpeg', [...quiet, '-v', 'error', '-i', from, '-map', '0:a:0', '-af', filters, ...opus, ...same, '-f', 'ogg', '-y', to], { timeoutMs: ENCODE_MS })
  if (!ran.ok) return refused('speech/unreadable', `ffmpeg could not write ${to}: ${ran.said.trim().split('\n').at(-1) ?? ''}`)
  return measure(to)
}

/** A clip's length and envelope, from what is heard of it. */
async function measure(path: string): Promise<Outcome<{ seconds: number; envelope: string }>> {
  const parts: Buffer[] = []
  const ran = await run('ffmpeg', [...quiet, '-v', 'error', '-i', path, '-map', '0:a:0', '-ac', '1', '-ar', String(ENVELOPE_SAMPLES), '-f', 's16le', 'pipe:1'], { timeoutMs: ENCODE_MS, onOutput: (bytes) => void parts.push(bytes) })
  if (!ran.ok) return refused('speech/unreadable', `ffmpeg cannot read ${path} back.`)
  const bytes = Buffer.concat(parts)
  const samples = Float32Array.from({ length: Math.floor(bytes.length / 2) }, (_, i) => bytes.readInt16LE(i * 2) / 32_768)
  return accepted({ seconds: Math.round((samples.length / ENVELOPE_SAMPLES) * 100) / 100, envelope: envelopeOf(samples, ENVELOPE_SAMPLES) })
}
