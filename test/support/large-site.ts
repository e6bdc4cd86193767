import { cpSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { DeviceRecord } from '../../protocol/venue.ts'
import { readSite } from '../../site/read.ts'

export const SCREENS = 1_000
export const ROBOTS = 50

/** The demo airport with its screens spread over the same zones until there are a thousand, and fifty robots. */
export function writeLargeSite(folder: string): void {
  const { site, schedule } = readSite()
  const fixed = site.devices.filter(({ role }) => role !== 'robot')
  const leaves = site.zones.filter(({ kind, outline }) => kind !== null && outline.length > 2)
  const spot = (i: number): { zone: string; position: [number, number] } => {
    const zone = leaves[i % leaves.length]
    const xs = zone?.outline.map(([x]) => x) ?? [0]
    const ys = zone?.outline.map(([, y]) => y) ?? [0]
    const [x0, x1, y0, y1] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)]
    return { zone: zone?.id ?? '', position: [x0 + (((i * 37) % 97) / 97) * (x1 - x0), y0 + (((i * 61) % 89) / 89) * (y1 - y0)] }
  }
  const copy = (record: DeviceRecord | undefined, id: string, i: number): DeviceRecord[] => (record ? [{ ...record, ...spot(i), id, name: { 'zh-CN': `${record.name['zh-CN']} ${i}`, en: `${record.name.en} ${i}` } }] : [])
  const devices = [
    ...Array.from({ length: SCREENS }, (_, i) => copy(fixed[i % fixed.length], `screen-${i}`, i)).flat(),
    ...Array.from({ length: ROBOTS }, (_, i) => copy(site.devices.find(({ role }) => role === 'robot'), `robot-${i}`, i * 7)).flat(),
  ]
  mkdirSync(folder, { recursive: true })
  cpSync(new URL('../../site/venue', import.meta.url).pathname, join(folder, 'venue'), { recursive: true })
  writeFileSync(join(folder, 'site.json'), JSON.stringify({ ...site, devices }))
  writeFileSync(join(folder, 'schedule.json'), JSON.stringify(schedule))
}
