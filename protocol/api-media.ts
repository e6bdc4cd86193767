/** Uploads over HTTP: pictures, films and recordings, what may be sent and what was measured of it. */
import * as z from 'zod/mini'
import { Finding } from './api-review.ts'
import { Count, Id, Instant, Sha256 } from './basics.ts'

export const mediaKinds = ['image', 'video', 'audio'] as const
export type MediaKind = (typeof mediaKinds)[number]

const MiB = 1024 * 1024
/**
 * What may be uploaded: the only place that says it. Bytes as sent; `pixels` of a picture before it is decoded, `side` and `fps` of a
 * film; `seconds` as an item may last. Screens keep every file whole, and hash it before they use it.
 */
export const mediaLimits = {
  image: { bytes: 25 * MiB, pixels: 50_000_000, side: 3_840 },
  video: { bytes: 120 * MiB, seconds: 120, side: 3_840, fps: 60 },
  audio: { bytes: 20 * MiB, seconds: 120 },
} as const
export const MOST_UPLOAD_BYTES = Math.max(...mediaKinds.map((kind) => mediaLimits[kind].bytes))

/** By its content, never by its name: what is taken, and how a file dialog may ask for it. */
export const mediaTypes = {
  image: ['image/png', 'image/jpeg', 'image/webp', 'image/avif'],
  video: ['video/webm', 'video/mp4'],
  audio: ['audio/wav', 'audio/mpeg', 'audio/ogg', 'audio/mp4', 'audio/webm'],
} as const satisfies Record<MediaKind, readonly string[]>

/** What was found out about a file; null where it has no picture, or no sound. */
export const Measured = z.object({
  /** Relative luminance of the picture, 0 to 1, over its area and time: mean, and how far it varies (standard deviation). */
  light: z.nullable(z.object({ mean: z.number(), spread: z.number() })),
  /** A film: the most flashes (general, saturated red) in any second over a tenth of the picture, and when that second ends. */
  flashes: z.nullable(z.object({ general: Count, red: Count, atSeconds: z.number() })),
  /** EBU R128: integrated loudness in LUFS (null: silent throughout), true peak in dB below full scale. */
  sound: z.nullable(z.object({ lufs: z.nullable(z.number()), peakDb: z.number() })),
  codecs: z.array(z.string()),
})
export type Measured = z.infer<typeof Measured>

/** What names a file: a version of an item, or (`version` null) the item as it is live. */
export const MediaUse = z.object({ id: Id, version: z.nullable(Count), state: z.string() })
export type MediaUse = z.infer<typeof MediaUse>

/** A file of the media store, as it was measured when it came. */
export const MediaRecord = z.object({
  sha256: Sha256,
  type: z.string(),
  bytes: Count,
  kind: z.enum(mediaKinds),
  /** Pixels; 0 for a recording. */
  width: Count,
  height: Count,
  /** 0 for a picture. */
  seconds: z.number(),
  /** What it was called where it came from, cleaned; a label for people, never a path. */
  label: z.string(),
  by: z.string(),
  at: Instant,
  measured: Measured,
  findings: z.array(Finding),
})
export type MediaRecord = z.infer<typeof MediaRecord>
export const MediaView = z.object({ ...MediaRecord.shape, usedBy: z.array(MediaUse) })
export type MediaView = z.infer<typeof MediaView>

/** `search`: part of a label or the start of a hash. */
export const MediaQuery = z.object({ kind: z.optional(z.enum(mediaKinds)), search: z.optional(z.string().check(z.maxLength(80))) })
