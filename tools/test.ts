/** `npm test`: the checks, the build, then every test on real parts. The last line is `N passed, N failed`. */
import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ensureSystem } from './system.ts'

type Report = { numPassedTests: number; numFailedTests: number; numPendingTests: number; numFailedTestSuites: number; success: boolean }

const root = new URL('..', import.meta.url).pathname
const run = (command: string, args: string[]) => spawnSync(command, args, { cwd: root, stdio: ['ignore', 'inherit', 'inherit'] }).status === 0
/** A script of package.json beside others: what it says comes in one piece when it is done. */
async function script(name: string): Promise<void> {
  const child = spawn('npm', ['run', '--silent', name], { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] })
  let said = ''
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (text: string) => { said += text })
  const [status] = await once(child, 'close') as [number | null]
  process.stdout.write(said)
  count(`npm run ${name}`, status === 0)
}

let passed = 0
let failed = 0
const count = (what: string, good: boolean) => {
  if (good) passed += 1
  else {
    failed += 1
    console.error(`FAILED: ${what}`)
  }
}

// All that `npm run check` does, and the build, on the threads that there are; the machine gets what it lacks meanwhile.
const [absent] = await Promise.all([ensureSystem(), ...['check:types', 'check:lint', 'check:rooms', 'check:unused', 'build'].map(script)])
for (const sentence of absent) console.error(sentence)
if (absent.length > 0) {
  console.log(`${passed} passed, ${failed + absent.length} failed`)
  process.exit(1)
}

const folder = mkdtempSync(join(tmpdir(), 'anxing-test-'))
const file = join(folder, 'report.json')
const good = run('vitest', ['run', '--config', 'test/vitest.config.ts', '--reporter=default', '--reporter=json', `--outputFile.json=${file}`, ...process.argv.slice(2)])
try {
  const report = JSON.parse(readFileSync(file, 'utf8')) as Report
  passed += report.numPassedTests
  failed += report.numFailedTests + report.numPendingTests
  // A file that does not load has no tests to fail; it still failed.
  if (!good && report.numFailedTests + report.numPendingTests === 0) failed += Math.max(1, report.numFailedTestSuites)
} catch {
  failed += 1
}
rmSync(folder, { recursive: true, force: true })
console.log(`${passed} passed, ${failed} failed`)
process.exit(failed === 0 ? 0 : 1)
