import type { AlertView } from '../../protocol/api.ts'
import type { Site } from '../../protocol/venue.ts'
import type { Text } from '../../protocol/basics.ts'
import type { WallAlert } from '../../protocol/device.ts'

const MOST = 6
const MOST_PLACES = 3

const isToday = (instant: string, now: Temporal.Instant, timeZone: string): boolean =>
  Temporal.Instant.from(instant).toZonedDateTimeISO(timeZone).toPlainDate().equals(now.toZonedDateTimeISO(timeZone).toPlainDate())

/** Where an alert goes, in words: the zones as they were chosen; the whole site where all of it or single screens are meant. */
function placesOf({ target }: AlertView, site: Site): Text {
  const zones = (target.zones ?? []).flatMap((id) => site.zones.find((zone) => zone.id === id) ?? []).slice(0, MOST_PLACES)
  if (zones.length === 0) return site.name
  return { 'zh-CN': zones.map(({ name }) => name['zh-CN']).join('、'), en: zones.map(({ name }) => name.en).join(', ') }
}

/** Alerts that are in force, and those of today that are over; the newest first, those in force before the others. */
export function wallAlerts(views: readonly AlertView[], site: Site, now: Temporal.Instant): WallAlert[] {
  return views
    .filter(({ state, alert }) => state === 'live' || (state !== 'waiting' && state !== 'refused' && isToday(alert.sent, now, site.timeZone)))
    .map((view): WallAlert => {
      const word = (language: string, field: 'headline' | 'description'): string => (view.alert.info.find((info) => info.language === language) ?? view.alert.info[0])?.[field] ?? ''
      return {
        id: view.id, severity: view.alert.severity, headline: { 'zh-CN': word('zh-CN', 'headline'), en: word('en', 'headline') }, place: placesOf(view, site),
        from: view.alert.sent, until: view.state === 'live' ? view.alert.expires : null,
      }
    })
    .toSorted((a, b) => Number(b.until !== null) - Number(a.until !== null) || (a.from < b.from ? 1 : -1)).slice(0, MOST)
}

