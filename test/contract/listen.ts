import type { Link, Message } from '../../link/link.ts'

export const bytes = (text: string): Uint8Array => new TextEncoder().encode(text)
export const text = (message: Message): string => new TextDecoder().decode(message.payload)

export const once1 = { qos: 1, retain: false } as const
export const kept = { qos: 1, retain: true } as const

export { until } from '../support/until.ts'

export function online(link: Link): Promise<void> {
  return new Promise((resolve) => {
    const stop = link.onState((state) => {
      if (state.name !== 'online') return
      queueMicrotask(() => stop())
      resolve()
    })
  })
}

/** Everything that comes to `filter`, in order. */
export async function collect(link: Link, filter: string): Promise<Message[]> {
  const got: Message[] = []
  await link.subscribe(filter, (message) => void got.push(message))
  return got
}
