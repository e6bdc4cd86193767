/** The only place that builds things. Each part gets its dependencies by name; parts start in order and stop in the reverse. */
import { sql } from 'kysely'
import { randomBytes } from 'node:crypto'
import type { AddressInfo } from 'node:net'
import { join, resolve } from 'node:path'
import type { Link } from '../link/link.ts'
import { readLibrary } from '../playlists/read.ts'
import { AnxingError } from '../protocol/errors.ts'
import type { VenueMap } from '../protocol/api-map.ts'
import { leavesOf, type Site } from '../protocol/venue.ts'
import type { WayMap } from '../protocol/way/map.ts'
import { readSite } from '../site/read.ts'
import { readVenueMap, withoutVenue } from '../site/venue.ts'
import { readWayMap } from '../site/way.ts'
import { createGather } from './alarms/gather.ts'
import { createAlarms } from './alarms/service.ts'
import { createAlerts } from './alerts/service.ts'
import { createAudit } from './audit/service.ts'
import { createExternalBroker } from './broker/external.ts'
import { createEmbeddedBroker } from './broker/service.ts'
import { createCalls } from './calls/service.ts'
import { createChanges } from './changes.ts'
import { systemClock, type Clock } from './clock.ts'
import { explain, readConfig, type Config } from './config.ts'
import { createContent } from './content/service.ts'
import { createMosquittoSecrets } from './devices/mosquitto-secrets.ts'
import { createDesk } from './desk/service.ts'
import { createDevices } from './devices/service.ts'
import { createEngagement } from './engagement/service.ts'
import { createFacts } from './facts/service.ts'
import { createApp } from './http/app.ts'
import { packageVersion, root } from './http/openapi.ts'
import type { Services } from './http/services.ts'
import { createInbox } from './inbox.ts'
import { createJobs } from './jobs.ts'
import { SHIPPED_PRINT } from './guide/print.ts'
import { createKit } from './kit/service.ts'
import { createKpis } from './kpi/service.ts'
import { createLog, type RootLog } from './log.ts'
import { createMedia } from './media/service.ts'
import { createMetrics } from './metrics.ts'
import { createParts } from './parts.ts'
import { createPresets } from './presets/service.ts'
import { createChecks, readGlyphs } from './review/checks.ts'
import { createReview } from './review/service.ts'
import { createSchedule } from './schedule/service.ts'
import { espeak } from './speech/espeak.ts'
import { createSpeech } from './speech/service.ts'
import { createSherpa } from './speech/sherpa.ts'
import { createStaff } from './staff/service.ts'
import { createLearn } from './wall/learn.ts'
import { createWall } from './wall/service.ts'
import { createTalks } from './talks/service.ts'
import { holdFolder } from './store/hold.ts'
import { openStore } from './store/store.ts'

/** What tests put in the place of the real ones. */
export type Overrides = { clock?: Clock; log?: RootLog; dist?: string }

export type Controller = {
  httpPort: number
  /** The TCP listener of the embedded broker; null where there is none. */
  mqttPort: number | null
  origin: string
  /** The administrator's password, where one had to be made up just now. */
  madePassword: string | null
  services: Services
  link: Link
  /** Stops everything in order; what was stored stays. */
  stop(): Promise<void>
}

/** A broker of our own, or somebody else's: the house needs the same of both. */
function createBroker({ config, site, clock, log, authenticate }: { config: Config; site: string; clock: Clock; log: RootLog; authenticate: (device: string, secret: string) => Promise<{ device: string } | null> }) {
  const common = { clock, log: log.of('broker') }
  if (config.mqttUrl !== null) {
    const broker = createExternalBroker({ ...common, url: config.mqttUrl, clientId: `anxing-controller-${randomBytes(4).toString('hex')}` })
    const { username, password } = new URL(config.mqttUrl)
    const secrets = createMosquittoSecrets({ folder: join(resolve(config.data), 'mosquitto'), site, controller: username === '' ? null : { name: decodeURIComponent(username), password: decodeURIComponent(password) }, log: log.of('devices') })
    return { ...broker, start: secrets.start, port: () => null, disconnect: (_device: string): void => undefined, secretMade: secrets.put, embedded: null }
  }
  const broker = createEmbeddedBroker({ ...common, authenticate, site, port: config.mqttPort, host: config.host })
  return { ...broker, port: () => broker.port, disconnect: (device: string): void => void broker.disconnect(device), secretMade: undefined, embedded: broker.metrics }
}

/** Screens need no map: a venue that does not fit is said, and the console draws the zones alone. */
function readMap(folder: string, site: Site, log: RootLog): VenueMap {
  try {
    return readVenueMap(folder, site)
  } catch (error) {
    log.warn({ err: error }, 'The venue cannot be read; the console\'s map shows the zones alone.')
    return withoutVenue(site)
  }
}

/** Nor do they need it to find the way: then nobody is offered one. */
function readWays(folder: string, site: Site, log: RootLog): WayMap | null {
  try {
    return readWayMap(folder, site)
  } catch (error) {
    log.warn({ err: error }, 'The venue cannot be read; check-in points do not show the way.')
    return null
  }
}

/**
 * Builds and starts a controller. Rejects where it cannot serve at all: the settings' site or store cannot be read, a port
 * is taken. Any other part that fails is tried again while the rest runs.
 */
export async function createController(config: Config, { clock = systemClock, log = createLog(config.log), dist = new URL('dist/', root).pathname }: Overrides = {}): Promise<Controller> {
  const { site, schedule: shippedSchedule } = readSite(resolve(config.site))
  const venueMap = readMap(resolve(config.site), site, log)
  const library = readLibrary()
  const folder = resolve(config.data)
  const hold = config.databaseUrl === null ? holdFolder(folder) : null
  const store = await openStore({ folder, url: config.databaseUrl ?? undefined }).catch((error: unknown) => {
    hold?.release()
    throw error
  })
  const metrics = createMetrics()
  const changes = createChanges()
  const parts = createParts({ log: log.of('parts'), changed: (name) => changes.tell('health', name) })
  const jobs = createJobs({ timeZone: site.timeZone, now: clock.now, log: log.of('jobs'), ran: (job, ok) => metrics.jobs.inc({ job, outcome: ok ? 'done' : 'failed' }), trace: (job, ok, result) => audit.append({ user: '-', action: `job ${job}`, subject: `/api/jobs/${job}`, outcome: ok ? 'done' : 'refused', detail: { result } }) })

  const audit = createAudit({ store, folder, clock, log: log.of('audit'), jobs })

  const broker = createBroker({ config, site: site.id, clock, log, authenticate: (device, secret) => devices.authenticate(device, secret) })
  const link = broker.link()
  const inbox = createInbox({ link, site: site.id, clock, log: log.of('inbox'), metrics })
  const facts = createFacts({ store, link, site, clock, log: log.of('facts') })
  const content = createContent({ store, clock, log: log.of('content'), demo: config.demo, library })
  const media = createMedia({ store, folder, clock, log: log.of('media'), quotaBytes: config.mediaBytes })
  const review = createReview({ store, content, checks: createChecks({ site, content, media, clock }), clock, changes, demo: config.demo })
  const devices = createDevices({
    store, facts, inbox, site, clock, log: log.of('devices'), metrics, changes, mqttWsUrl: config.mqttWsUrl,
    disconnect: broker.disconnect,
    ...(broker.secretMade ? { secretMade: broker.secretMade } : {}),
    told: (device) => ({ ...desk.toldTo(device), ...kit.toldTo(device), ...calls.toldTo(device), ...wall.toldTo(device) }),
    moved: () => void schedule.replan().catch(() => undefined),
  })
  const wayMap = readWays(resolve(config.site), site, log)
  const speech = createSpeech({ content, wayMap, folder, providers: config.speech.map((name) => (name === 'espeak' ? espeak : createSherpa(config.speechModels))), log: log.of('speech') })
  const kit = createKit({ content, wayMap, speech, told: async () => void (await Promise.all((['kiosk', 'robot', 'staff_wall'] as const).map(devices.tellRole))) })
  const wall = createWall({ site, clock, log: log.of('wall'), changes, list: () => alerts.list({ limit: 50 }), key: (id) => desk.keyFor('wall-code', id) ?? '', told: () => devices.tellRole('staff_wall') })
  const learn = createLearn({ store, site, clock, content, keyOf: (id) => (devices.held(id)?.record.role === 'staff_wall' ? desk.keyFor('wall-code', id) : null) })
  const calls = createCalls({ store, clock, log: log.of('calls'), changes, jobs, place: (device) => devices.get(device)?.place ?? { 'zh-CN': device, en: device }, told: devices.tell })
  const desk = createDesk({ store, site, clock, jobs, told: async () => void (await Promise.all((['kiosk', 'robot'] as const).map(devices.tellRole))) })
  const schedule = createSchedule({
    store, facts, content, site, shipped: shippedSchedule, clock, log: log.of('schedule'), demo: config.demo, jobs, changes,
    devices: () => [...devices.all()].map(({ record: { id, role }, zone }) => ({ id, role, zone })),
    silent: (zone) => talks.silentIn(zone), isOfPreset: (preset, entry) => presets.holds(preset, entry),
  })
  const talks = createTalks({ store, site, clock, log: log.of('talks'), replan: schedule.replan, changes, jobs })
  const presets = createPresets({ store, schedule, presets: library.presets, site, clock, log: log.of('presets') })
  const alerts = createAlerts({ store, facts, devices, site, template: content.template, isReviewed: content.isReviewedTemplate, clock, log: log.of('alerts'), metrics, changes, jobs, glyphs: readGlyphs() })
  const engagement = createEngagement({ store, facts, inbox, devices, releasedMs: alerts.releasedMs, shown: alerts.shown, called: (device, event) => void calls.heard(device, event), jobs, clock, log: log.of('engagement'), metrics, changes })
  const staff = createStaff({ store, clock, metrics, log: log.of('staff'), audit, demo: config.demo, site: site.id, adminPassword: config.adminPassword, origin: config.origin, oidc: config.oidc })
  jobs.add({ name: 'sweep-sessions', cron: '50 3 * * *', trace: true, run: staff.sessions.sweep })

  const linkHealth = () => ({ ok: link.state.name === 'online', detail: link.state.name })
  async function readiness(): Promise<Awaited<ReturnType<Services['readiness']>>> {
    const storeHealth = await sql`select 1`.execute(store.db).then(() => ({ ok: true, detail: store.dialect }), (error: unknown) => ({ ok: false, detail: error instanceof Error ? error.message : String(error) }))
    const unplanned = leavesOf(site.zones, site.zones.map((zone) => zone.id)).filter((zone) => !schedule.programmeOf(zone))
    const needed = [{ name: 'store', ...storeHealth }, { name: 'link', ...linkHealth() }, { name: 'programmes', ok: unplanned.length === 0, detail: unplanned.length === 0 ? 'every zone has one' : `none yet for ${unplanned.join(', ')}` }]
    return { ready: needed.every(({ ok }) => ok), parts: [...needed, ...parts.health()] }
  }
  const alarms = createAlarms({ store, gather: createGather({ site, folder, clock, alerts, calls, content, devices, jobs, schedule, readiness }), clock, log: log.of('alarms'), changes, jobs })
  const services: Services = { site, venueMap, demo: config.demo, alarms, alerts, audit, calls, content, desk, devices, engagement, facts, jobs, learn, kpis: createKpis({ store, clock }), media, presets, review, schedule, speech, staff, talks, printFolders: [join(folder, 'print'), SHIPPED_PRINT], changes, clock, metrics, log: log.of('http'), health: parts.health, readiness }

  metrics.reading('link_online', 'Whether the controller\'s own link to the broker stands.', () => (link.state.name === 'online' ? 1 : 0))
  metrics.reading('alerts_live', 'Alerts in force.', alerts.liveCount)
  metrics.readings('devices', 'Devices by state.', 'state', () => Object.fromEntries(Object.entries(Object.groupBy([...devices.all()], (d) => d.presence.state)).map(([state, some]) => [state, some.length])))
  metrics.readings('part_healthy', 'Whether each part is well.', 'part', () => Object.fromEntries(parts.health().map(({ name, ok }) => [name, ok ? 1 : 0])))
  const counts = broker.embedded
  if (counts) {
    metrics.reading('broker_connections', 'Open connections to the broker.', () => counts.connections)
    metrics.readings('broker_refused', 'Messages and subscriptions the broker refused since it started, by reason.', 'reason', () => counts.refused)
    metrics.readings('broker_refused_connections', 'Connections the broker turned away since it started, by reason.', 'reason', () => counts.refusedConnections)
    metrics.readings('broker_closed', 'Connections the broker closed since it started, by reason.', 'reason', () => ({ slow: counts.destroyedSlow, ...counts.destroyedFaulty }))
  }

  const app = await createApp({ of: () => services, version: packageVersion(), tls: config.tls, proxies: config.proxies, mqttWsUrl: config.mqttWsUrl, dist })
  const letGoOfSockets = broker.attachWebSocket(app.server, '/mqtt')

  async function stop(): Promise<void> {
    letGoOfSockets()
    // No new request from here on; but it is done only when the screens' sockets are gone, and those the broker ends.
    const closed = app.close()
    await jobs.stop()
    await parts.stop()
    await link.close()
    await broker.stop()
    await closed
    await store.stop()
    hold?.release()
  }

  try {
    await broker.start()
    await parts.start({ name: 'audit', start: audit.start, stop: audit.stop, health: audit.health })
    await parts.start({ name: 'facts', start: facts.start, stop: facts.stop, health: facts.health })
    await parts.start({ name: 'content', start: content.start, stop: content.stop, health: content.health })
    await parts.start({ name: 'media', start: media.start, stop: media.stop, health: media.health })
    await parts.start({ name: 'review', start: review.start, health: () => ({ ok: true, detail: 'kept' }) })
    await parts.start({ name: 'speech', start: speech.start, stop: speech.stop, health: speech.health })
    await parts.start({ name: 'kit', start: kit.start, stop: kit.stop, health: kit.health })
    await parts.start({ name: 'desk', start: desk.start, health: () => ({ ok: true, detail: 'kept' }) })
    await parts.start({ name: 'calls', start: calls.start, health: () => ({ ok: true, detail: 'kept' }) })
    await parts.start({ name: 'devices', start: devices.start, stop: devices.stop, health: devices.health })
    // Before the schedule: what it plans knows of talks, and checks against presets.
    await parts.start({ name: 'talks', start: talks.start, health: () => ({ ok: true, detail: 'kept' }) })
    await parts.start({ name: 'presets', start: presets.start, health: () => ({ ok: true, detail: 'kept' }) })
    await parts.start({ name: 'schedule', start: schedule.start, stop: schedule.stop, health: schedule.health })
    await parts.start({ name: 'alerts', start: alerts.start, stop: alerts.stop, health: alerts.health })
    await parts.start({ name: 'wall', start: wall.start, stop: wall.stop, health: () => ({ ok: true, detail: 'kept' }) })
    await parts.start({ name: 'engagement', start: engagement.start, stop: engagement.stop, health: engagement.health })
    await parts.start({ name: 'alarms', start: alarms.start, stop: alarms.stop, health: alarms.health })
    await parts.start({ name: 'jobs', start: jobs.start, health: jobs.health })
    await parts.start({ name: 'broker', health: broker.health })
    await app.listen({ host: config.host, port: config.port }).catch((error: unknown) => {
      throw new AnxingError('config/port', `The port cannot be opened: ${error instanceof Error ? error.message : String(error)}. Set ANXING_PORT to another one.`, `${config.host}:${config.port}`)
    })
    // Only once nothing can fail any more: a password that was made and never printed would lock everybody out.
    const { madePassword } = await staff.ensureAdmin()
    void facts.clearStrays().catch((error: unknown) => log.warn({ err: error }, 'Strays could not be cleared; the next connect does it.'))
    const { port } = app.server.address() as AddressInfo
    const host = config.host === '0.0.0.0' ? '127.0.0.1' : config.host
    const origin = `${config.tls ? 'https' : 'http'}://${host}:${port}`
    log.info({ origin, httpPort: port, mqttPort: broker.port(), site: site.id, demo: config.demo, store: store.dialect }, 'The controller serves.')
    return { httpPort: port, mqttPort: broker.port(), origin, madePassword, services, link, stop }
  } catch (error) {
    await stop().catch(() => undefined)
    throw error
  }
}

const write = (text: string) => process.stdout.write(`${text}\n`)

function welcome({ origin, madePassword, services }: Controller, demo: boolean): void {
  const lines = ['', `  安行 Anxing     ${origin}/`, `  console         ${origin}/console/   (user: admin)`]
  lines.push(`  password        ${madePassword === null ? 'as set before   (forgotten? start once with a new ANXING_ADMIN_PASSWORD)' : `${madePassword}   (said this once; set ANXING_ADMIN_PASSWORD to choose another)`}`)
  if (demo) {
    for (const [role, label] of [['screen', 'wall screen'], ['kiosk', 'check-in point'], ['robot', 'robot']] as const) {
      const device = services.devices.list().find((d) => d.role === role)
      if (device) lines.push(`  ${label.padEnd(16)}${origin}/kiosk/?device=${device.id}`)
    }
  }
  write([...lines, ''].join('\n'))
}

/** Runs a controller from the environment until it is told to end. Settings that do not fit end it with 2, anything else with 1. */
export async function main(): Promise<void> {
  const answer = readConfig(process.env)
  if (!answer.ok) {
    process.stderr.write(`${explain(answer.problems)}\n`)
    process.exit(2)
  }
  const { config, warnings } = answer
  const log = createLog(config.log)
  for (const warning of warnings) log.warn({}, warning)
  let controller: Controller
  try {
    controller = await createController(config, { log })
  } catch (error) {
    // What the sentence says is all there is to know of a coded error; a stack would only bury it.
    if (!(error instanceof AnxingError)) log.error({ err: error }, 'The controller cannot start.')
    process.stderr.write(`The controller cannot start: ${error instanceof Error ? error.message : String(error)}\n`)
    process.exit(1)
  }
  welcome(controller, config.demo)
  let ending = false
  const end = (signal: string) => {
    if (ending) return
    ending = true
    log.info({ signal }, 'The controller stops.')
    controller.stop().then(() => process.exit(0), (error: unknown) => {
      log.error({ err: error }, 'The controller did not stop in order.')
      process.exit(1)
    })
  }
  process.on('SIGTERM', () => end('SIGTERM'))
  process.on('SIGINT', () => end('SIGINT'))
  // What nobody caught must not end the screens' source; it is logged as what it is, a defect.
  process.on('unhandledRejection', (error) => log.error({ err: error }, 'A promise was rejected and nobody caught it.'))
}

if (import.meta.main) await main()
