import * as z from 'zod/mini'

/** Lower-case words with digits, dashes or underscores: fit for a topic level, a URL and a file name. */
export const Id = z.string().check(z.regex(/^[a-z0-9][a-z0-9_-]{0,63}$/))

/** An instant as an ISO 8601 string in UTC, as `Temporal.Instant.prototype.toString` writes it. */
export const Instant = z.string().check(z.regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d{1,9})?Z$/))

/** A day at the site, `YYYY-MM-DD`. */
export const Day = z.string().check(z.regex(/^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/))

/** A wall-clock time at the site, `HH:MM` or `HH:MM:SS`. */
export const WallTime = z.string().check(z.regex(/^([01]\d|2[0-3]):[0-5]\d(:[0-5]\d)?$/))

export const Sha256 = z.string().check(z.regex(/^[0-9a-f]{64}$/))

/** A BCP 47 tag: `zh-CN`, `en`, `ko`; for a dialect without a code of its own, with private use: `zh-x-jinan`. */
export const Language = z.string().check(z.regex(/^[a-z]{2,3}(-[A-Za-z0-9]{1,8})*$/))

/** A whole number from 0 that survives JSON. */
export const Count = z.number().check(z.int(), z.minimum(0))

/**
 * One text in several languages. Chinese and English always; more languages are more keys.
 * In headlines `|` marks where a line may break by sense.
 */
export const Text = z.catchall(
  z.object({ 'zh-CN': z.string().check(z.minLength(1)), en: z.string().check(z.minLength(1)) }),
  z.string(),
)
export type Text = z.infer<typeof Text>

/** The text in `language`, else its base language, else Chinese. */
export function pickText(text: Text, language: string): string {
  return text[language] ?? text[language.split('-')[0] ?? ''] ?? text['zh-CN']
}

/** Half-open stretch of quiet wall-clock time; may cross midnight. */
export const QuietHours = z.object({ from: WallTime, until: WallTime })
export type QuietHours = z.infer<typeof QuietHours>

/** In this stretch of wall-clock time (half-open, may cross midnight) nothing is louder than `volume`, 0 to 1. */
export const VolumeHours = z.object({ from: WallTime, until: WallTime, volume: z.number().check(z.minimum(0), z.maximum(1)) })
export type VolumeHours = z.infer<typeof VolumeHours>
