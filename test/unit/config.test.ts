import { describe, expect, it } from 'vitest'
import { explain, readConfig } from '../../controller/config.ts'

const files: Record<string, string> = { '/good.json': '{"ANXING_PORT": 9000, "ANXING_DEMO": true}', '/typo.json': '{"ANXING_PROT": 1}', '/list.json': '[]', '/broken.json': '{', '/cert.pem': 'C', '/key.pem': 'K' }
const readFile = (path: string): Buffer => {
  const text = files[path]
  if (text === undefined) throw new Error(`ENOENT: ${path}`)
  return Buffer.from(text)
}
const read = (env: Record<string, string>) => readConfig(env, readFile)

describe('settings', () => {
  it('have defaults that serve everybody, and the demo only this machine', () => {
    const plain = read({})
    expect(plain.ok && plain.config).toMatchObject({ port: 8080, mqttPort: 1883, host: '0.0.0.0', demo: false, databaseUrl: null, tls: null, adminPassword: null })
    const demo = read({ ANXING_DEMO: '1' })
    expect(demo.ok && demo.config).toMatchObject({ host: '127.0.0.1', demo: true })
    const open = read({ ANXING_DEMO: '1', ANXING_HOST: '0.0.0.0', ANXING_MQTT_PORT: '0' })
    expect(open.ok && open.config).toMatchObject({ host: '0.0.0.0', mqttPort: null })
  })

  it('come from the environment over the file', () => {
    const both = read({ ANXING_CONFIG: '/good.json', ANXING_PORT: '9100' })
    expect(both.ok && [both.config.port, both.config.demo]).toEqual([9100, true])
  })

  it('are said all at once where they are wrong, each with its name and remedy, and without its value', () => {
    const answer = read({ ANXING_PORT: '99999', ANXING_DEMO: 'maybe', ANXING_ADMIN_PASSWORD: 'hush', ANXING_DATABASE_URL: 'mysql://secret@x/y', ANXING_MQTT_URL: 'http://x', ANXING_TLS_CERT: '/cert.pem', ANXING_LOG: 'loud' })
    if (answer.ok) throw new Error('taken')
    expect(answer.problems.map((p) => p.name).sort()).toEqual(['ANXING_ADMIN_PASSWORD', 'ANXING_DATABASE_URL', 'ANXING_DEMO', 'ANXING_LOG', 'ANXING_MQTT_URL', 'ANXING_PORT', 'ANXING_TLS_KEY'])
    expect(answer.problems.every((p) => p.remedy.length > 10)).toBe(true)
    expect(explain(answer.problems)).not.toMatch(/hush|secret|maybe/)
  })

  it.each([['/typo.json', 'ANXING_PROT'], ['/list.json', 'ANXING_CONFIG'], ['/broken.json', 'ANXING_CONFIG'], ['/missing.json', 'ANXING_CONFIG']])('refuse the file %s over %s', (path, name) => {
    const answer = read({ ANXING_CONFIG: path })
    expect(answer.ok ? [] : answer.problems.map((p) => p.name)).toEqual([name])
  })

  it('take a certificate with its key, and warn of a name that means nothing', () => {
    const answer = read({ ANXING_TLS_CERT: '/cert.pem', ANXING_TLS_KEY: '/key.pem', ANXING_PROT: '1' })
    expect(answer.ok && answer.config.tls).toEqual({ cert: Buffer.from('C'), key: Buffer.from('K') })
    expect(answer.ok && answer.warnings).toEqual(['ANXING_PROT is not a setting of the controller.'])
  })
})
