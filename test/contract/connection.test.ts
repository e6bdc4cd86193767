import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { topicPath, topics } from '../../protocol/topics.ts'
import type { Link } from '../../link/link.ts'
import { site } from '../support/brokers.ts'
import { bytes, collect, kept, once1, online, text, until } from './listen.ts'
import { stands, type Stand } from './stands.ts'

/** What a link does about a connection that can be torn, refused and taken over. */
describe.each(stands)('a connection over %s', (_name, open) => {
  let stand: Stand
  let watcher: Link
  const will = (path: string) => ({ path, payload: bytes('gone'), qos: 1, retain: true }) as const
  const status = (device: string) => topicPath(topics.status, site, device)

  beforeAll(async () => {
    stand = await open()
    watcher = (await stand.connect()).link
    await online(watcher)
  })
  afterAll(() => stand.stop())

  test('its will comes when it is torn, retained, and it comes back by itself', async () => {
    const got = await collect(watcher, 'torn')
    const { link, cut, restore } = await stand.connect({ will: will('torn') })
    await online(link)
    cut()
    await until(() => expect(got.map(text)).toEqual(['gone']))
    await until(() => expect(link.state.name).not.toBe('online'))
    const later = await collect((await stand.connect()).link, 'torn')
    await until(() => expect(later.map((message) => [text(message), message.retain])).toEqual([['gone', true]]))
    restore()
    await online(link)
    await link.publish('torn', bytes('back'), once1)
    await until(() => expect(got.map(text)).toEqual(['gone', 'back']))
  })

  test('its will does not come when it closes in order', async () => {
    const got = await collect(watcher, 'ordered')
    const { link } = await stand.connect({ will: will('ordered') })
    await online(link)
    await link.publish('ordered', bytes('last words'), once1)
    await link.close()
    const marker = (await stand.connect({ will: will('ordered') }))
    await online(marker.link)
    marker.cut()
    await until(() => expect(got.map(text)).toEqual(['last words', 'gone']))
  })

  test('birth comes after each connect, when the subscriptions stand', async () => {
    // Whoever hears a birth answers at once and unretained: the answer is only heard by standing subscriptions.
    let births = 0
    await watcher.subscribe('birth', async (message) => {
      births += 1
      await watcher.publish('answer', message.payload, once1)
    })
    const answers: string[] = []
    let made = 0
    const { link, cut, restore } = await stand.connect({ birth: () => ({ path: 'birth', payload: bytes(`${(made += 1)}`), qos: 1, retain: false }) })
    await link.subscribe('answer', (message) => void answers.push(text(message)))
    await online(link)
    await until(() => expect(answers).toEqual(['1']))
    for (const round of [2, 3]) {
      cut()
      await until(() => expect(link.state.name).not.toBe('online'))
      restore()
      await online(link)
      await until(() => expect(answers.at(-1)).toBe(`${round}`))
    }
    expect(births).toBe(made)
  })

  test('what was subscribed while offline stands after the connect, and nothing of the time away is delivered', async () => {
    const { link, cut, restore } = await stand.connect()
    const got = await collect(link, 'away')
    await online(link)
    await watcher.publish('away', bytes('before'), once1)
    await until(() => expect(got.map(text)).toEqual(['before']))
    cut()
    await until(() => expect(link.state.name).not.toBe('online'))
    await watcher.publish('away', bytes('missed'), once1)
    const noted = await collect(link, 'noted')
    restore()
    await online(link)
    await watcher.publish('away', bytes('after'), once1)
    await watcher.publish('noted', bytes('heard'), once1)
    await until(() => expect([got.map(text), noted.map(text)]).toEqual([['before', 'after'], ['heard']]))
  })

  test('what is unsubscribed while offline does not come back', async () => {
    const { link, cut, restore } = await stand.connect()
    const gone: string[] = []
    const unsubscribe = await link.subscribe('dropped', (message) => void gone.push(text(message)))
    const stays = await collect(link, 'staying')
    await online(link)
    cut()
    await until(() => expect(link.state.name).not.toBe('online'))
    await unsubscribe()
    restore()
    await online(link)
    await watcher.publish('dropped', bytes('x'), once1)
    await watcher.publish('staying', bytes('y'), once1)
    await until(() => expect(stays.map(text)).toEqual(['y']))
    expect(gone).toEqual([])
  })

  test('publishing while offline rejects, and what was under way ends', async () => {
    const { link, cut } = await stand.connect()
    await online(link)
    const underWay = Array.from({ length: 50 }, (_, n) => link.publish('under-way', bytes(`${n}`), once1).then(() => 'sent', (error: { code: string }) => error.code))
    cut()
    const ends = new Set(await Promise.all(underWay))
    expect([...ends].filter((end) => end !== 'sent' && end !== 'link/offline')).toEqual([])
    await until(() => expect(link.state.name).not.toBe('online'))
    await expect(link.publish('x', bytes('x'), once1)).rejects.toMatchObject({ code: 'link/offline' })
  })

  test('all comes back after the broker restarts at the same place', async () => {
    const { link } = await stand.connect({ birth: () => ({ path: 'reborn', payload: bytes('1'), qos: 1, retain: false }) })
    const got = await collect(link, 'after-restart')
    await online(link)
    const seen: string[] = []
    link.onState((state) => void seen.push(state.name))
    const births = await collect(watcher, 'reborn')
    await stand.restart()
    await until(() => expect(seen.filter((name) => name === 'online')).toHaveLength(2))
    expect(seen).toContain('offline')
    await until(() => expect(watcher.state.name).toBe('online'))
    await watcher.publish('after-restart', bytes('still here'), once1)
    await until(() => expect(got.map(text)).toEqual(['still here']))
    expect(births.length).toBeLessThanOrEqual(1)
  })

  test('a wrong password is refused and tried again, never online', async () => {
    const { link } = await stand.connect({ password: 'wrong' })
    const reasons: string[] = []
    const states = new Set<string>()
    link.onState((state) => {
      states.add(state.name)
      if (state.name === 'offline') reasons.push(state.reason)
    })
    await until(() => expect(reasons.length).toBeGreaterThan(0))
    expect(reasons[0]).toMatch(/refused|not authorized/i)
    expect(states).not.toContain('online')
    await link.close()
  })

  test('a device cannot write what is not its own, stays connected, and cannot read another\'s', async () => {
    const all = await collect(watcher, `anxing/v1/${site}/#`)
    const device = await stand.connect({ as: 'device-a' })
    await online(device.link)
    for (const path of [
      topicPath(topics.programme, site, 'gates'), topicPath(topics.zoneAlerts, site, 'gates'), topicPath(topics.desired, site, 'device-a'),
      topicPath(topics.receipt, site, 'device-a'), topicPath(topics.status, site, 'device-b'), topicPath(topics.event, site, 'device-b'), 'elsewhere',
    ]) await device.link.publish(path, bytes('forged'), kept)
    const own = status('device-a')
    await device.link.publish(own, bytes('mine'), kept)
    await until(() => expect(all.map((message) => [message.path, text(message)])).toEqual([[own, 'mine']]))
    const later = (await stand.connect()).link
    const retained = await collect(later, `anxing/v1/${site}/#`)
    await until(() => expect(retained.map((message) => message.path)).toEqual([own]))

    const secret = topicPath(topics.desired, site, 'device-b')
    const public_ = topicPath(topics.programme, site, 'gates')
    const overheard: string[] = []
    for (const filter of [secret, status('device-b'), 'anxing/#', '#', topicPath(topics.desired, site, '+')]) {
      const asked = device.link.subscribe(filter, (message) => void overheard.push(message.path))
      if (stand.refusesSubscriptions) await expect(asked).rejects.toMatchObject({ code: 'link/refused' })
      else await asked
    }
    const heard = await collect(device.link, public_)
    await watcher.publish(secret, bytes('for b'), kept)
    await watcher.publish(public_, bytes('for all'), kept)
    await until(() => expect(heard.map(text)).toEqual(['for all']))
    expect(overheard.filter((path) => path !== public_)).toEqual([])
    expect(device.link.state.name).toBe('online')
    for (const path of [own, secret, public_]) await watcher.publish(path, new Uint8Array(0), kept)
  })

  test('a will on somebody else\'s topic is not sent', async () => {
    const all = await collect(watcher, topicPath(topics.status, site, '+'))
    const forger = await stand.connect({ as: 'device-a', will: will(status('device-b')) })
    const honest = await stand.connect({ as: 'device-b', will: will(status('device-b')) })
    await Promise.all([online(forger.link), online(honest.link)])
    const witness = await stand.connect({ will: will('witness') })
    const witnessed = await collect(watcher, 'witness')
    await online(witness.link)
    forger.cut()
    await until(() => expect(forger.link.state.name).not.toBe('online'))
    witness.cut()
    await until(() => expect(witnessed.map(text)).toEqual(['gone']))
    expect(all).toEqual([])
    honest.cut()
    await until(() => expect(all.map((message) => message.path)).toEqual([status('device-b')]))
    await watcher.publish(status('device-b'), new Uint8Array(0), kept)
  })

  test('a second link with the same client id takes over, and its word is the last', async () => {
    const path = status('device-a')
    const said = await collect(watcher, path)
    const slow = { firstMs: 3_600_000, longestMs: 3_600_000 }
    const options = (who: string) => ({
      as: 'device-a' as const, clientId: 'device-a', backoff: slow, will: will(path),
      birth: () => ({ path, payload: bytes(who), qos: 1 as const, retain: true }),
    })
    const first = await stand.connect(options('first'))
    await online(first.link)
    const second = await stand.connect(options('second'))
    await online(second.link)
    await until(() => expect(first.link.state.name).toBe('offline'))
    await until(() => expect(said.map(text)).toEqual(['first', 'gone', 'second']))
    expect(second.link.state.name).toBe('online')
    await second.link.close()
    await watcher.publish(path, new Uint8Array(0), kept)
  })
})
