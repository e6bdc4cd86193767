import { createServer, request, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { takeUpgrades } from '../../controller/broker/websocket.ts'

let server: Server
let taken = 0

beforeAll(async () => {
  server = createServer((_request, response) => response.end('here'))
  takeUpgrades(server, {
    path: '/mqtt', largestFrame: 1024, mayAccept: () => true,
    onStream(stream) {
      taken += 1
      stream.on('error', () => undefined).destroy()
    },
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
})
afterAll(() => new Promise((resolve) => {
  server.closeAllConnections()
  server.close(resolve)
}))

const upgrade = (path: string, headers: Record<string, string> = {}) => new Promise<number>((resolve, reject) => {
  const asked = request({ host: '127.0.0.1', port: (server.address() as AddressInfo).port, path, headers: { connection: 'Upgrade', upgrade: 'websocket', 'sec-websocket-version': '13', 'sec-websocket-key': 'dGhlIHNhbXBsZSBub25jZQ==', 'sec-websocket-protocol': 'mqtt', ...headers } })
  asked.on('response', (response) => {
    response.resume()
    resolve(response.statusCode ?? 0)
  })
  asked.on('upgrade', (response, socket) => {
    socket.on('error', () => undefined).destroy()
    resolve(response.statusCode ?? 0)
  })
  asked.on('error', reject).end()
})

it('an upgrade to anything but /mqtt is refused, whatever its path, and ends nothing', async () => {
  for (const path of ['//', '//:', '//[', 'http://[/mqtt', '/other', '/mqtt/x', '/%ff']) expect([path, await upgrade(path)]).toEqual([path, 404])
  expect(await upgrade('/mqtt', { 'sec-websocket-protocol': 'chat' })).toBe(400)
  expect(taken).toBe(0)
  expect([await upgrade('/mqtt'), await upgrade('/mqtt?from=screen')]).toEqual([101, 101])
  expect(taken).toBe(2)
})
