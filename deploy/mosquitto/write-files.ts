import { parseArgs } from 'node:util'
import { text } from 'node:stream/consumers'
import { passwordLine, writeMosquittoFiles } from '../../controller/broker/mosquitto.ts'

/**
 * Writes Mosquitto's `acl` and `passwords`:
 *
 *   node deploy/mosquitto/write-files.ts --site demo --folder /etc/mosquitto/anxing --controller controller < secrets
 *
 * with `name secret` in each line of the input, for the controllers and every device.
 */
export async function writeFiles({ site, folder, controllers, secrets }: { site: string; folder: string; controllers: string[]; secrets: string }): Promise<number> {
  const pairs = secrets.split('\n').flatMap((line) => {
    const [, name, secret] = /^\s*(\S+)\s+(\S+)\s*$/.exec(line) ?? []
    return name === undefined || secret === undefined ? [] : [{ name, secret }]
  })
  const lines = await Promise.all(pairs.map(({ name, secret }) => passwordLine(name, secret)))
  await writeMosquittoFiles({ folder, site, controllers, lines })
  return lines.length
}

if (import.meta.main) {
  const { values } = parseArgs({ options: { site: { type: 'string' }, folder: { type: 'string' }, controller: { type: 'string', multiple: true } } })
  if (!values.site || !values.folder) {
    process.stderr.write('usage: node write-files.ts --site SITE --folder FOLDER --controller NAME < lines of "name secret"\n')
    process.exit(2)
  }
  const written = await writeFiles({ site: values.site, folder: values.folder, controllers: values.controller ?? ['controller'], secrets: await text(process.stdin) })
  process.stdout.write(`${written} names written to ${values.folder}.\n`)
}
