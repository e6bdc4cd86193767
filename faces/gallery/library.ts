import * as z from 'zod/mini'
import { AlertTemplate } from '../../protocol/alert.ts'
import type { Alert } from '../../protocol/alert.ts'
import { examplesOf, fillTemplate } from '../../protocol/alert-slots.ts'
import { Item, Phone, RobotLine } from '../../protocol/content.ts'
import type { Item as ItemType } from '../../protocol/content.ts'
import { Site } from '../../protocol/venue.ts'
import { samples } from './samples.ts'

/** Data of other rooms, read as files: the gallery shows what ships, the faces themselves know none of it. */
const files = import.meta.glob<unknown>('../../playlists/items/*.json', { eager: true, import: 'default' })
const data = import.meta.glob<unknown>(['../../playlists/{phones,robot-lines,alert-templates}.json', '../../site/site.json'], { eager: true, import: 'default' })

/** Everything the project ships, checked against the schemas, with the gallery's own samples for kinds the library lacks. */
export const items: ItemType[] = [...Object.values(files).flatMap((file) => z.array(Item).parse(file)), ...samples]
export const phones = z.array(Phone).parse(data['../../playlists/phones.json'])
export const lines = z.array(RobotLine).parse(data['../../playlists/robot-lines.json'])
export const site = Site.parse(data['../../site/site.json'])

/** The shipped templates as if released at noon, with the examples of their slots. */
export const alerts: Alert[] = z.array(AlertTemplate).parse(data['../../playlists/alert-templates.json']).map((t) => ({
  id: t.id, version: 1, status: 'actual', msgType: 'alert', level: 'alert', severity: t.severity, presentation: t.presentation, scam: t.scam, move: t.move,
  sent: '2026-11-23T04:00:00Z', effective: '2026-11-23T04:00:00Z', expires: '2026-11-23T08:05:00Z', roles: t.roles, scope: 'zone',
  info: fillTemplate(t, examplesOf(t)).map((i) => (t.id === 'a1' ? { ...i, event: i.language === 'en' ? 'ZZ5137 Shanghai Hongqiao · cancelled' : 'ZZ5137 上海虹桥 · 航班取消' } : i)),
}))
const first = alerts[0]
if (first) {
  alerts.push({ ...first, id: 'emergency', level: 'emergency', severity: 'red', move: 'stop', info: [
    { language: 'zh-CN', headline: '请停步，|听从工作人员', description: '航站楼正在疏散。不要返回取行李，走最近的出口。', instruction: '走最近的出口', areaDesc: '航站楼全部区域' },
    { language: 'en', headline: 'Stop and follow the staff', description: 'The terminal is being cleared. Leave your bags and use the nearest exit.', instruction: 'Use the nearest exit', areaDesc: 'Whole terminal' },
  ] }, { ...first, id: 'exercise', status: 'exercise', severity: 'red' }, { ...first, id: 'notice', severity: 'yellow' })
}
