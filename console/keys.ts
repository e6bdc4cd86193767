import type { Room } from './route.ts'

/** What a key means to the frame. Lists and dialogs handle their own keys. */
export type KeyAction = { do: 'room'; room: Room } | { do: 'raise' } | { do: 'waiting' } | { do: 'help' } | { do: 'search' }
/** The first key of a chord, and until when the second may follow (milliseconds). */
export type KeyState = { first: 'g' | 'a'; until: number } | null

export const CHORD_MS = 1500
export const roomKeys: Record<string, Room> = { o: 'overview', a: 'alerts', s: 'schedule', c: 'content', r: 'review', w: 'show', e: 'engagement', d: 'desk', j: 'operations', u: 'people', l: 'audit', m: 'account' }

/** One key press, outside any field and without modifiers, to the next state and perhaps an action. */
export function nextKey(state: KeyState, key: string, now: number): { state: KeyState; action: KeyAction | null } {
  const first = state && now <= state.until ? state.first : null
  if (first === 'g') {
    const room = roomKeys[key]
    return { state: null, action: room ? { do: 'room', room } : null }
  }
  if (first === 'a' && key === 'a') return { state: null, action: { do: 'raise' } }
  if (first === 'a' && key === 'w') return { state: null, action: { do: 'waiting' } }
  if (key === 'g' || key === 'a') return { state: { first: key, until: now + CHORD_MS }, action: null }
  if (key === '?') return { state: null, action: { do: 'help' } }
  if (key === '/') return { state: null, action: { do: 'search' } }
  return { state: null, action: null }
}

/** Whether keys typed here are text for a field: then they are nobody's shortcut. */
export function takesText(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false
  if (target.isContentEditable || target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement) return true
  return target instanceof HTMLInputElement && !['checkbox', 'radio', 'button', 'range', 'submit'].includes(target.type)
}
