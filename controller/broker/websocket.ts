import type { IncomingMessage, Server } from 'node:http'
import type { Server as SecureServer } from 'node:https'
import type { Duplex } from 'node:stream'
import { createWebSocketStream, WebSocketServer } from 'ws'

export type HttpServer = Server | SecureServer

/** Not by way of `URL`: it throws on `//`, and what throws in an upgrade ends the process. */
const pathOf = (request: IncomingMessage) => (request.url ?? '/').split('?', 1)[0]

function refuse(socket: Duplex, status: string): void {
  socket.on('error', () => socket.destroy())
  socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`)
}

/** The subprotocol `mqtt` must be among those offered [MQTT-6.0.0-3]. */
const offersMqtt = (request: IncomingMessage) =>
  (request.headers['sec-websocket-protocol'] ?? '').split(',').some((name) => name.trim() === 'mqtt')

/**
 * Takes WebSocket upgrades of an HTTP server at `path` and hands on their byte streams. Other paths are left to other
 * listeners, or refused where there are none. Gives a function that lets go of the server.
 */
export function takeUpgrades(
  server: HttpServer,
  { path, largestFrame, mayAccept, onStream }: { path: string; largestFrame: number; mayAccept: () => boolean; onStream: (stream: Duplex, address: string) => void },
): () => void {
  const sockets = new WebSocketServer({ noServer: true, clientTracking: false, perMessageDeflate: false, maxPayload: largestFrame, handleProtocols: () => 'mqtt' })

  const onUpgrade = (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    if (pathOf(request) !== path) {
      if (server.listenerCount('upgrade') === 1) refuse(socket, '404 Not Found')
      return
    }
    if (!offersMqtt(request)) return refuse(socket, '400 Bad Request')
    if (!mayAccept()) return refuse(socket, '503 Service Unavailable')
    sockets.handleUpgrade(request, socket, head, (ws) => {
      const stream = createWebSocketStream(ws)
      // Text frames are against [MQTT-6.0.0-1].
      ws.on('message', (_data, isBinary) => {
        if (!isBinary) stream.destroy()
      })
      onStream(stream, request.socket.remoteAddress ?? 'unknown')
    })
  }

  server.on('upgrade', onUpgrade)
  return () => {
    server.off('upgrade', onUpgrade)
    sockets.close()
  }
}
