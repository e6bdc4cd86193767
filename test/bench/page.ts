import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { availableParallelism, cpus, totalmem } from 'node:os'
import * as z from 'zod/mini'
import { CHROMIUM } from '../../tools/chromium.ts'
import type { Figure } from './figure.ts'

const cell = (text: string) => text.replaceAll('|', '\\|')
const chromiumVersion = () => execFileSync(CHROMIUM, ['--version', '--no-sandbox'], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim().split(' ').slice(0, 2).join(' ')

const Kept = z.record(z.string(), z.object({ day: z.string(), figures: z.array(z.object({ what: z.string(), target: z.string(), measured: z.string(), ok: z.nullable(z.boolean()), how: z.string() })) }))
const keptAt = new URL('../../docs/bench.json', import.meta.url)

/**
 * Writes docs/bench.md: what was measured on this machine, what was asked for, and what fell short. Benches that did not run
 * now keep their figures of before (docs/bench.json), with their day. `order`: the names of all benches, as in the table.
 */
export function writePage(measured: ReadonlyMap<string, readonly Figure[]>, order: readonly string[]): void {
  const today = Temporal.Now.plainDateISO('UTC').toString()
  const before = existsSync(keptAt) ? Kept.parse(JSON.parse(readFileSync(keptAt, 'utf8'))) : {}
  const kept = Object.fromEntries(order.flatMap((name) => {
    const figures = measured.get(name)
    const one = figures ? { day: today, figures: [...figures] } : before[name]
    return one ? [[name, one] as const] : []
  }))
  writeFileSync(keptAt, `${JSON.stringify(kept, null, 1)}\n`)
  const figures = Object.values(kept).flatMap(({ day, figures: some }) => some.map((figure) => ({ ...figure, day })))
  const short = figures.filter((figure) => figure.ok === false)
  const text = `# Bench

Made by \`npm run bench\`, which measures everything anew and writes this page; \`npm run bench NAME\` renews the rows of one. Do not edit it by hand.

Measured on a machine that others use, too: ${availableParallelism()} cores (${cpus()[0]?.model ?? 'unknown'}), ${Math.round(totalmem() / 2 ** 30)} GB of memory, Node ${process.versions.node}, ${chromiumVersion()}.
Controller, broker, store, devices and browser all share this one machine. Where a bare time would say more about the machine
than about Anxing, a baseline is measured in the same run, in turns with it, and the figure is their ratio.

| what | target | measured | met | how | day |
|---|---|---|---|---|---|
${figures.map(({ what, target, measured, ok, how, day }) => `| ${[what, target, measured, ok === null ? 'see there' : ok ? 'yes' : '**no**', how, day].map(cell).join(' | ')} |`).join('\n')}

## How to read the fan-out

The devices run the code that runs on a screen, but thousands of them share one core of this machine, and that core also
unpacks every message and acknowledges it. The raw half of a pair does only the latter. What the two halves differ by is
therefore mostly a device's own work on one message (some ten microseconds: order, signature's outcome, version, clock,
decision, telling the face), times the number of devices; a real screen spends it once. The rest is the request itself
(signing in, checking, storing durably, signing twenty sets): some ten milliseconds, whatever the number of screens, which
weighs more the fewer they are. Both halves begin at rest; who else uses the machine during one of them shows in the spread.

## What fell short

${short.length === 0 ? 'Nothing: every target was met in this run.' : short.map(({ what, target, measured }) => `- ${what}: ${measured}. The target is ${target}.`).join('\n')}
`
  writeFileSync(new URL('../../docs/bench.md', import.meta.url), text)
}
