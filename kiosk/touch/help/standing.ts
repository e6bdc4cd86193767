import type { Desired } from '../../../protocol/device.ts'

/** How a call stands for whoever looks at the page. `failed`: nobody has heard of it for so long that it must be said. */
export type Standing = 'none' | 'calling' | 'failed' | 'told' | 'coming' | 'done'

/** The console rings within a second; after this without an answer something is wrong. It goes on being tried. */
const PATIENCE_MS = 8_000

/** `call`: the call that was made on this page, `told`: what the controller says of this screen's last call, perhaps somebody else's. */
export function standing(call: { id: string; askedMs: number } | null, told: Desired['call'], nowMs: number): Standing {
  if (told && told.state !== 'done' && (!call || told.id === call.id)) return told.state === 'waiting' ? 'told' : 'coming'
  if (!call) return 'none'
  if (told?.id === call.id) return 'done'
  return nowMs - call.askedMs > PATIENCE_MS ? 'failed' : 'calling'
}
