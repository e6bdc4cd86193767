import * as z from 'zod/mini'
import { AlertInfo } from '../protocol/alert.ts'
import { Count, Id, Text } from '../protocol/basics.ts'
import type { Campaign, Guide, Item, Phone, Playlist, RobotLine } from '../protocol/content.ts'
import { moves, presentations, roles, scams, severities, zoneKinds } from '../protocol/words.ts'

/** An alert written and reviewed beforehand: whoever releases it only fills in where, what about and until when. */
export const AlertTemplate = z.object({
  id: Id,
  severity: z.enum(severities),
  presentation: z.enum(presentations),
  scam: z.enum(scams),
  move: z.enum(moves),
  /** Kinds of zone it is meant for. */
  zoneKinds: z.array(z.enum(zoneKinds)).check(z.minLength(1)),
  /** Roles it is for; empty = all. */
  roles: z.array(z.enum(roles)),
  expiresInSeconds: Count.check(z.minimum(60), z.maximum(86_400)),
  /** What should make staff think of it. */
  trigger: Text,
  info: z.array(AlertInfo).check(z.minLength(2)),
})
export type AlertTemplate = z.infer<typeof AlertTemplate>

/** All that `playlists/` holds, parsed and cross-checked. */
export type Library = {
  campaigns: Campaign[]
  items: Item[]
  playlists: Playlist[]
  alertTemplates: AlertTemplate[]
  robotLines: RobotLine[]
  guide: Guide
  courses: Guide[]
  phones: Phone[]
}
