import { once } from 'node:events'
import { connect } from 'node:net'
import type { Duplex } from 'node:stream'
import { generate, parser, type Packet } from 'mqtt-packet'
import WebSocket, { createWebSocketStream } from 'ws'

/** An MQTT client that obeys nobody: bytes in, packets out. */
export type RawClient = {
  send(packet: Packet | Uint8Array): void
  /** The packets so far; those wanted can be waited for. */
  got: Packet[]
  /** Stops reading for good, as a frozen screen does. */
  freeze(): void
  readonly ended: boolean
  /** Resolves when all that was sent has left, or the connection has ended. */
  flushed(): Promise<void>
  destroy(): void
}

function overStream(stream: Duplex, freeze: () => void): RawClient {
  const got: Packet[] = []
  const reader = parser({ protocolVersion: 4 })
  let ended = false
  reader.on('packet', (packet) => got.push(packet))
  stream.on('data', (chunk: Buffer) => reader.parse(chunk))
  stream.on('error', () => stream.destroy())
  for (const event of ['end', 'close']) stream.once(event, () => (ended = true))
  return {
    got, freeze,
    send: (packet) => void stream.write(packet instanceof Uint8Array ? packet : generate(packet)),
    get ended() {
      return ended
    },
    flushed: () => new Promise((resolve) => stream.write(new Uint8Array(0), () => resolve())),
    destroy: () => void stream.destroy(),
  }
}

export async function rawTcp(port: number): Promise<RawClient> {
  const socket = connect({ port, host: '127.0.0.1', noDelay: true })
  await once(socket, 'connect')
  return overStream(socket, () => {
    socket.pause()
    socket.removeAllListeners('data')
  })
}

export async function rawWebSocket(port: number): Promise<RawClient> {
  const socket = new WebSocket(`ws://127.0.0.1:${port}/mqtt`, ['mqtt'])
  await once(socket, 'open')
  return overStream(createWebSocketStream(socket), () => socket.pause())
}

export const connectPacket = (username: string, password: string, more: object = {}): Packet => ({
  cmd: 'connect', protocolId: 'MQTT', protocolVersion: 4, clean: true, keepalive: 60, clientId: username, username, password: Buffer.from(password), ...more,
})
