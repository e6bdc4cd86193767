import type { MediaKind, MediaRecord } from '../api-media.ts'
import type { Finding } from '../api-review.ts'
import { mediaOf, type Cue, type Item, type MediaRef } from '../content.ts'
import { aloudSeconds } from '../reading.ts'
import { finding } from './words.ts'

/** What is known of a file of the media store, or null. */
export type MediaFacts = (sha256: string) => MediaRecord | null
type Pixels = { widthPx: number; heightPx: number }

/** Enlarged beyond this a picture looks soft; beyond that, broken. */
const SOFT = 1.5
const BROKEN = 2.5
const LEAST_CUE_SECONDS = 1
const languages = ['zh-CN', 'en'] as const

/**
 * The window that the faces give a picture, in pixels of the panel (Sheet.svelte): it never lies under words, these stand on the
 * family's grounds, whose contrast is measured once for all. So what is left to check of a picture is that it is sharp.
 */
export function pictureWindow({ widthPx, heightPx }: Pixels): { width: number; height: number } {
  const unit = Math.min(widthPx, heightPx) / 1080
  const stage = heightPx - (widthPx < heightPx ? 224 : 136) * unit
  if (widthPx < heightPx) return { width: widthPx, height: stage * 0.52 - 300 * unit }
  return widthPx / heightPx >= 2.5 ? { width: stage * 1.25, height: stage - 168 * unit } : { width: widthPx * 0.42, height: stage * 0.56 }
}
/** A film is shown whole. */
const filmScale = ({ widthPx, heightPx }: Pixels, { width, height }: { width: number; height: number }): number => Math.min(widthPx / width, heightPx / height)
const pictureScale = (panel: Pixels, { width, height }: { width: number; height: number }): number => {
  const window = pictureWindow(panel)
  return Math.max(window.width / width, window.height / height)
}

function checkSharp(path: string, record: MediaRecord, panels: readonly { id: string; panel: Pixels }[]): Finding[] {
  const scaleOn = record.kind === 'video' ? filmScale : pictureScale
  const [worst] = panels.map(({ id, panel }) => ({ id, scale: scaleOn(panel, record) })).sort((a, b) => b.scale - a.scale)
  if (!worst || worst.scale <= SOFT) return []
  const needed = { width: Math.ceil(record.width * worst.scale), height: Math.ceil(record.height * worst.scale) }
  return [finding('check/few-pixels', worst.scale > BROKEN ? 'block' : 'warn', path, `It has ${record.width} by ${record.height} pixels and is enlarged ${worst.scale.toFixed(1)} times on ${worst.id}: it looks ${worst.scale > BROKEN ? 'broken' : 'soft'}. Send one of about ${needed.width} by ${needed.height}.`,
    { device: worst.id, width: record.width, height: record.height, scale: worst.scale.toFixed(1), neededWidth: needed.width, neededHeight: needed.height })]
}

function checkFile(path: string, ref: MediaRef, wanted: MediaKind, facts: MediaFacts): { record: MediaRecord | null; found: Finding[] } {
  const record = facts(ref.sha256)
  if (!record) return { record, found: [finding('check/no-file', 'block', path, 'This file is not in the media store. Choose or send it again.')] }
  if (record.kind !== wanted || record.type !== ref.type || record.bytes !== ref.bytes) return { record: null, found: [finding('check/other-file', 'block', path, `The file is ${record.type}, which does not belong here. Choose another.`, { type: record.type })] }
  return { record, found: record.findings.map((one) => ({ ...one, path })) }
}

/** Captions in time: in order, within the film, and each there long enough to be read in both languages. */
export function checkCues(cues: readonly Cue[], filmSeconds: number): Finding[] {
  return cues.flatMap(({ from, until, text }, i) => {
    const path = `cues.${i}`
    const before = cues[i - 1]
    const seconds = until - from
    if (seconds < LEAST_CUE_SECONDS) return [finding('check/cue-short', 'block', path, `The caption stands for ${seconds.toFixed(1)} s: nobody reads that. Give it at least ${LEAST_CUE_SECONDS} s.`, { seconds: seconds.toFixed(1), least: LEAST_CUE_SECONDS })]
    if (before && from < before.until) return [finding('check/cue-order', 'block', path, `The caption begins at ${from} s, before the one above it ends.`, { seconds: from })]
    if (until > filmSeconds + 0.5) return [finding('check/cue-late', 'block', path, `The caption ends at ${until} s; the film lasts ${filmSeconds} s.`, { seconds: until, film: filmSeconds })]
    return languages.flatMap((language) => {
      const needed = aloudSeconds([text[language]], language)
      return needed <= seconds ? [] : [finding('check/cue-fast', needed > seconds * 1.5 ? 'block' : 'warn', `${path}.text.${language}`, `Reading it aloud takes ${needed.toFixed(1)} s, it stands for ${seconds.toFixed(1)} s.`, { needed: needed.toFixed(1), seconds: seconds.toFixed(1) })]
    })
  })
}

function checkFilm(item: Extract<Item, { kind: 'video' }>, { seconds, measured }: MediaRecord): Finding[] {
  const found = checkCues(item.cues ?? [], seconds)
  const { cues = [], captions } = item
  // Always, also where it is mute: most screens are silent most of the time, and some readers do not hear.
  if (cues.length === 0 && captions.length === 0) found.push(finding('check/no-captions', 'block', 'cues', 'The film has no captions. Screens are mostly silent: say in both languages what it tells.'))
  else if (cues.length === 0 && measured.sound?.lufs != null) found.push(finding('check/captions-untimed', 'warn', 'cues', 'The film has sound, and its captions have no times: they will not match what is said.'))
  if (seconds > item.seconds + 0.5) found.push(finding('check/film-cut', 'warn', 'seconds', `The film lasts ${seconds} s and is shown for ${item.seconds} s: its end is never seen.`, { film: seconds, seconds: item.seconds }))
  if (seconds < item.seconds - 2) found.push(finding('check/film-ends', 'warn', 'seconds', `The film lasts ${seconds} s and is shown for ${item.seconds} s: its last picture stands still.`, { film: seconds, seconds: item.seconds }))
  return found
}

function checkSound(item: Item, records: readonly (MediaRecord | null)[]): Finding[] {
  const sound = item.sound ?? []
  const found = sound.flatMap(({ language }, i) => (sound.findIndex((one) => one.language === language) === i ? [] : [finding('check/sound-twice', 'block', `sound.${i}.language`, `There are two recordings in ${language}.`, { language })]))
  if (sound.length > 0) {
    for (const language of languages) if (!sound.some((one) => one.language === language)) found.push(finding('check/sound-one-language', 'warn', 'sound', `There is no recording in ${language}: who reads only that hears nothing.`, { language }))
  }
  // A dialect is heard in place of Mandarin: of all that a place may hear, the longest counts.
  const lasts = (is: (language: string) => boolean): number[] => sound.map(({ language }, i) => (is(language) ? (records[i]?.seconds ?? 0) : 0))
  const isPlain = (language: string): boolean => languages.some((one) => one === language)
  const seconds = lasts((language) => isPlain(language) && language !== 'zh-CN').reduce((sum, one) => sum + one, 0) + Math.max(...lasts((language) => language === 'zh-CN' || !isPlain(language)))
  if (seconds > item.seconds) found.push(finding('check/sound-long', 'block', 'sound', `The recordings last ${seconds.toFixed(1)} s one after another, the item ${item.seconds} s: they would be cut off.`, { sound: seconds.toFixed(1), seconds: item.seconds }))
  return found
}

/** Everything that speaks against an item's pictures, film and recordings. `panels`: the screens that may show it. */
export function checkMedia(item: Item, panels: readonly { id: string; panel: Pixels }[], facts: MediaFacts): Finding[] {
  const looked = mediaOf(item).map(({ path, media }) => ({ path, ...checkFile(path, media, path === 'media' ? 'video' : path.startsWith('sound') ? 'audio' : 'image', facts) }))
  const found = looked.flatMap((one) => [...one.found, ...(one.record && one.record.kind !== 'audio' ? checkSharp(one.path, one.record, panels) : [])])
  const film = looked.find(({ path }) => path === 'media')?.record
  if (item.kind === 'video' && film) found.push(...checkFilm(item, film))
  if (item.sound) found.push(...checkSound(item, looked.filter(({ path }) => path.startsWith('sound')).map(({ record }) => record)))
  return found
}
