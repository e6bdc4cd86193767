import { pickInfo } from '../../protocol/alert.ts'
import type { AlertView } from '../../protocol/api.ts'
import { cell } from '../engagement/csv.ts'

const head = ['id', 'state', 'severity', 'presentation', 'headline', 'description', 'words', 'template', 'zones', 'roles', 'devices', 'raised_by', 'raised_at', 'released_by', 'first_released_at', 'until', 'ended_by', 'ended_at', 'versions', 'screens', 'review', 'review_by', 'review_note']

/** Alerts as rows, the newest first; times by the site's clock with their offset from UTC. */
export function alertsCsv(views: readonly AlertView[], language: string, timeZone: string): string {
  const at = (instant: string | null) => (instant === null ? '' : Temporal.Instant.from(instant).toZonedDateTimeISO(timeZone).toString({ timeZoneName: 'never', smallestUnit: 'second' }))
  const rows = views.map((view) => {
    const info = pickInfo(view.alert, language)
    const [review] = view.reviews
    return [
      view.id, view.state, view.alert.severity, view.alert.presentation, info.headline.replaceAll('|', ''), info.description, view.words, view.template ?? '',
      (view.target.zones ?? []).join(' '), (view.target.roles ?? []).join(' '), (view.target.devices ?? []).join(' '), view.raisedBy, at(view.raisedAt), view.releasedBy ?? '', at(view.firstReleasedAt),
      at(view.alert.expires), view.endedBy ?? '', at(view.endedAt), view.alert.version, view.targeted, review?.state ?? '', review?.by ?? '', review?.note ?? '',
    ]
  })
  return `\uFEFF${[head, ...rows].map((row) => row.map(cell).join(',')).join('\r\n')}\r\n`
}
