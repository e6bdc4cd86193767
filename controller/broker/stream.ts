import type { Duplex } from 'node:stream'
import { createFrameGuard, type FrameFault, type FrameLimits } from './frames.ts'

/**
 * Makes a stream fit for aedes, which takes what has arrived with `read(null)`.
 *
 * Since Node 26 `read()` gives one chunk where it gave all that was buffered, and aedes asks only once for each
 * 'readable': a WebSocket, whose frames are chunks, would stop after its first. So all is asked for by its length.
 * What passes is measured on the way; after a fault nothing more is handed on.
 */
export function prepareStream(stream: Duplex, limits: FrameLimits, onFault: (fault: FrameFault) => void): void {
  const read = stream.read.bind(stream)
  const inspect = createFrameGuard(limits)
  stream.read = (size?: number | null): unknown => {
    const chunk: unknown = read(size ?? (stream.readableLength || undefined))
    if (!(chunk instanceof Uint8Array)) return chunk
    const fault = inspect(chunk)
    if (fault === null) return chunk
    onFault(fault)
    return null
  }
}
