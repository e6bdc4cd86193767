import type { Library } from '../../protocol/api.ts'
import type { ContentState } from '../../protocol/words.ts'
import type { Entry } from './entry.ts'

/** Whether screens may show what is in this state: samples only in the demo. */
export const isLive = (state: ContentState, demo: boolean): boolean => state === 'live' || (demo && state === 'sample')

type Content = { playlists: Library['playlists']; itemStates: Library['itemStates']; demo: boolean }

/** Items of a playlist that screens leave out because nobody stands for them yet; withdrawn ones were taken off on purpose. */
export function unreviewed(items: readonly string[], { itemStates = {}, demo }: Omit<Content, 'playlists'>): string[] {
  return [...new Set(items)].filter((id) => {
    const state = itemStates[id]
    return state !== undefined && state !== 'withdrawn' && !isLive(state, demo)
  })
}

/** The entries that take turns: live, with a live playlist that has an item to show. */
export function liveEntries(entries: readonly Entry[], { playlists, itemStates, demo }: Content): Entry[] {
  const shows = new Set(playlists.filter((p) => isLive(p.state, demo) && p.items.some((id) => isLive(itemStates?.[id] ?? 'live', demo))).map((p) => p.id))
  return entries.filter((e) => isLive(e.state, demo) && shows.has(e.playlist))
}
