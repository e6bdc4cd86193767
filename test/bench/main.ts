/**
 * `npm run bench [name ...]`: measures every figure, or those of the benches named, and writes them to docs/bench.md where they ran in full. To look at one thing quickly:
 * numbers are sizes for fan-out, `pairs=5` makes its series shorter, `seconds=10` the sustained ingest.
 */
import { benchCall } from './call.ts'
import { benchColdStart } from './cold-start.ts'
import { benchConsoleTimeline } from './console-timeline.ts'
import { benchConsoleMap } from './console-map.ts'
import { benchFanOut } from './fan-out.ts'
import type { Figure } from './figure.ts'
import { benchIngest } from './ingest.ts'
import { benchInStep } from './in-step.ts'
import { benchOutlook } from './outlook.ts'
import { writePage } from './page.ts'
import { benchPlan } from './plan.ts'
import { benchScriptSize } from './script-size.ts'
import { benchWall } from './wall.ts'
import { within } from './within.ts'

const words = process.argv.slice(2)
const setting = (name: string, usual: number) => Number(words.find((word) => word.startsWith(`${name}=`))?.split('=')[1] ?? usual)
const sizes = words.filter((word) => /^\d+$/.test(word)).map(Number)
const names = words.filter((word) => /^[a-z-]+$/.test(word))

/** In the order of the table; with how many seconds it may take at the longest. */
const benches: Record<string, { run: () => Promise<Figure[]>; seconds: number }> = {
  'fan-out': { run: () => benchFanOut({ pairs: setting('pairs', 20), ...(sizes.length > 0 ? { sizes } : {}) }), seconds: 900 },
  wall: { run: benchWall, seconds: 180 },
  call: { run: benchCall, seconds: 400 },
  ingest: { run: () => benchIngest({ seconds: setting('seconds', 60) }), seconds: 600 },
  'in-step': { run: benchInStep, seconds: 240 },
  'cold-start': { run: benchColdStart, seconds: 240 },
  plan: { run: benchPlan, seconds: 180 },
  'console-timeline': { run: benchConsoleTimeline, seconds: 300 },
  outlook: { run: benchOutlook, seconds: 180 },
  'console-map': { run: benchConsoleMap, seconds: 300 },
  'script-size': { run: benchScriptSize, seconds: 120 },
  soak: {
    seconds: 1,
    run: async () => [{ what: 'Events lost or counted twice, over 20 kills of broker and controller at random moments', target: '0', measured: 'not measured here: `npm run soak`', ok: null, how: '`test/broker/soak.ts`; three rounds of it run with every `npm test` (`test/broker/kill.test.ts`)' }],
  },
}

const unknown = names.filter((name) => !(name in benches))
if (unknown.length > 0) {
  console.error(`There is no bench ${unknown.join(', ')}. There are: ${Object.keys(benches).join(', ')}.`)
  process.exit(2)
}
const begunMs = performance.now()
const measured = new Map<string, Figure[]>()
let failed = false
for (const [name, { run, seconds }] of Object.entries(benches)) {
  if (names.length > 0 && !names.includes(name)) continue
  console.log(`${name} ...`)
  try {
    const figures = await within(seconds, name, run())
    measured.set(name, figures)
    for (const figure of figures) {
      console.log(`  ${figure.ok === null ? ' ' : figure.ok ? '+' : '-'} ${figure.what}: ${figure.measured} (target: ${figure.target})`)
    }
  } catch (error) {
    failed = true
    console.error(`  ! ${name} could not be measured: ${error instanceof Error ? error.message : String(error)}`)
  }
}
const minutes = (performance.now() - begunMs) / 60_000
/** A shortened run is a look, not a figure. */
const isWhole = words.length === names.length && !failed
if (isWhole) writePage(measured, Object.keys(benches))
console.log(`${minutes.toFixed(1)} minutes${isWhole ? ', docs/bench.md written' : ''}`)
process.exit(failed ? 1 : 0)
