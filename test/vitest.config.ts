import { statfsSync } from 'node:fs'
import { defineConfig } from 'vitest/config'

/**
 * Every test's folders lie in memory where there is room for them: stores wait for the disk at each write, and hundreds of them
 * are made here. What is killed in tests is a process, never the machine.
 */
function inMemory(folder: string, leastBytes: number): void {
  try {
    const { bavail, bsize } = statfsSync(folder)
    if (bavail * bsize >= leastBytes) process.env['TMPDIR'] ??= folder
  } catch { /* It is not there: /tmp then. */ }
}
inMemory('/dev/shm', 4 * 1024 ** 3)

/** The folder says what is real. Whatever starts servers takes free ports and folders of its own, so that files run beside each other. */
const room = (name: string, timeoutSeconds: number) => ({
  test: {
    name,
    root: new URL('..', import.meta.url).pathname,
    include: [`test/${name}/**/*.test.ts`],
    testTimeout: timeoutSeconds * 1000,
    hookTimeout: Math.max(60, timeoutSeconds) * 1000,
    // As with `until`: the bound is for what is broken, not for what is slow.
    expect: { poll: { timeout: 60_000, interval: 50 } },
  },
})

export default defineConfig({
  // Three at a time: each brings a controller and often a browser, which is a handful of processes. A CI machine has two cores; while two files
  // keep them busy, the third fills the fifth of the time in which those wait for something.
  // Files share what they have read: none of it is changed by a test, and reading it anew for each costs a minute.
  test: { maxWorkers: 3, isolate: false, projects: [room('unit', 120), room('contract', 120), room('broker', 180), room('browser', 180)] },
})
