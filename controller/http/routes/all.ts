import type { App } from '../server.ts'
import type { Of } from '../services.ts'
import { alertRoutes } from './alerts.ts'
import { auditRoutes } from './audit.ts'
import { deskRoutes } from './desk.ts'
import { deviceRoutes } from './devices.ts'
import { engagementRoutes } from './engagement.ts'
import { keyRoutes } from './keys.ts'
import { kpiRoutes } from './kpi.ts'
import { libraryRoutes } from './library.ts'
import { liveRoutes } from './live.ts'
import { mediaRoutes } from './media.ts'
import { operationRoutes } from './operations.ts'
import { pairingRoutes } from './pairing.ts'
import { reviewRoutes } from './review.ts'
import { scheduleRoutes } from './schedule.ts'
import { sessionRoutes } from './session.ts'
import { showRoutes } from './show.ts'
import { staffRoutes } from './staff.ts'

export function addRoutes(app: App, of: Of): void {
  for (const add of [sessionRoutes, staffRoutes, deviceRoutes, pairingRoutes, alertRoutes, auditRoutes, libraryRoutes, keyRoutes, deskRoutes, reviewRoutes, scheduleRoutes, showRoutes, engagementRoutes, kpiRoutes, liveRoutes, mediaRoutes, operationRoutes]) add(app, of)
}
