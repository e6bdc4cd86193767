import { expect, it } from 'vitest'
import { createJobs } from '../../controller/jobs.ts'
import { createHeardLog } from '../support/log.ts'

function setUp(run: () => Promise<string>) {
  const ran: [string, boolean][] = []
  const jobs = createJobs({ timeZone: 'Asia/Shanghai', now: () => Temporal.Instant.from('2026-11-23T00:00:00Z'), log: createHeardLog(), ran: (job, ok) => ran.push([job, ok]) })
  jobs.add({ name: 'sweep', cron: '0 4 * * *', run })
  return { jobs, ran }
}

it('a job never overlaps itself: whoever asks while it runs waits for that run', async () => {
  let running = 0
  let most = 0
  const ends: (() => void)[] = []
  const { jobs, ran } = setUp(async () => {
    running += 1
    most = Math.max(most, running)
    await new Promise<void>((resolve) => ends.push(resolve))
    running -= 1
    return 'done'
  })
  const both = [jobs.runNow('sweep'), jobs.runNow('sweep')]
  await Promise.resolve()
  for (const end of ends) end()
  expect([await Promise.all(both), most, ran]).toEqual([[true, true], 1, [['sweep', true]]])
  const again = jobs.runNow('sweep')
  await Promise.resolve()
  for (const end of ends) end()
  await again
  expect(ran.length).toBe(2)
})

it('a job that fails says so, and the next run that works takes it back', async () => {
  let fails = true
  const { jobs } = setUp(async () => {
    if (fails) throw new Error('the disk is full')
    return 'swept'
  })
  await jobs.runNow('sweep')
  expect([jobs.view()[0], jobs.health()]).toMatchObject([{ ok: false, lastResult: 'the disk is full', lastRun: '2026-11-23T00:00:00Z' }, { ok: false, detail: 'failed last time: sweep' }])
  fails = false
  await jobs.runNow('sweep')
  expect([jobs.view()[0], jobs.health().ok, await jobs.runNow('nothing')]).toMatchObject([{ ok: true, lastResult: 'swept' }, true, false])
})
