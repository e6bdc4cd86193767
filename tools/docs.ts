/** `npm run docs`: writes the wire, the HTTP API and who may do what from the code. `--check` only says whether they are up to date. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { openApi } from '../controller/http/openapi.ts'
import { asyncApi } from './asyncapi.ts'
import { rightsPage } from './rights.ts'

const root = new URL('..', import.meta.url)
const { version } = JSON.parse(readFileSync(new URL('package.json', root), 'utf8')) as { version: string }
const json = (document: object) => `${JSON.stringify(document, null, 2)}\n`
const api = await openApi()
const documents = { 'docs/asyncapi.json': json(asyncApi(version)), 'docs/openapi.json': json(api), 'docs/rights.md': rightsPage(api) }

let stale = 0
for (const [name, text] of Object.entries(documents)) {
  const file = new URL(name, root)
  if (existsSync(file) && readFileSync(file, 'utf8') === text) continue
  stale += 1
  if (process.argv.includes('--check')) console.error(`${name} is not what the code says. Run: npm run docs`)
  else writeFileSync(file, text)
}
console.log(stale === 0 ? 'The documents are what the code says.' : `${stale} of ${Object.keys(documents).length} documents ${process.argv.includes('--check') ? 'are stale' : 'written'}.`)
process.exit(process.argv.includes('--check') && stale > 0 ? 1 : 0)
