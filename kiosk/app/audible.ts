import { volumeAt } from '../../protocol/hours.ts'
import { mayBeHeard, type By } from '../device/announce.ts'
import type { Stage } from './stage.svelte.ts'

/** How loud this device is now, 0 to 1, and who may be heard on it. */
export function audible(stage: Stage): { volume: number; may: Record<By, boolean> } {
  const { desired, view } = stage
  const volume = desired ? volumeAt(desired.volume, desired.volumes ?? [], desired.timeZone, stage.now) : 0
  return { volume, may: mayBeHeard(view?.shown.audio, { inSession: view?.shown.reasons.some(({ code }) => code === 'session/on') ?? false, alerted: view?.main.kind === 'alert', volume }) }
}
