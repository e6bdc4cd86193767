/** `npm run bench [name ...]`: measures every figure and, when all ran, writes docs/bench.md. */
import { writeFileSync } from 'node:fs'
import { availableParallelism, totalmem } from 'node:os'
import { benchFanOut } from './fan-out.ts'
import type { Figure } from './figure.ts'

const benches: Record<string, () => Promise<Figure[]>> = {
  'fan-out': () => benchFanOut(),
}

const wanted = process.argv.slice(2)
const sizes = wanted.filter((w) => /^\d+$/.test(w)).map(Number)
const names = wanted.filter((w) => !/^\d+$/.test(w))
if (sizes.length > 0) benches['fan-out'] = () => benchFanOut(sizes)
const figures: Figure[] = []
for (const [name, run] of Object.entries(benches)) {
  if (names.length > 0 && !names.includes(name)) continue
  console.log(`${name} ...`)
  for (const figure of await run()) {
    figures.push(figure)
    console.log(`  ${figure.ok === null ? ' ' : figure.ok ? '+' : '-'} ${figure.what}: ${figure.measured} (target: ${figure.target})`)
  }
}
