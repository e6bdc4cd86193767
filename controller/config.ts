import { readFileSync } from 'node:fs'
import { isIP } from 'node:net'
import { fileURLToPath } from 'node:url'
import * as z from 'zod/mini'
import { logLevels } from './log.ts'

type Raw = Record<string, unknown>
/** One setting that does not fit: its name, what is wrong, and what to do. Values are not repeated, they may be secret. */
export type ConfigProblem = { name: string; problem: string; remedy: string }

const text = (remedy: string) => z.string({ error: remedy }).check(z.minLength(1, remedy))
const url = (schemes: readonly string[], remedy: string) =>
  text(remedy).check(z.refine((value) => URL.canParse(value) && schemes.includes(new URL(value).protocol), { error: remedy }))

/** Numbers may come as text (environment) or as numbers (file). */
function port(from: number, remedy: string) {
  const whole = z.int({ error: remedy }).check(z.minimum(from, remedy), z.maximum(65_535, remedy))
  return z.pipe(z.transform((value: unknown) => (typeof value === 'string' && /^\d+$/.test(value) ? Number(value) : value)), whole)
}

/** MiB as text or as a number. */
function megabytes(remedy: string) {
  return z.pipe(z.transform((value: unknown) => (typeof value === 'string' && /^\d{1,9}$/.test(value) ? Number(value) : value)), z.int({ error: remedy }).check(z.minimum(500, remedy)))
}

function flag(remedy: string) {
  const words = new Map<unknown, unknown>([['1', true], ['true', true], ['0', false], ['false', false], ['', false]])
  return z.pipe(z.transform((value: unknown) => (words.has(value) ? words.get(value) : value)), z.boolean({ error: remedy }))
}

const ISSUER = 'Give the provider\'s issuer as https://…; plain http only for one on this machine.'
/** What the provider says about people must not be altered on the way. */
const isIssuer = (value: string) => URL.canParse(value) && (new URL(value).protocol === 'https:' || (new URL(value).protocol === 'http:' && ['localhost', '127.0.0.1', '[::1]'].includes(new URL(value).hostname)))

const PROXIES = 'Give the addresses or networks of the proxies in front, with commas between: 10.0.0.5, 10.1.0.0/16, ::1.'
/** An address or a network. All addresses at once (/0) would let anybody say where they come from. */
function isNetwork(text: string): boolean {
  const [address = '', prefix, ...rest] = text.split('/')
  const kind = isIP(address)
  return kind !== 0 && rest.length === 0 && (prefix === undefined || (/^\d{1,3}$/.test(prefix) && Number(prefix) > 0 && Number(prefix) <= (kind === 4 ? 32 : 128)))
}
const listed = (text: string): string[] => text.split(',').map((one) => one.trim()).filter((one) => one !== '')

const SPEECH = 'Name who speaks what staff write, the first choice first: sherpa, espeak, or both with a comma between. Left out: what is shipped is spoken, the rest is shown.'
const MODELS = 'Give a folder with a "vits" model of sherpa-onnx for each language, with commas between: zh-CN=/srv/voices/zh,en=/srv/voices/en.'

const shipped = fileURLToPath(new URL('../site/', import.meta.url))

/** Every setting of the controller, by the name it has in the environment and in the file that `ANXING_CONFIG` names. */
const Settings = z.object({
  ANXING_PORT: z._default(port(0, 'Give a port from 1 to 65535 (0 = any free one).'), 8080),
  ANXING_HOST: z.optional(text('Give the address to listen on, e.g. 0.0.0.0 or 127.0.0.1.')),
  ANXING_MQTT_PORT: z._default(port(0, 'Give a port from 1 to 65535, or 0 for no TCP listener.'), 1883),
  ANXING_DATA: z._default(text('Name a folder that the controller may write to.'), 'data'),
  ANXING_SITE: z._default(text('Name the folder that holds site.json and schedule.json.'), shipped),
  ANXING_DEMO: z._default(flag('Set it to 1 or 0.'), false),
  ANXING_ADMIN_PASSWORD: z.optional(text('Use at least 8 characters, or leave it out to have one made.').check(z.minLength(8, 'Use at least 8 characters, or leave it out to have one made.'), z.maxLength(256, 'Use at most 256 characters.'))),
  ANXING_DATABASE_URL: z.optional(url(['postgres:', 'postgresql:'], 'Give it as postgres://user:password@host:5432/database.')),
  ANXING_MQTT_URL: z.optional(url(['mqtt:', 'mqtts:', 'ws:', 'wss:'], 'Give it as mqtt://user:password@host:1883 or mqtts://…')),
  ANXING_MQTT_WS_URL: z.optional(url(['ws:', 'wss:'], 'Give it as wss://host/path, reachable from the screens.')),
  ANXING_TLS_CERT: z.optional(text('Name a PEM file with the certificate and its chain.')),
  ANXING_TLS_KEY: z.optional(text('Name a PEM file with the private key.')),
  ANXING_MEDIA_MB: z._default(megabytes('Give the room for pictures, films and recordings in MiB, at least 500.'), 20_480),
  ANXING_SPEECH: z._default(z.string().check(z.refine((value) => listed(value).every((name) => name === 'espeak' || name === 'sherpa'), { error: SPEECH })), ''),
  ANXING_SPEECH_MODELS: z._default(z.string().check(z.refine((value) => listed(value).every((pair) => /^[A-Za-z-]+=./.test(pair)), { error: MODELS })), ''),
  ANXING_ORIGIN: z.optional(url(['http:', 'https:'], 'Give the address that browsers use, e.g. https://anxing.airport.example')),
  ANXING_TRUST_PROXY: z.optional(text(PROXIES).check(z.refine((value) => listed(value).length > 0 && listed(value).every(isNetwork), { error: PROXIES }))),
  ANXING_OIDC_ISSUER: z.optional(text(ISSUER).check(z.refine(isIssuer, { error: ISSUER }))),
  ANXING_OIDC_CLIENT_ID: z.optional(text('Give the client id that the sign-in provider knows this controller by.')),
  ANXING_OIDC_CLIENT_SECRET: z.optional(text('Give the secret that belongs to the client id.')),
  ANXING_OIDC_NAME: z._default(text('Give the name for the button on the sign-in page.').check(z.maxLength(40, 'Use at most 40 characters.')), 'OpenID Connect'),
  ANXING_LOG: z._default(z.enum(logLevels, { error: `Use one of: ${logLevels.join(', ')}.` }), 'info'),
})
type Settings = z.infer<typeof Settings>

/** An OpenID Connect provider by which staff may sign in. `name`: on its button. */
export type OidcSettings = { issuer: string; clientId: string; clientSecret: string; name: string }

export type Config = {
  port: number
  host: string
  /** Null = no TCP listener; 0 (tests only, by override) = any free port. */
  mqttPort: number | null
  data: string
  /** Folder of the site's plan. */
  site: string
  demo: boolean
  adminPassword: string | null
  databaseUrl: string | null
  mqttUrl: string | null
  mqttWsUrl: string | null
  tls: { cert: Buffer; key: Buffer } | null
  /** Room for all that staff send in. */
  mediaBytes: number
  /** Who renders lines that are not shipped, the first choice first; folders of sherpa-onnx's models by language. */
  speech: ('espeak' | 'sherpa')[]
  speechModels: Record<string, string>
  /** Where browsers reach the console, where a proxy stands in front; null = where they say they do. */
  origin: string | null
  /** Proxies whose `X-Forwarded-For` counts; empty = none. */
  proxies: string[]
  oidc: OidcSettings | null
  log: Settings['ANXING_LOG']
}

export type ConfigAnswer = { ok: true; config: Config; warnings: string[] } | { ok: false; problems: ConfigProblem[] }
type ReadFile = (path: string) => Buffer

/**
 * Settings from the environment over those of the file that `ANXING_CONFIG` names (JSON, the same names).
 * All that is wrong is said at once; an unknown `ANXING_…` in the environment is a warning, in the file a problem.
 */
export function readConfig(env: Record<string, string | undefined>, readFile: ReadFile = (path) => readFileSync(path)): ConfigAnswer {
  const problems: ConfigProblem[] = []
  const file = readSettingsFile(env['ANXING_CONFIG'], readFile, problems)
  const fromEnv: Raw = Object.fromEntries(Object.entries(env).filter(([name, value]) => name.startsWith('ANXING_') && value !== undefined && value !== ''))
  delete fromEnv['ANXING_CONFIG']
  const isKnown = (name: string) => name in Settings.shape
  for (const name of Object.keys(file).filter((n) => !isKnown(n))) problems.push({ name, problem: 'There is no such setting.', remedy: `Take it out of the file, or use one of: ${Object.keys(Settings.shape).join(', ')}.` })
  const warnings = Object.keys(fromEnv).filter((n) => !isKnown(n)).map((name) => `${name} is not a setting of the controller.`)

  const parsed = z.safeParse(Settings, { ...file, ...fromEnv })
  if (!parsed.success) {
    for (const issue of parsed.error.issues) problems.push({ name: String(issue.path[0] ?? '(all)'), problem: 'The value does not fit.', remedy: issue.message })
  }
  const given = (name: string): string | null => {
    const value = fromEnv[name] ?? file[name]
    return typeof value === 'string' && value !== '' ? value : null
  }
  const tls = readTls(given('ANXING_TLS_CERT'), given('ANXING_TLS_KEY'), readFile, problems)
  if (!parsed.success) return { ok: false, problems }
  const oidc = readOidc(parsed.data, problems)
  if (problems.length > 0) return { ok: false, problems }
  return { ok: true, warnings, config: { ...toConfig(parsed.data), tls, oidc } }
}

function readSettingsFile(path: string | undefined, readFile: ReadFile, problems: ConfigProblem[]): Raw {
  if (!path) return {}
  try {
    const json: unknown = JSON.parse(readFile(path).toString('utf8'))
    const parsed = z.safeParse(z.record(z.string(), z.unknown()), json)
    if (parsed.success) return parsed.data
    problems.push({ name: 'ANXING_CONFIG', problem: 'The file is JSON, but not an object of settings.', remedy: 'Write it as {"ANXING_PORT": 8080}.' })
  } catch (error) {
    problems.push({ name: 'ANXING_CONFIG', problem: `The file cannot be read: ${error instanceof Error ? error.message : String(error)}`, remedy: 'Name a JSON file that the controller may read.' })
  }
  return {}
}

function readTls(certPath: string | null, keyPath: string | null, readFile: ReadFile, problems: ConfigProblem[]): Config['tls'] {
  if (!certPath && !keyPath) return null
  const read = (name: string, path: string | null): Buffer | null => {
    if (!path) {
      problems.push({ name, problem: 'It is missing.', remedy: 'Give both ANXING_TLS_CERT and ANXING_TLS_KEY, or neither.' })
      return null
    }
    try {
      return readFile(path)
    } catch (error) {
      problems.push({ name, problem: `The file cannot be read: ${error instanceof Error ? error.message : String(error)}`, remedy: 'Name a PEM file that the controller may read.' })
      return null
    }
  }
  const cert = read('ANXING_TLS_CERT', certPath)
  const key = read('ANXING_TLS_KEY', keyPath)
  return cert && key ? { cert, key } : null
}

function readOidc(settings: Settings, problems: ConfigProblem[]): Config['oidc'] {
  const { ANXING_OIDC_ISSUER: issuer, ANXING_OIDC_CLIENT_ID: clientId, ANXING_OIDC_CLIENT_SECRET: clientSecret, ANXING_OIDC_NAME: name } = settings
  if (issuer !== undefined && clientId !== undefined && clientSecret !== undefined) return { issuer, clientId, clientSecret, name }
  const parts = { ANXING_OIDC_ISSUER: issuer, ANXING_OIDC_CLIENT_ID: clientId, ANXING_OIDC_CLIENT_SECRET: clientSecret }
  const missing = Object.entries(parts).filter(([, value]) => value === undefined)
  if (missing.length < 3) for (const [missed] of missing) problems.push({ name: missed, problem: 'It is missing.', remedy: 'Give ANXING_OIDC_ISSUER, ANXING_OIDC_CLIENT_ID and ANXING_OIDC_CLIENT_SECRET together, or none of them.' })
  return null
}

function toConfig(settings: Settings): Omit<Config, 'tls' | 'oidc'> {
  const demo = settings.ANXING_DEMO
  return {
    port: settings.ANXING_PORT,
    // The demo pairs screens by itself, so it is for this machine alone unless somebody says otherwise.
    host: settings.ANXING_HOST ?? (demo ? '127.0.0.1' : '0.0.0.0'),
    mqttPort: settings.ANXING_MQTT_PORT === 0 ? null : settings.ANXING_MQTT_PORT,
    data: settings.ANXING_DATA,
    site: settings.ANXING_SITE,
    demo,
    adminPassword: settings.ANXING_ADMIN_PASSWORD ?? null,
    databaseUrl: settings.ANXING_DATABASE_URL ?? null,
    mqttUrl: settings.ANXING_MQTT_URL ?? null,
    mqttWsUrl: settings.ANXING_MQTT_WS_URL ?? null,
    mediaBytes: settings.ANXING_MEDIA_MB * 1024 * 1024,
    speech: listed(settings.ANXING_SPEECH).filter((name) => name === 'espeak' || name === 'sherpa'),
    speechModels: Object.fromEntries(listed(settings.ANXING_SPEECH_MODELS).map((pair) => [pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1)])),
    origin: settings.ANXING_ORIGIN === undefined ? null : new URL(settings.ANXING_ORIGIN).origin,
    proxies: listed(settings.ANXING_TRUST_PROXY ?? ''),
    log: settings.ANXING_LOG,
  }
}

/** The problems as lines for a person at a terminal. */
export function explain(problems: readonly ConfigProblem[]): string {
  return [`The settings do not fit (${problems.length}):`, ...problems.map(({ name, problem, remedy }) => `  ${name}: ${problem} ${remedy}`)].join('\n')
}
