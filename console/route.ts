import type { Right } from '../protocol/rights.ts'

/** Rooms of the console. Addresses are `#/room/id?key=value`, so that any static server can serve them and a link can be sent. */
export const rooms = ['overview', 'alerts', 'schedule', 'content', 'review', 'show', 'engagement', 'desk', 'operations', 'people', 'audit', 'account', 'learn'] as const
export type Room = (typeof rooms)[number]
export type Route = { room: Room; id: string | null; action: string | null; query: Record<string, string> }

/** What one has to be allowed to for a room to be of use; the others are not offered. */
export const rightOfRoom: Record<Room, Right> = {
  overview: 'read', alerts: 'read', schedule: 'read', content: 'read', review: 'read', show: 'read', engagement: 'report', desk: 'read', operations: 'read', people: 'manage', audit: 'audit', account: 'read', learn: 'read',
}
/** The right that a page asks for: its room's, or that of what is done on it. */
export const rightOfRoute = ({ room, id, action }: Route): Right => (room === 'alerts' && (id === 'new' || action === 'edit') ? 'raise' : rightOfRoom[room])

const isRoom = (name: string): name is Room => rooms.some((room) => room === name)

/** The parts of a path; none where it was cut off amid a character. */
function partsOf(path: string): string[] {
  try {
    return path.split('/').filter(Boolean).map(decodeURIComponent)
  } catch {
    return []
  }
}

/** An address to a route; an unknown room, or an address that cannot be read, is the overview. */
export function parseRoute(hash: string): Route {
  const [path = '', search = ''] = hash.replace(/^#\/?/, '').split('?')
  const [room = '', id, action] = partsOf(path)
  // What the second person is given: short enough to be read out.
  if (room === 'release') return { room: 'alerts', id: id ?? null, action: 'release', query: {} }
  const query = Object.fromEntries(new URLSearchParams(search))
  // Playlists had a room of their own once: their addresses go on to lead to them.
  if (room === 'playlists') return { room: 'content', id: id === undefined ? null : 'playlist', action: id ?? null, query: id === undefined ? { kind: 'playlist' } : query }
  return isRoom(room) ? { room, id: id ?? null, action: action ?? null, query } : { room: 'overview', id: null, action: null, query }
}

/** The address of a room: `href('alerts', 'a-1', 'edit')` -> `#/alerts/a-1/edit`. Undefined query values are left out. */
export function href(room: Room, id?: string | null, action?: string | null, query: Record<string, string | undefined> = {}): string {
  const path = [room, id, action].filter((part) => part != null).map(encodeURIComponent).join('/')
  const pairs = Object.entries(query).filter((pair): pair is [string, string] => pair[1] !== undefined)
  const search = new URLSearchParams(pairs).toString()
  return `#/${path}${search && `?${search}`}`
}
