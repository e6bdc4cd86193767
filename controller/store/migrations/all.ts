import type { Migration } from 'kysely/migration'
import type { Dialect } from '../tables.ts'
import { first } from './001-first.ts'
import { intakeHours } from './002-intake-hours.ts'
import { audit } from './003-audit.ts'
import { people } from './004-people.ts'
import { review } from './005-review.ts'
import { media } from './006-media.ts'
import { planner } from './007-planner.ts'
import { signIn } from './008-sign-in.ts'
import { desk } from './009-desk.ts'
import { alerts } from './010-alerts.ts'
import { engagement } from './011-engagement.ts'
import { auditReplace } from './012-audit-replace.ts'
import { alarms } from './013-alarms.ts'
import { calls } from './014-calls.ts'
import { learn } from './015-learn.ts'
import { callsJoined } from './016-calls-joined.ts'

/** Every step from an empty store to the present one, in order; they only go forward. */
export const migrationsFor = (dialect: Dialect): Record<string, Migration> => ({
  '001-first': first(dialect),
  '002-intake-hours': intakeHours(dialect),
  '003-audit': audit(dialect),
  '004-people': people(dialect),
  '005-review': review(dialect),
  '006-media': media(dialect),
  '007-planner': planner(dialect),
  '008-sign-in': signIn(dialect),
  '009-desk': desk(dialect),
  '010-alerts': alerts(dialect),
  '011-engagement': engagement(dialect),
  '012-audit-replace': auditReplace(dialect),
  '013-alarms': alarms(dialect),
  '014-calls': calls(dialect),
  '015-learn': learn(dialect),
  '016-calls-joined': callsJoined(dialect),
})
