import { execFileSync } from 'node:child_process'
import { expect, it } from 'vitest'

it('the documents of the wire and the API are what the code says', () => {
  const said = execFileSync(process.execPath, ['tools/docs.ts', '--check'], { cwd: new URL('../..', import.meta.url).pathname, encoding: 'utf8' })
  expect(said).toContain('The documents are what the code says.')
})
