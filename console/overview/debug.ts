import type { TerminalMap } from '../../faces/map/scene.ts'

/** What a demo page lets a test or a curious person read of the map; it can take its picture away and change nothing else. */
export type MapHandle = Pick<TerminalMap, 'inspect' | 'lose'>

declare global {
  interface Window { __anxingMap?: MapHandle }
}

/** Only a demo has this handle. Returns how to take it away. */
export function exposeForDemo({ inspect, lose }: TerminalMap): () => void {
  window.__anxingMap = { inspect, lose }
  return () => { delete window.__anxingMap }
}
