import { deviceMayPublish, deviceMaySubscribe } from '../protocol/topics.ts'

/** What one connection may do. A broker refuses the rest. */
export type Rights = {
  mayPublish(path: string): boolean
  maySubscribe(filter: string): boolean
}

/** The rights of a device, from the topic table. */
export const deviceRights = (site: string, device: string): Rights => ({
  mayPublish: (path) => deviceMayPublish(site, device, path),
  maySubscribe: (filter) => deviceMaySubscribe(site, device, filter),
})

export const allRights: Rights = { mayPublish: () => true, maySubscribe: () => true }

/**
 * A client id belongs to a name when it is the name, or the name followed by something that no name contains: else
 * `gate-1` could connect as `gate-12` and throw it out.
 */
export function ownsClientId(name: string, clientId: string): boolean {
  if (!clientId.startsWith(name)) return false
  return clientId.length === name.length || !/[A-Za-z0-9_-]/.test(clientId.charAt(name.length))
}
