import { bytesToText, check } from '../../../protocol/codec.ts'
import type { Graph } from '../../../protocol/way/graph.ts'
import { WayMap } from '../../../protocol/way/map.ts'
import { createWays } from '../../../protocol/way/route.ts'

let held: { sha256: string; graph: Promise<Graph | null> } | null = null

/** The building by its hash, ready to be walked in: kept, for working it out takes a moment. Null where it cannot be had or read. */
export function loadVenue(file: (sha256: string) => Promise<Uint8Array | null>, sha256: string): Promise<Graph | null> {
  if (held?.sha256 !== sha256) held = { sha256, graph: read(file, sha256) }
  const { graph } = held
  // What could not be had may come yet.
  void graph.then((it) => { if (it === null && held?.graph === graph) held = null })
  return graph
}

async function read(file: (sha256: string) => Promise<Uint8Array | null>, sha256: string): Promise<Graph | null> {
  const bytes = await file(sha256)
  const text = bytes && bytesToText(bytes)
  if (!text?.ok) return null
  try {
    const map = check(WayMap, JSON.parse(text.value), 'venue')
    return map.ok ? createWays(map.value) : null
  } catch {
    return null
  }
}
