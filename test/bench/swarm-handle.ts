import { fork } from 'node:child_process'
import { once } from 'node:events'
import type { SwarmOrder, SwarmReport } from './swarm.ts'
import { within } from './within.ts'

export type Swarm = {
  start(order: Extract<SwarmOrder, { do: 'start' }>, seconds: number): Promise<void>
  /** Call before the message is sent. Resolves with when the last of `count` devices had it; null where not all had it in time. */
  expect(what: 'alert' | 'raw', count: number, seconds: number): Promise<{ lastMs: Promise<number | null> }>
  /** Resolves when the devices have next to nothing to do. */
  rest(): Promise<void>
  readonly said: string
  stop(): Promise<void>
}

/** Thousands of simulated devices in a process of their own. */
export function openSwarm(): Swarm {
  const child = fork(new URL('swarm.ts', import.meta.url), { serialization: 'advanced', execArgv: ['--max-old-space-size=8192', '--max-semi-space-size=256', ...(process.env['ANXING_BENCH_PROFILE'] ? ['--cpu-prof', `--cpu-prof-dir=${process.env['ANXING_BENCH_PROFILE']}`] : [])] })
  const gone = once(child, 'exit')
  let said = ''
  const next = <Is extends SwarmReport['is']>(is: Is) => new Promise<Extract<SwarmReport, { is: Is }>>((resolve, reject) => {
    const hear = (report: SwarmReport) => {
      if (report.is !== is) return
      child.off('message', hear)
      resolve(report as Extract<SwarmReport, { is: Is }>)
    }
    child.on('message', hear)
    void gone.then(([code]) => reject(new Error(`the devices' process ended (${code})`)))
  })
  const order = (wanted: SwarmOrder) => child.send(wanted)
  return {
    async start(wanted, seconds) {
      const ready = next('ready')
      order(wanted)
      await within(seconds, `${wanted.devices.length} devices come online`, ready)
    },
    async expect(what, count, seconds) {
      const all = next('all')
      const watching = next('watching')
      order({ do: 'expect', what, count })
      await within(seconds, 'the devices watch', watching)
      const lastMs = within(seconds, 'all devices', all).then(({ lastMs }) => lastMs, async () => {
        const seen = next('seen')
        order({ do: 'how-many' })
        const report = await within(seconds, 'the devices answer', seen)
        said = `${report.count} of ${count} had it, ${report.losses} connections lost since the start`
        return null
      })
      return { lastMs }
    },
    async rest() {
      const resting = next('resting')
      order({ do: 'rest' })
      await within(60, 'the devices rest', resting)
    },
    get said() {
      return said
    },
    async stop() {
      if (child.connected) child.disconnect()
      const timer = setTimeout(() => child.kill('SIGKILL'), 5_000)
      await gone
      clearTimeout(timer)
    },
  }
}
