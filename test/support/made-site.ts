import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { ScheduleEntry } from '../../protocol/schedule.ts'
import type { DeviceRecord, Site, Zone } from '../../protocol/venue.ts'
import type { Role } from '../../protocol/words.ts'

export const everyDay = (id: string, playlist: string, zones: string[], over: Partial<ScheduleEntry> = {}): ScheduleEntry => ({
  id, name: id, playlist, zones, level: 'default', weight: 1, startDay: '2026-01-01', from: '00:00', until: '00:00',
  rrule: 'FREQ=DAILY', exceptDays: [], moments: [], state: 'sample', version: 1, ...over,
})

const words = (text: string) => ({ 'zh-CN': text, en: text })
const square: [number, number][] = [[0, 0], [10, 0], [10, 10], [0, 10]]

/** A site of any size: `zones` leaves under one root, `devices` spread over them in turn. */
export function makeSite({ zones, devices, roles = ['kiosk'] }: { zones: number; devices: number; roles?: Role[] }): { site: Site; schedule: ScheduleEntry[] } {
  const leaf = (i: number) => `zone-${i % zones}`
  const tree: Zone[] = [
    { id: 'terminal', parent: null, kind: null, name: words('terminal'), ordinal: 0, outline: square },
    ...Array.from({ length: zones }, (_, i): Zone => ({ id: leaf(i), parent: 'terminal', kind: 'gate', name: words(leaf(i)), ordinal: 0, outline: square })),
  ]
  const records = Array.from({ length: devices }, (_, i): DeviceRecord => ({
    id: `device-${i}`, role: roles[i % roles.length] ?? 'kiosk', zone: leaf(i), name: words(`device ${i}`), place: words(leaf(i)), deskWay: null,
    position: [i % 100, Math.floor(i / 100)], panel: { widthPx: 1080, heightPx: 1920, pitchMm: 0.37, viewingMetres: 0.6 }, languages: ['zh-CN', 'en'], volume: 0.5,
  }))
  return {
    site: { id: 'made', name: words('made'), timeZone: 'Asia/Shanghai', quietHours: [], zones: tree, devices: records },
    schedule: [everyDay('all-day', 'gate-wait', ['terminal']), everyDay('between', 'neutral', ['neutral'])],
  }
}

/** Writes a site where `ANXING_SITE` may point at it. */
export function writeSite(folder: string, made: ReturnType<typeof makeSite>): string {
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, 'site.json'), JSON.stringify(made.site))
  writeFileSync(join(folder, 'schedule.json'), JSON.stringify(made.schedule))
  return folder
}
