/** Watches the packet lengths in a byte stream, so that a packet is refused by its header and never collected. Pure. */

export type FrameFault = 'malformed-length' | 'packet-too-large' | 'not-connect'
export type FrameLimits = {
  /** For the first packet, from a peer that nobody knows yet, bytes after the fixed header. */
  first: number
  /** For every other packet. */
  other: number
}

const CONNECT = 1

/**
 * Gives a function to call with each chunk in order: null, or what is wrong. Fixed header and remaining length as in
 * MQTT 3.1.1 clause 2.2; the first packet must be CONNECT [MQTT-3.1.0-1].
 */
export function createFrameGuard(limits: FrameLimits): (chunk: Uint8Array) => FrameFault | null {
  let part: 'type' | 'length' | 'body' = 'type'
  let remaining = 0
  let shift = 0
  let isFirst = true

  function endOfLength(): FrameFault | null {
    if (remaining > (isFirst ? limits.first : limits.other)) return 'packet-too-large'
    isFirst = false
    part = remaining > 0 ? 'body' : 'type'
    return null
  }

  function onByte(byte: number): FrameFault | null {
    if (part === 'type') {
      part = 'length'
      remaining = 0
      shift = 0
      return isFirst && byte >> 4 !== CONNECT ? 'not-connect' : null
    }
    remaining += (byte & 0x7f) * 2 ** shift
    shift += 7
    if ((byte & 0x80) === 0) return endOfLength()
    return shift >= 28 ? 'malformed-length' : null
  }

  return (chunk) => {
    for (let at = 0; at < chunk.length; ) {
      if (part === 'body') {
        const taken = Math.min(remaining, chunk.length - at)
        remaining -= taken
        at += taken
        if (remaining === 0) part = 'type'
        continue
      }
      const fault = onByte(chunk[at] ?? 0)
      if (fault) return fault
      at += 1
    }
    return null
  }
}
