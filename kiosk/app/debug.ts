import type { Device, View } from '../device/device.ts'
import type { LogLine } from './ports/browser.ts'

export type DemoClock = { ms: number }

/** What a demo page lets a test or a curious person read. It can set the clock off; it can change nothing else. */
export type DemoHandle = {
  readonly device: string
  readonly view: View | null
  readonly showing: string
  readonly reasons: readonly string[]
  readonly now: string
  /** How many clips of what may be said there are; null before their table has come. */
  readonly speech: number | null
  readonly state: ReturnType<Device['inspect']>
  readonly log: readonly LogLine[]
  shiftClock(milliseconds: number): void
}

declare global {
  interface Window { __anxing?: DemoHandle }
}

/** Only the demo pairs by the address, and only such a page has this handle. */
export function exposeForDemo(device: Device, shift: DemoClock, lines: readonly LogLine[]): void {
  const showing = (): string => {
    const main = device.view?.main
    if (!main) return 'nothing'
    return main.kind === 'item' ? `item:${main.item.id}` : main.kind === 'alert' ? `alert:${main.alert.id}` : main.kind
  }
  window.__anxing = {
    device: device.id,
    get view() { return device.view },
    get showing() { return showing() },
    get reasons() { return (device.view?.shown.reasons ?? []).map((r) => [r.code, r.id, r.detail].filter((part) => part !== undefined).join(' ')) },
    get now() { return device.now().toString() },
    get speech() { return device.speech && Object.keys(device.speech).length },
    get state() { return device.inspect() },
    get log() { return lines },
    shiftClock(milliseconds) {
      shift.ms += milliseconds
      device.lookAgain()
    },
  }
}
