import * as z from 'zod/mini'
import { mediaLimits, type MediaKind } from '../../protocol/api-media.ts'
import { accepted, refused, type Outcome } from '../../protocol/errors.ts'
import type { Container } from './kinds.ts'

const figure = z.optional(z.string())
const Stream = z.object({
  index: z.number(), codec_type: figure, codec_name: figure, profile: z.optional(z.union([z.string(), z.number()])), pix_fmt: figure, width: z.optional(z.number()), height: z.optional(z.number()),
  avg_frame_rate: figure, duration: figure, disposition: z.optional(z.object({ attached_pic: z.optional(z.number()) })),
  side_data_list: z.optional(z.array(z.looseObject({ rotation: z.optional(z.number()) }))),
})
/** What ffprobe says of a file. */
export const Probe = z.object({ streams: z.array(Stream), format: z.object({ duration: figure }) })
export type Probe = z.infer<typeof Probe>

/** A film or a recording that may come in. Streams by their number in the file; `seconds` 0 where the file does not say. */
export type FilmPlan = { kind: Exclude<MediaKind, 'image'>; type: string; format: string; picture: number | null; sound: number | null; width: number; height: number; seconds: number; codecs: string[] }

/** What Chromium plays, by container (chromium.org/audio-video): H.264 in 8 bits and 4:2:0 only, since hardware decoders take no other. */
const pictures = { webm: ['vp8', 'vp9', 'av1'], mp4: ['h264', 'vp9', 'av1'], wav: [], mp3: [], ogg: [] } as const
const sounds = { webm: ['opus', 'vorbis'], mp4: ['aac', 'mp3', 'opus', 'flac'], wav: ['pcm_s16le', 'pcm_u8', 'pcm_s24le', 'pcm_s32le', 'pcm_f32le'], mp3: ['mp3'], ogg: ['opus', 'vorbis'] } as const
const types = { webm: { video: 'video/webm', audio: 'audio/webm' }, mp4: { video: 'video/mp4', audio: 'audio/mp4' }, wav: { video: '', audio: 'audio/wav' }, mp3: { video: '', audio: 'audio/mpeg' }, ogg: { video: '', audio: 'audio/ogg' } } as const

const LEAST_SECONDS = 0.5
/** Encoders end a little late; what an item cannot show is not worth a refusal. */
const OVER_SECONDS = 0.5

const has = (list: readonly string[], name: string | undefined): boolean => name !== undefined && list.includes(name)
const rate = (text: string | undefined): number => {
  const [over = 0, under = 1] = (text ?? '').split('/').map(Number)
  return under > 0 && Number.isFinite(over / under) ? over / under : 0
}
export const secondsOf = ({ format }: Probe): number => {
  const seconds = Number(format.duration)
  return Number.isFinite(seconds) ? seconds : 0
}

/** Whether a screen can play it, and which of its streams are kept: the first picture and the first sound, nothing else. */
export function planFilm(probe: Probe, container: Extract<Container, { kind: 'film' }>): Outcome<FilmPlan> {
  const moving = probe.streams.find((s) => s.codec_type === 'video' && s.disposition?.attached_pic !== 1)
  const sound = probe.streams.find((s) => s.codec_type === 'audio')
  const { name } = container
  if (!moving && !sound) return refused('media/nothing-inside', 'There is neither a picture nor sound in this file. Export it anew as MP4 (H.264 with AAC) or WebM (VP9 with Opus).')
  if (moving?.codec_name === 'hevc') return refused('media/hevc', 'This film is H.265 (HEVC): screens would play its sound and show nothing. Export it as MP4 with H.264, or as WebM with VP9.')
  if (moving && !has(pictures[name], moving.codec_name)) return refused('media/codec', `Screens do not play ${moving.codec_name ?? 'this picture'} in such a file. Export it as MP4 with H.264 and AAC, or as WebM with VP9 and Opus.`)
  if (moving?.codec_name === 'h264' && !/^yuvj?420p$/.test(moving.pix_fmt ?? '')) return refused('media/codec', `This H.264 film has ${moving.pix_fmt ?? 'unusual'} pixels, which screens do not play. Export it with 8 bits and 4:2:0 ("High" profile).`)
  if (sound && !has(sounds[name], sound.codec_name)) return refused('media/codec', `Screens do not play ${sound.codec_name ?? 'this sound'} in such a file. Export films with AAC (MP4) or Opus (WebM), recordings as MP3, WAV, M4A or Ogg Opus.`)
  const kind = moving ? 'video' : 'audio'
  const seconds = secondsOf(probe)
  const { seconds: most } = mediaLimits[kind]
  if (seconds > most + OVER_SECONDS) return refused('media/too-long', `It lasts ${Math.ceil(seconds)} s; an item lasts at most ${most} s. Cut it.`)
  if (seconds > 0 && seconds < LEAST_SECONDS) return refused('media/too-short', 'It lasts less than half a second. Was it cut off?')
  const turned = (moving?.side_data_list ?? []).some(({ rotation }) => rotation !== undefined && Math.abs(rotation) % 180 === 90)
  const [across = 0, down = 0] = turned ? [moving?.height, moving?.width] : [moving?.width, moving?.height]
  if (Math.max(across, down) > mediaLimits.video.side) return refused('media/too-many-pixels', `The film is ${across} by ${down} pixels; at most ${mediaLimits.video.side} either way. Export it smaller.`)
  if (rate(moving?.avg_frame_rate) > mediaLimits.video.fps + 0.5) return refused('media/too-fast', `The film has ${Math.round(rate(moving?.avg_frame_rate))} pictures a second; screens show ${mediaLimits.video.fps}. Export it with at most that.`)
  return accepted({
    kind, type: types[name][kind], format: name === 'mp4' ? 'mp4' : name, picture: moving?.index ?? null, sound: sound?.index ?? null, width: across, height: down, seconds,
    codecs: [moving?.codec_name, sound?.codec_name].flatMap((codec) => codec ?? []),
  })
}

/** What ffmpeg's `ebur128` filter sums up at the end. Below its gate of -70 LUFS there is silence. */
export function readLoudness(said: string): { lufs: number | null; peakDb: number } | null {
  const lufs = [...said.matchAll(/^\s+I:\s+(-?[\d.]+) LUFS/gm)].at(-1)?.[1]
  const peak = [...said.matchAll(/^\s+Peak:\s+(-?[\d.]+|-inf) dBFS/gm)].at(-1)?.[1]
  if (lufs === undefined || peak === undefined) return null
  return { lufs: Number(lufs) <= -70 ? null : Number(lufs), peakDb: peak === '-inf' ? -120 : Number(peak) }
}
