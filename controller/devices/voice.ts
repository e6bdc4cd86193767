import type { Desired } from '../../protocol/device.ts'
import { leavesOf, type Site, type Zone } from '../../protocol/venue.ts'

/** The dialect that is spoken in a zone: its own, else that of the nearest zone around it. */
export function dialectOf(zones: readonly Zone[], zone: string | null): string | undefined {
  const found = zones.find(({ id }) => id === zone)
  return found && (found.dialect ?? dialectOf(zones, found.parent))
}

/** What a place asks of whoever speaks there. Between zones the hours of the whole terminal count, and no dialect. */
export function voiceIn({ zones, volumes = [] }: Pick<Site, 'zones' | 'volumes'>, zone: string | null): Pick<Desired, 'volumes' | 'dialect'> {
  const roots = new Set(zones.filter(({ parent }) => parent === null).map(({ id }) => id))
  const concerns = (wanted: readonly string[]): boolean => (zone === null ? wanted.some((id) => roots.has(id)) : leavesOf(zones, wanted).includes(zone))
  const hours = volumes.filter((one) => concerns(one.zones)).map(({ from, until, volume }) => ({ from, until, volume }))
  const dialect = dialectOf(zones, zone)
  return { ...(hours.length > 0 ? { volumes: hours } : {}), ...(dialect === undefined ? {} : { dialect }) }
}
