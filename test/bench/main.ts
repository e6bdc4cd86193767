/** `npm run bench [name ...] [number ...]`: measures every figure; when all ran, writes docs/bench.md. Numbers are sizes for fan-out; `pairs=5` makes it shorter. */
import { benchFanOut } from './fan-out.ts'
import type { Figure } from './figure.ts'
import { benchPlan } from './plan.ts'

const words = process.argv.slice(2)
const sizes = words.filter((word) => /^\d+$/.test(word)).map(Number)
const pairs = Number(words.find((word) => word.startsWith('pairs='))?.slice(6) ?? 20)
const names = words.filter((word) => /^[a-z-]+$/.test(word))

const benches: Record<string, () => Promise<Figure[]>> = {
  plan: benchPlan,
  'fan-out': () => benchFanOut({ pairs, ...(sizes.length > 0 ? { sizes } : {}) }),
}
for (const [name, run] of Object.entries(benches)) {
  if (names.length > 0 && !names.includes(name)) continue
  console.log(`${name} ...`)
  for (const figure of await run()) console.log(`  ${figure.ok === null ? ' ' : figure.ok ? '+' : '-'} ${figure.what}: ${figure.measured} (target: ${figure.target})`)
}
