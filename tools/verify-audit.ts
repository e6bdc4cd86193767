/**
 * `node tools/verify-audit.ts FILE [--noted SEQ:HASH]... [--checkpoints FILE]`: follows the chain of an exported audit log, without
 * the database and without the controller. Ends with 0 where every entry is as it was written, with 1 where one is not, with 2
 * where it cannot tell. `--noted`: a head that somebody wrote down; `--checkpoints`: the controller's own `audit-checkpoints.log`.
 */
import { createReadStream } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { createInterface } from 'node:readline'
import { parseArgs } from 'node:util'
import { rowOf } from '../controller/audit/acts.ts'
import { endOfChain, follow, readCheckpoints, startOfChain } from '../controller/audit/chain.ts'
import { AuditEntry, type AuditFault } from '../protocol/api-audit.ts'

const words: Record<AuditFault, string> = {
  altered: 'is not what was written: its hash does not fit what it says',
  missing: 'is missing',
  unlinked: 'does not follow the one before it',
  cut: 'is not the one that was seen before under this number: the log was cut there, or written anew',
}

function give(code: number, sentence: string): never {
  (code === 0 ? console.log : console.error)(sentence)
  process.exit(code)
}

const { values: { noted, checkpoints }, positionals: [file] } = parseArgs({ allowPositionals: true, options: { noted: { type: 'string', multiple: true, default: [] }, checkpoints: { type: 'string' } } })
if (file === undefined) give(2, 'Name the exported log: node tools/verify-audit.ts anxing-audit.ndjson [--noted SEQ:HASH] [--checkpoints audit-checkpoints.log]')

const unread = (error: unknown) => give(2, `It cannot be read: ${error instanceof Error ? error.message : String(error)}`)
const seen = readCheckpoints([...noted, checkpoints === undefined ? '' : await readFile(checkpoints, 'utf8').catch(unread)].join('\n'))
let walk = startOfChain
let line = 0
try {
  for await (const text of createInterface({ input: createReadStream(file), crlfDelay: Infinity })) {
    line += 1
    if (text === '') continue
    walk = follow(walk, [rowOf(AuditEntry.parse(JSON.parse(text)))], seen)
    if (walk.fault) break
  }
} catch (error) {
  if (error instanceof SyntaxError || (error instanceof Error && error.name.includes('Zod'))) give(1, `Line ${line} is no entry of the log.`)
  unread(error)
}
const { seq, hash, fault } = endOfChain(walk, seen)
if (fault) give(1, `Entry ${fault.seq} ${words[fault.what]}. Up to entry ${seq} all is as it was written.`)
give(0, `${seq} entries, each as it was written. Head: ${seq}:${hash}${seen.size > 0 ? ` (${seen.size} heads seen before fit, too)` : ''}`)
