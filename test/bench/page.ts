import { execFileSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { availableParallelism, cpus, totalmem } from 'node:os'
import type { Figure } from './figure.ts'

const cell = (text: string) => text.replaceAll('|', '\\|')
const chromiumVersion = () => execFileSync('/usr/bin/chromium', ['--version', '--no-sandbox'], { encoding: 'utf8' }).trim().split(' ').slice(0, 2).join(' ')

/** Writes docs/bench.md: what was measured on this machine, what was asked for, and what fell short. */
export function writePage(figures: readonly Figure[], minutes: number): void {
  const short = figures.filter((figure) => figure.ok === false)
  const day = Temporal.Now.plainDateISO('UTC').toString()
  const text = `# Bench

Made by \`npm run bench\`, which measures everything anew and writes this page. Do not edit it by hand.

Measured on ${day} in ${minutes.toFixed(0)} minutes: ${availableParallelism()} cores (${cpus()[0]?.model ?? 'unknown'}), ${Math.round(totalmem() / 2 ** 30)} GB of memory, Node ${process.versions.node}, ${chromiumVersion()}.
Controller, broker, store, devices and browser all share this one machine. Where a bare time would say more about the machine
than about Anxing, a baseline is measured in the same run, in turns with it, and the figure is their ratio.

| what | target | measured | met | how |
|---|---|---|---|---|
${figures.map(({ what, target, measured, ok, how }) => `| ${[what, target, measured, ok === null ? 'see there' : ok ? 'yes' : '**no**', how].map(cell).join(' | ')} |`).join('\n')}

## What fell short

${short.length === 0 ? 'Nothing: every target was met in this run.' : short.map(({ what, target, measured }) => `- ${what}: ${measured}. The target is ${target}.`).join('\n')}
`
  writeFileSync(new URL('../../docs/bench.md', import.meta.url), text)
}
