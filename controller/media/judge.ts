import type { Finding } from '../../protocol/api-review.ts'
import type { Measured, MediaKind } from '../../protocol/api-media.ts'
import { finding } from '../../protocol/checks/words.ts'
import { FLASH_SHARE, MOST_FLASHES } from './flashes.ts'

const BLANK_SPREAD = 0.004
const DARK_MEAN = 0.006
/** Speech at -23 LUFS (EBU R 128) is what announcements are mixed to; this far from it a listener reaches for the volume. */
const QUIET_LUFS = -33
const LOUD_LUFS = -11
/** Whole numbers end at 0 dB: what was cut off lies there. */
const CUT_OFF_DB = -0.1

/** What speaks against showing a file at all, wherever it is used. */
export function judge(kind: MediaKind, { light, flashes, sound }: Measured): Finding[] {
  const found: Finding[] = []
  if (flashes && Math.max(flashes.general, flashes.red) > MOST_FLASHES) {
    const { general, red, atSeconds } = flashes
    found.push(finding('check/flashing', 'block', '', `It flashes ${Math.max(general, red)} times within the second that ends at ${atSeconds} s, over more than ${FLASH_SHARE * 100} % of the picture; more than ${MOST_FLASHES} can set off a seizure. Slow it down or darken it there.`, { flashes: Math.max(general, red), most: MOST_FLASHES, seconds: atSeconds, red: red > MOST_FLASHES ? 1 : 0 }))
  }
  if (light && kind === 'image' && light.spread < BLANK_SPREAD) found.push(finding('check/blank', 'block', '', 'The picture is one even colour: there is nothing to see.'))
  if (light && kind === 'video' && light.mean < DARK_MEAN) found.push(finding('check/dark', 'warn', '', 'The film is black, or nearly so. Is it the right one?'))
  if (kind === 'audio' && sound?.lufs === null) found.push(finding('check/silent', 'block', '', 'The recording is silent.'))
  if (kind === 'video' && sound?.lufs === null) found.push(finding('check/silent', 'warn', '', 'The film has a sound track, and it is silent.'))
  if (sound && sound.lufs !== null) {
    if (sound.peakDb >= CUT_OFF_DB) found.push(finding('check/clipping', 'warn', '', `Its loudest parts are cut off (true peak ${sound.peakDb} dB): it will crackle. Record it at a lower level.`, { peak: sound.peakDb }))
    if (sound.lufs < QUIET_LUFS) found.push(finding('check/quiet', 'warn', '', `It is very quiet (${sound.lufs} LUFS; speech is mixed to -23).`, { lufs: sound.lufs }))
    if (sound.lufs > LOUD_LUFS) found.push(finding('check/loud', 'warn', '', `It is very loud (${sound.lufs} LUFS; speech is mixed to -23).`, { lufs: sound.lufs }))
  }
  return found
}
