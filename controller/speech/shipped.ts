import { readLibrary } from '../../playlists/read.ts'
import type { Line } from '../../protocol/speech.ts'
import { readSite } from '../../site/read.ts'
import { readWayMap } from '../../site/way.ts'
import { linesOf } from './lines.ts'

/** What is said out of the box: the content that comes with the product, and the ways of the demo airport. */
export function shippedLines(): Line[] {
  const library = readLibrary()
  const { site } = readSite()
  const folder = new URL('../../site/', import.meta.url).pathname
  return linesOf({ ...library, guides: [library.guide] }, readWayMap(folder, site))
}
