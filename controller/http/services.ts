import type { PartHealth } from '../../protocol/api.ts'
import type { VenueMap } from '../../protocol/api-map.ts'
import type { Site } from '../../protocol/venue.ts'
import type { Alarms } from '../alarms/service.ts'
import type { Alerts } from '../alerts/service.ts'
import type { Audit } from '../audit/service.ts'
import type { Calls } from '../calls/service.ts'
import type { Changes } from '../changes.ts'
import type { Clock } from '../clock.ts'
import type { Content } from '../content/service.ts'
import type { AntiFraudDesk } from '../desk/service.ts'
import type { Devices } from '../devices/service.ts'
import type { Engagement } from '../engagement/service.ts'
import type { Facts } from '../facts/service.ts'
import type { Jobs } from '../jobs.ts'
import type { Kpis } from '../kpi/service.ts'
import type { Log } from '../log.ts'
import type { Learn } from '../wall/learn.ts'
import type { Media } from '../media/service.ts'
import type { Metrics } from '../metrics.ts'
import type { Presets } from '../presets/service.ts'
import type { Review } from '../review/service.ts'
import type { Schedule } from '../schedule/service.ts'
import type { Speech } from '../speech/service.ts'
import type { Staff } from '../staff/service.ts'
import type { Talks } from '../talks/service.ts'

/** What the routes speak to. */
export type Services = {
  site: Site
  venueMap: VenueMap
  demo: boolean
  alarms: Alarms
  alerts: Alerts
  audit: Audit
  calls: Calls
  content: Content
  desk: AntiFraudDesk
  devices: Devices
  engagement: Engagement
  facts: Facts
  jobs: Jobs
  learn: Learn
  kpis: Kpis
  media: Media
  presets: Presets
  review: Review
  schedule: Schedule
  speech: Speech
  staff: Staff
  talks: Talks
  /** Where print files of the guide are, the site's own first. */
  printFolders: readonly string[]
  changes: Changes
  clock: Clock
  metrics: Metrics
  log: Log
  health(): PartHealth[]
  /** Whether requests can be served: store, link, and every zone's programme. */
  readiness(): Promise<{ ready: boolean; parts: PartHealth[] }>
}

/** Routes are declared before the services run (and for the OpenAPI document without any): they ask when they are used. */
export type Of = () => Services
