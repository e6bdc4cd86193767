import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chown, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { freePorts } from './ports.ts'

export type Postgres = {
  url: string
  readonly pid: number
  /** An empty database of its own, by URL. */
  database(name: string): Promise<string>
  /** Ends it in order and waits; its folder goes too. */
  stop(): Promise<void>
}

const BIN = process.env['POSTGRES_BIN'] ?? '/usr/lib/postgresql/15/bin'

/** PostgreSQL refuses to run as root: it becomes the user `postgres` then. */
function unprivileged(): { uid: number; gid: number } | null {
  if (process.getuid?.() !== 0) return null
  const id = (flag: string) => Number(execFileSync('id', [flag, 'postgres'], { encoding: 'utf8' }))
  return { uid: id('-u'), gid: id('-g') }
}

async function ask(url: string, sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    await client.query(sql)
  } finally {
    await client.end()
  }
}

/** A private PostgreSQL in a folder of its own, on a free port of this machine. Resolves once it answers. */
export async function startPostgres(): Promise<Postgres> {
  const folder = await mkdtemp(join(tmpdir(), 'anxing-postgres-'))
  const who = unprivileged()
  if (who) await chown(folder, who.uid, who.gid)
  const as = { ...who, cwd: folder, env: { PATH: process.env['PATH'] ?? '', LC_ALL: 'C.UTF-8' } }
  execFileSync(join(BIN, 'initdb'), ['-D', folder, '-U', 'anxing', '-A', 'trust', '-E', 'UTF8', '--no-sync'], { ...as, stdio: 'pipe' })
  const [port = 0] = await freePorts(1)
  const server = spawn(join(BIN, 'postgres'), ['-D', folder, '-p', String(port), '-c', 'listen_addresses=127.0.0.1', '-c', `unix_socket_directories=${folder}`], { ...as, stdio: ['ignore', 'ignore', 'pipe'] })
  let said = ''
  await new Promise<void>((resolve, reject) => {
    server.stderr.setEncoding('utf8').on('data', (text: string) => {
      said += text
      if (said.includes('database system is ready to accept connections')) resolve()
    })
    server.once('error', reject)
    server.once('exit', (code) => reject(new Error(`PostgreSQL ended (${code}): ${said}`)))
  })
  const urlOf = (name: string) => `postgres://anxing@127.0.0.1:${port}/${name}`
  return {
    url: urlOf('postgres'),
    pid: server.pid ?? -1,
    async database(name) {
      await ask(urlOf('postgres'), `create database "${name}"`)
      return urlOf(name)
    },
    async stop() {
      const gone = once(server, 'exit')
      if (server.exitCode === null && server.signalCode === null) {
        server.kill('SIGINT') // fast shutdown
        await gone
      }
      await rm(folder, { recursive: true, force: true })
    },
  }
}
