import { spawn } from 'node:child_process'
import { constants, setPriority } from 'node:os'

export type RunOptions = {
  /** It is ended by force after so long. */
  timeoutMs: number
  /** Takes its output as it comes. */
  onOutput?: (bytes: Buffer) => void
  signal?: AbortSignal | undefined
}
/** How a program ended, with the end of what it said on its error stream. `late`: it took too long. */
export type Ran = { ok: boolean; said: string; output: string; late: boolean }

const MOST_SAID = 64 * 1024

/**
 * Runs a program that reads files from outside: in a process of its own with nothing of our environment, at the lowest
 * priority, for a limited time. Rejects where it cannot be started (`ENOENT`: it is not installed).
 */
export function run(program: string, args: readonly string[], { timeoutMs, onOutput, signal }: RunOptions): Promise<Ran> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'pipe'], env: { PATH: process.env['PATH'] ?? '/usr/bin', LC_ALL: 'C' }, ...(signal ? { signal, killSignal: 'SIGKILL' as const } : {}) })
    let said = ''
    let output = ''
    let late = false
    const timer = setTimeout(() => {
      late = true
      child.kill('SIGKILL')
    }, timeoutMs)
    child.once('spawn', () => {
      try {
        if (child.pid !== undefined) setPriority(child.pid, constants.priority.PRIORITY_LOW)
      } catch {
        // It has ended already.
      }
    })
    child.stderr.setEncoding('utf8').on('data', (text: string) => { said = (said + text).slice(-MOST_SAID) })
    child.stdout.on('data', (bytes: Buffer) => {
      if (onOutput) onOutput(bytes)
      else if (output.length < 16 * MOST_SAID) output += bytes.toString('utf8')
    })
    child.once('error', (error) => {
      clearTimeout(timer)
      reject(error)
    })
    child.once('close', (code) => {
      clearTimeout(timer)
      resolve({ ok: code === 0, said, output, late })
    })
  })
}
