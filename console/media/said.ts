import type { MediaRecord } from '../../protocol/api-media.ts'
import type { UiLanguage } from '../strings/index.ts'
import { words } from './words.ts'

const types: Record<string, string> = {
  'image/png': 'PNG', 'image/jpeg': 'JPEG', 'image/webp': 'WebP', 'video/webm': 'WebM', 'video/mp4': 'MP4',
  'audio/wav': 'WAV', 'audio/mpeg': 'MP3', 'audio/ogg': 'Ogg', 'audio/mp4': 'M4A', 'audio/webm': 'WebM',
}

/** `340 kB`, `12.4 MB`. */
export function size(bytes: number, language: UiLanguage): string {
  const [value, unit] = bytes < 1e6 ? [bytes / 1e3, 'kilobyte'] : [bytes / 1e6, 'megabyte']
  return new Intl.NumberFormat(language, { style: 'unit', unit, maximumFractionDigits: value < 10 ? 1 : 0 }).format(value)
}

/** `0:12`, `1:05`. */
export const length = (seconds: number): string => `${Math.floor(seconds / 60)}:${String(Math.round(seconds) % 60).padStart(2, '0')}`

/** What was measured of a file, shortest first, for a line of its own. */
export function measurements({ type, bytes, kind, width, height, seconds, measured }: MediaRecord, language: UiLanguage): string[] {
  const t = words[language]
  const { flashes, sound } = measured
  return [
    ...(kind === 'audio' ? [] : [`${width} × ${height}`]),
    ...(kind === 'image' ? [] : [length(seconds)]),
    types[type] ?? type, size(bytes, language),
    ...(flashes ? [t.calm(Math.max(flashes.general, flashes.red))] : []),
    ...(sound ? [sound.lufs === null ? t.silent : t.loudness(sound.lufs)] : kind === 'video' ? [t.noSound] : []),
  ]
}
