import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { AnxingError } from '../../protocol/errors.ts'

/**
 * Keeps a second controller out of a data folder. The hold is a lock of the operating system, which goes with the process,
 * however it ends: nothing is left to clear away after a power cut.
 * @throws AnxingError `store/in-use` where somebody else holds the folder.
 */
export function holdFolder(folder: string): { release(): void } {
  mkdirSync(folder, { recursive: true })
  const lock = new DatabaseSync(join(folder, 'in-use.lock'))
  try {
    lock.exec('PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE')
  } catch (cause) {
    lock.close()
    throw new AnxingError('store/in-use', `Another controller uses this folder (${cause instanceof Error ? cause.message : String(cause)}). Stop it, or set ANXING_DATA to a folder of its own.`, folder)
  }
  return { release: () => lock.close() }
}
