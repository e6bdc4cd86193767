import type { Link, Unsubscribe } from '../../link/link.ts'
import { matchTopic, topicPath, topics, type Topic } from '../../protocol/topics.ts'

/** The broker sends what it holds at once after a subscription; this long a silence means that was all. */
const SILENCE_MS = 1_000

export type StraysDeps = {
  link: Link
  site: string
  /** Whether a present fact explains this path. */
  known: (path: string) => boolean
  onStray: (path: string) => void
}

/**
 * Removes from the broker what the controller once said and no present fact explains: a zone or a device that is gone.
 * Devices' own topics are theirs and stay. Resolves with how many were removed, once the broker has been silent a while.
 */
export async function clearStrays({ link, site, known, onStray }: StraysDeps): Promise<number> {
  let removed = 0
  let quiet: (() => void) | null = null
  let timer: ReturnType<typeof setTimeout> | undefined
  const silence = new Promise<void>((resolve) => (quiet = resolve))
  const wait = () => {
    clearTimeout(timer)
    timer = setTimeout(() => quiet?.(), SILENCE_MS)
  }
  const ours = Object.values<Topic>(topics as Record<string, Topic>).filter((topic) => topic.writer === 'controller' && topic.retain)
  const unsubscribes: Unsubscribe[] = []
  wait()
  try {
    for (const topic of ours) {
      unsubscribes.push(await link.subscribe(topicPath(topic, site, '+'), ({ path, payload, retain }) => {
        if (!retain || payload.byteLength === 0) return
        wait()
        if (known(path) || !matchTopic(site, path)) return
        removed += 1
        onStray(path)
        return link.publish(path, new Uint8Array(), { qos: 1, retain: true })
      }))
    }
    await silence
  } finally {
    clearTimeout(timer)
    for (const unsubscribe of unsubscribes) await unsubscribe().catch(() => undefined)
  }
  return removed
}
