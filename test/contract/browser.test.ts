import { createServer } from 'node:http'
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright'
import { build, type Rolldown } from 'vite'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { topicPath, topics } from '../../protocol/topics.ts'
import type { Link, LinkState } from '../../link/link.ts'
import type { connectMqtt as Connect } from '../../link/mqtt.ts'
import { createEmbeddedBroker, type EmbeddedBroker } from '../../controller/broker/service.ts'
import { launchChromium } from '../support/chromium.ts'
import { byNameAlone, createTestLog, secretOf, site } from '../support/brokers.ts'
import { bytes, collect, kept, text, until } from './listen.ts'

/** The same link in a real browser: bundled as an app would, under a policy that allows no worker made from a blob. */

declare global {
  interface Window {
    connectMqtt: typeof Connect
    link: Link
    states: LinkState[]
    got: { path: string; text: string; size: number; retain: boolean }[]
  }
}

const http = createServer()
let broker: EmbeddedBroker
let browser: Browser
let page: Page
let origin: string
const complaints: string[] = []

async function bundle(): Promise<string> {
  const built = await build({
    configFile: false, logLevel: 'silent',
    build: { write: false, lib: { entry: join(import.meta.dirname, '../../link/mqtt.ts'), formats: ['es'], fileName: 'link' } },
  })
  const [output] = (Array.isArray(built) ? built : [built]) as Rolldown.RolldownOutput[]
  return output?.output[0].code ?? ''
}

async function startBroker(): Promise<void> {
  broker = createEmbeddedBroker({ authenticate: byNameAlone, site, log: createTestLog(), clock: { now: () => Temporal.Now.instant() } })
  await broker.start()
  broker.attachWebSocket(http)
}

beforeAll(async () => {
  const files: Record<string, [string, string]> = {
    '/': ['text/html', '<!doctype html><title>link</title><script type="module" src="/page.js"></script>'],
    '/page.js': ['text/javascript', "import { connectMqtt } from '/link.js'\nwindow.connectMqtt = connectMqtt"],
    '/favicon.ico': ['image/x-icon', ''],
    '/link.js': ['text/javascript', await bundle()],
  }
  http.on('request', ({ url = '/' }, answer) => {
    const [type, body] = files[url] ?? []
    answer.writeHead(body === undefined ? 404 : 200, { 'content-type': type ?? 'text/plain', 'content-security-policy': "default-src 'self'" }).end(body)
  })
  http.listen(0, '127.0.0.1')
  await once(http, 'listening')
  origin = `127.0.0.1:${(http.address() as AddressInfo).port}`
  await startBroker()
  browser = await launchChromium()
})
afterAll(async () => {
  await browser.close()
  await broker.stop()
  http.closeAllConnections()
  http.close()
})

beforeEach(async () => {
  page = await browser.newPage()
  page.on('console', (message) => complaints.push(message.text()))
  page.on('pageerror', (error) => complaints.push(error.message))
  await page.goto(`http://${origin}/`)
  await page.waitForFunction(() => 'connectMqtt' in window)
})

const status = topicPath(topics.status, site, 'gate-1')
const programme = topicPath(topics.programme, site, 'gates')

/** A screen `gate-1` in the page, subscribed to its zone's programme. */
const connectInPage = () => page.evaluate(async ({ url, password, status, programme }) => {
  const words = (text: string) => new TextEncoder().encode(text)
  window.states = []
  window.got = []
  window.link = window.connectMqtt(url, {
    clientId: 'gate-1', username: 'gate-1', password, backoff: { firstMs: 20, longestMs: 100 },
    will: { path: status, payload: words('gone'), qos: 1, retain: true },
    birth: () => ({ path: status, payload: words('here'), qos: 1, retain: true }),
  })
  window.link.onState((state) => window.states.push(state))
  await window.link.subscribe(programme, ({ path, payload, retain }) => {
    window.got.push({ path, text: new TextDecoder().decode(payload.subarray(0, 20)), size: payload.byteLength, retain })
  })
  await new Promise<void>((resolve) => window.link.onState((state) => { if (state.name === 'online') resolve() }))
}, { url: `ws://${origin}/mqtt`, password: secretOf('gate-1'), status, programme })

test('hears, speaks, and leaves its will when the page is torn away', async () => {
  const controller = broker.link()
  const said = await collect(controller, status)
  const events = await collect(controller, topicPath(topics.event, site, 'gate-1'))
  await controller.publish(programme, bytes('held'), kept)
  await connectInPage()
  const large = new Uint8Array(200 * 1024).fill(65)
  await controller.publish(programme, large, kept)
  await until(async () => expect(await page.evaluate(() => window.got)).toEqual([
    { path: programme, text: 'held', size: 4, retain: true }, { path: programme, text: 'A'.repeat(20), size: large.length, retain: false },
  ]))
  await page.evaluate((path) => window.link.publish(path, Uint8Array.from({ length: 200 * 1024 }, (_, n) => n % 256), { qos: 1, retain: false }), topicPath(topics.event, site, 'gate-1'))
  await until(() => expect(events[0]?.payload).toEqual(Uint8Array.from({ length: 200 * 1024 }, (_, n) => n % 256)))
  await page.close()
  await until(() => expect(said.map(text)).toEqual(['here', 'gone']))
  expect(complaints).toEqual([])
})

test('closes in order, and then rejects', async () => {
  const said = await collect(broker.link(), status)
  await connectInPage()
  const code = await page.evaluate(async () => {
    await window.link.close()
    return window.link.publish('x', new Uint8Array(1), { qos: 1, retain: false }).then(() => 'sent', (error: { code: string }) => error.code)
  })
  expect(code).toBe('link/offline')
  await until(() => expect(broker.metrics.connections).toBe(0))
  expect(said.map(text).at(-1)).toBe('here')
  await page.close()
})

test('comes back when the broker does, hears again, and its birth is said again', async () => {
  await connectInPage()
  await broker.stop()
  await until(async () => expect(await page.evaluate(() => window.states.at(-1)?.name)).not.toBe('online'))
  await startBroker()
  const said = await collect(broker.link(), status)
  await until(() => expect(said.map(text)).toEqual(['here']))
  await until(async () => expect(await page.evaluate(() => window.link.state.name)).toBe('online'))
  await broker.link().publish(programme, bytes('news'), kept)
  await until(async () => expect(await page.evaluate(() => window.got.at(-1)?.text)).toBe('news'))
  await page.close()
})
