import { createHash, randomBytes } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { mkdir, open, readdir, rename, rm, stat, statfs, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { Readable } from 'node:stream'
import { AnxingError } from '../../protocol/errors.ts'
import type { Range } from './range.ts'

/** Written to the disk itself, not only to its cache: after a power cut it is there whole, or not at all. */
async function flush(path: string): Promise<void> {
  const handle = await open(path, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}

async function hashOf(path: string): Promise<string> {
  const hash = createHash('sha256')
  for await (const chunk of createReadStream(path)) hash.update(chunk as Buffer)
  return hash.digest('hex')
}

/** A file's bytes, all of them or a part. */
export const readPart = (path: string, range: Range | null): Readable => createReadStream(path, range ? { start: range.from, end: range.until } : {})

/**
 * Files by their hash below `folder`/media: `ab/<sha256>`. What comes in is written beside them under a name of our own and
 * moved when it is whole; names from outside never become paths.
 */
export function createFiles(folder: string) {
  const home = join(folder, 'media')
  const incoming = join(home, 'incoming')
  /** Names of files that have been moved to their place while their row is not yet known to be written. */
  const unsure = join(home, 'unsettled')
  const pathOf = (sha256: string): string => join(home, sha256.slice(0, 2), sha256)
  const has = (sha256: string): Promise<boolean> => stat(pathOf(sha256)).then((found) => found.isFile(), () => false)

  return {
    pathOf,
    /** Makes the folders and clears away what an earlier run left half done. */
    async start(): Promise<void> {
      await rm(incoming, { recursive: true, force: true })
      await mkdir(incoming, { recursive: true })
      await mkdir(unsure, { recursive: true })
    },
    /** A folder for one upload's work; `drop` takes it away with all that is in it. */
    async workplace(): Promise<{ path(name: string): string; drop(): Promise<void> }> {
      const place = join(incoming, randomBytes(12).toString('hex'))
      await mkdir(place)
      return { path: (name) => join(place, name), drop: () => rm(place, { recursive: true, force: true }) }
    },
    /** Writes what comes to a new file, at most `most` bytes. @throws AnxingError `media/too-large` as soon as there are more. */
    async receive(stream: Readable, path: string, most: number): Promise<number> {
      const file = await open(path, 'wx')
      let bytes = 0
      try {
        for await (const chunk of stream) {
          const part = chunk as Buffer
          bytes += part.length
          if (bytes > most) throw new AnxingError('media/too-large', `The file is larger than ${Math.floor(most / 1024 / 1024)} MiB. Send a smaller one.`)
          await file.write(part)
        }
      } finally {
        await file.close()
      }
      return bytes
    },
    /** Moves a whole file to its place; where it is new there, it is unsettled until `settle` or `takeBack`. */
    async keep(path: string): Promise<{ sha256: string; bytes: number }> {
      const sha256 = await hashOf(path)
      const { size } = await stat(path)
      const place = pathOf(sha256)
      await mkdir(dirname(place), { recursive: true })
      await flush(path)
      if (!(await has(sha256))) {
        await writeFile(join(unsure, sha256), '')
        await flush(unsure)
      }
      await rename(path, place)
      await flush(dirname(place))
      return { sha256, bytes: size }
    },
    /** Files of which a crash may have left no row. Others without one are left alone: a store that is restored may name them. */
    unsettled: (): Promise<string[]> => readdir(unsure),
    /** Its row is written. */
    settle: (sha256: string): Promise<void> => rm(join(unsure, sha256), { force: true }),
    /** Removes a file that is unsettled, and no other. */
    async takeBack(sha256: string): Promise<void> {
      if (!(await stat(join(unsure, sha256)).then(() => true, () => false))) return
      await rm(pathOf(sha256), { force: true })
      await rm(join(unsure, sha256), { force: true })
    },
    remove: (sha256: string): Promise<void> => rm(pathOf(sha256), { force: true }),
    has,
    /** Bytes that are free on the disk. */
    async free(): Promise<number> {
      const { bavail, bsize } = await statfs(home)
      return bavail * bsize
    },
  }
}
