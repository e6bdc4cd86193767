import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { PLACES } from './chromium.ts'

/** Programs that the tests run for real, with Debian's package and where it puts them. */
const needed = [
  { what: 'Chromium', package: 'chromium-headless-shell', paths: PLACES },
  { what: 'Mosquitto', package: 'mosquitto', paths: ['/usr/sbin/mosquitto', '/usr/local/sbin/mosquitto'] },
  { what: 'PostgreSQL', package: 'postgresql', paths: ['/usr/lib/postgresql/15/bin/postgres', '/usr/lib/postgresql/16/bin/postgres', '/usr/lib/postgresql/17/bin/postgres', '/usr/lib/postgresql/18/bin/postgres'] },
  { what: 'FFmpeg', package: 'ffmpeg', paths: ['/usr/bin/ffmpeg', '/usr/local/bin/ffmpeg'] },
] as const

const missing = () => needed.filter((n) => !n.paths.some((p) => existsSync(p)))

async function run(command: string, args: string[]): Promise<boolean> {
  const [status] = await once(spawn(command, args, { stdio: ['ignore', 'inherit', 'inherit'], env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } }), 'close') as [number | null]
  return status === 0
}

/**
 * Sees to it that Chromium, Mosquitto, PostgreSQL and FFmpeg are there, by apt-get where it may.
 * @returns sentences on what is still missing and how to get it; empty when all is there.
 */
export async function ensureSystem(): Promise<string[]> {
  const wanted = missing().map((n) => n.package)
  if (wanted.length > 0 && existsSync('/usr/bin/apt-get') && process.getuid?.() === 0) {
    console.log(`Installing ${wanted.join(', ')} ...`)
    if (!await run('apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...wanted])) {
      await run('apt-get', ['update', '-qq'])
      await run('apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...wanted])
    }
  }
  return missing().map((n) => `${n.what} is missing: looked for ${n.paths.join(', ')}. Install it, e.g. with: sudo apt-get install ${n.package}`)
}
