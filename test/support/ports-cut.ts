import { once } from 'node:events'
import { connect, createServer, type AddressInfo, type Socket } from 'node:net'

export type CuttableLine = {
  port: number
  /** Tears every connection (a reset, as when a cable is pulled and the peer gives up) and takes no new ones. */
  cut(): void
  restore(): void
  close(): Promise<void>
}

/** A TCP line to `target` on this machine that can be cut. Carries MQTT and WebSocket alike. */
export async function layLine(target: number): Promise<CuttableLine> {
  const ends = new Set<Socket>()
  let isCut = false
  const keep = (socket: Socket) => {
    ends.add(socket)
    socket.setNoDelay(true)
    socket.on('error', () => socket.destroy())
    socket.once('close', () => ends.delete(socket))
  }
  const server = createServer((near) => {
    if (isCut) return near.resetAndDestroy()
    const far = connect(target, '127.0.0.1')
    keep(near)
    keep(far)
    near.pipe(far)
    far.pipe(near)
    near.once('close', () => far.destroy())
    far.once('close', () => near.destroy())
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  const tearAll = () => {
    for (const socket of [...ends]) socket.resetAndDestroy()
  }
  return {
    port,
    cut() {
      isCut = true
      tearAll()
    },
    restore() {
      isCut = false
    },
    async close() {
      tearAll()
      server.close()
      await once(server, 'close')
    },
  }
}
