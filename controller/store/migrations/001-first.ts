import type { Kysely } from 'kysely'
import { createTables, type Dialect, type TableShape } from '../tables.ts'

const shapes: Record<string, TableShape> = {
  site_key: { columns: { kid: 'text', private_jwk: 'text', public_jwk: 'text', state: 'text', created_ms: 'int' }, key: ['kid'] },
  fact_version: { columns: { path: 'text', version: 'int' }, key: ['path'] },
  user: { columns: { id: 'text', password_hash: 'text', roles: 'text', may_release: 'int', created_ms: 'int' }, key: ['id'] },
  session: { columns: { token_hash: 'text', user: 'text', created_ms: 'int', expires_ms: 'int', last_ms: 'int' }, key: ['token_hash'], indexes: [['expires_ms']] },
  device: { columns: { id: 'text', body: 'text', zone: 'text?', secret_hash: 'text?', paired_ms: 'int?', public_address: 'int', state: 'text', state_ms: 'int?', last_seen_ms: 'int?', reported: 'text?', events_received: 'int' }, key: ['id'], indexes: [['zone']] },
  item: { columns: { id: 'text', body: 'text', state: 'text', version: 'int' }, key: ['id'] },
  playlist: { columns: { id: 'text', body: 'text', state: 'text', version: 'int' }, key: ['id'] },
  library: { columns: { kind: 'text', id: 'text', body: 'text' }, key: ['kind', 'id'] },
  schedule_entry: { columns: { id: 'text', body: 'text', state: 'text', version: 'int' }, key: ['id'] },
  bundle: { columns: { sha256: 'text', body: 'text', created_ms: 'int' }, key: ['sha256'] },
  programme: { columns: { zone: 'text', version: 'int', body: 'text', made_ms: 'int' }, key: ['zone', 'version'] },
  alert: { columns: { id: 'text', state: 'text', version: 'int', body: 'text', target: 'text', template: 'text?', raised_by: 'text', raised_ms: 'int', released_by: 'text?', released_ms: 'int?', ended_by: 'text?', ended_ms: 'int?', expires_ms: 'int' }, key: ['id'], indexes: [['state'], ['raised_ms']] },
  alert_target: { columns: { alert: 'text', version: 'int', device: 'text', zone: 'text?', role: 'text', by_name: 'int' }, key: ['alert', 'version', 'device'] },
  alert_shown: { columns: { alert: 'text', version: 'int', device: 'text', shown_ms: 'int', received_ms: 'int', ms: 'int' }, key: ['alert', 'version', 'device'] },
  stream: { columns: { device: 'text', stream: 'text', up_to: 'int', base: 'int', gap: 'int', shed: 'int', first_ms: 'int', last_ms: 'int' }, key: ['device', 'stream'] },
  event: { columns: { device: 'text', stream: 'text', seq: 'int', kind: 'text', at_ms: 'int', offset_ms: 'real', received_ms: 'int', zone: 'text?', odd_time: 'int', body: 'text' }, key: ['device', 'stream', 'seq'], indexes: [['received_ms']] },
  quarantine: { columns: { device: 'text', stream: 'text', seq: 'int', reason: 'text', path: 'text', body: 'text', received_ms: 'int' }, key: ['device', 'stream', 'seq'] },
  engagement_hour: { columns: { zone: 'text', hour_ms: 'int', sessions: 'int', finished: 'int', answers: 'int', correct: 'int' }, key: ['zone', 'hour_ms'] },
  play_hour: { columns: { zone: 'text', item: 'text', hour_ms: 'int', plays: 'int', seconds: 'real' }, key: ['zone', 'item', 'hour_ms'] },
}

export const first = (dialect: Dialect) => ({
  up: (db: Kysely<unknown>): Promise<void> => createTables(db, dialect, shapes),
})
