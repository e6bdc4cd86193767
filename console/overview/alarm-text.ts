import { pickInfo } from '../../protocol/alert.ts'
import type { Alarm } from '../../protocol/api-alarms.ts'
import type { Desk } from '../desk.svelte.ts'
import { moment } from '../format.ts'
import { said } from '../operations/said.ts'
import { href } from '../route.ts'
import { alarmWords } from './alarm-words.ts'

const MOST_NAMED = 3

/** The names of a few, and how many more there are. */
function few(names: readonly string[], more: (count: number) => string, between: string): string {
  const shown = names.slice(0, MOST_NAMED).join(between)
  return names.length > MOST_NAMED ? `${shown}${between}${more(names.length - MOST_NAMED)}` : shown
}

function nameOf(alarm: Alarm, desk: Desk): string {
  const t = desk.t.operations
  const [first = ''] = alarm.names
  if (alarm.kind === 'part') return t.partNames[first] ?? first
  if (alarm.kind === 'job') return t.jobNames[first] ?? first
  if (alarm.kind === 'numbers') return few(alarm.names.map((id) => { const phone = desk.library.value?.phones.find((one) => one.id === id); return phone ? `${desk.words(phone.name)} ${phone.number}` : id }), desk.t.common.more, desk.t.tag === 'en' ? ', ' : '、')
  const alert = desk.alerts.value?.find(({ id }) => id === first)?.alert
  return alert ? pickInfo(alert, desk.prefs.language).headline.replaceAll('|', '') : first
}

function placeOf(alarm: Alarm): string {
  switch (alarm.kind) {
    case 'alert_missed': case 'alert_waiting': case 'review_late': return href('alerts', alarm.names[0])
    case 'site_offline': case 'zone_offline': case 'devices_offline': case 'refusals': case 'clock':
      return alarm.devices.length === 1 ? href('overview', alarm.devices[0]) : href('overview', null, null, { alarm: alarm.id })
    case 'nothing_to_show': return href('schedule')
    case 'numbers': return alarm.names.length === 1 ? href('content', 'phone', alarm.names[0]) : href('content', null, null, { kind: 'phone', expiring: '1' })
    case 'call_waiting': return href('desk')
    default: return href('operations')
  }
}

/** An alarm in the reader's words: what, why, what to do, and where to do it. */
export function alarmText(alarm: Alarm, desk: Desk) {
  const words = alarmWords[desk.prefs.language][alarm.kind]
  const between = desk.t.tag === 'en' ? ', ' : '、'
  const about = {
    zones: few(alarm.zones.map(desk.site.zoneName), desk.t.common.more, between), devices: few(alarm.devices.map(desk.site.deviceName), desk.t.common.more, between), name: nameOf(alarm, desk),
    count: alarm.count, of: alarm.of, detail: alarm.kind === 'part' || alarm.kind === 'store' || alarm.kind === 'job' ? said(desk.t, alarm.detail).text : alarm.detail, due: alarm.due === null ? '' : moment(alarm.due, desk.now, desk.place),
  }
  return { title: words.title(about), cause: words.cause(about), todo: words.todo, act: words.act, href: placeOf(alarm) }
}
