/** Words over the map, as crisp as the page's own: names of zones and levels, the ring around the chosen mark and what it is called. */
import './map.css'
import { arrange } from './arrange.ts'
import type { Box, Wanted } from './arrange.ts'

/** Where it belongs and what it names, pixels; see `Wanted`. The first in the list have the first choice of a place. */
export type Label = Pick<Wanted, 'key' | 'x' | 'y' | 'area' | 'under' | 'urgent'> & { text: string; note: string; className: string }
/** The page, and what lies over it above and below, pixels. */
export type LabelPage = { width: number; height: number; above: number; below: number }
export type Ring = { x: number; y: number; text: string; cursor: boolean } | null

const EDGE = 4
const TAG = { height: 24, above: 42, least: 46 }

export function createLabels(host: HTMLElement) {
  const layer = Object.assign(document.createElement('div'), { className: 'map-labels' })
  layer.setAttribute('aria-hidden', 'true')
  host.append(layer)
  type Held = { element: HTMLElement; written: string; width: number; height: number; short: number }
  const elements = new Map<string, Held>()
  const ring = Object.assign(document.createElement('div'), { className: 'map-ring', hidden: true })
  const tag = Object.assign(document.createElement('div'), { className: 'map-tag', hidden: true })
  layer.append(ring, tag)
  let tagWidth = 0

  /** Writes a label where it says something new. */
  function write({ key, text, note, className }: Label): Held | null {
    const held = elements.get(key) ?? { element: document.createElement('div'), written: '', width: 0, height: 0, short: 0 }
    const now = `${text}\n${note}\n${className}`
    if (held.written === now) return null
    held.element.className = `map-label ${className}`
    held.element.replaceChildren(text, ...(note ? [Object.assign(document.createElement('small'), { textContent: note })] : []))
    if (!elements.has(key)) layer.insertBefore(held.element, ring)
    held.element.hidden = false
    held.written = now
    elements.set(key, held)
    return held
  }
  const put = (element: HTMLElement, x: number, y: number) => { element.style.transform = `translate(${Math.round(x)}px, ${Math.round(y)}px)` }

  /** The ring and its tag; the boxes that they take. */
  function choose(chosen: Ring, pageWidth: number): Box[] {
    ring.hidden = tag.hidden = chosen === null
    if (!chosen) return []
    ring.classList.toggle('cursor', chosen.cursor)
    if (tagWidth === 0 || tag.textContent !== chosen.text) {
      tag.textContent = chosen.text
      tagWidth = tag.offsetWidth
    }
    const [left, y] = [Math.min(Math.max(chosen.x - tagWidth / 2, EDGE), Math.max(EDGE, pageWidth - tagWidth - EDGE)), Math.max(chosen.y, TAG.least)]
    put(ring, chosen.x, chosen.y)
    put(tag, left, y)
    return [{ x: chosen.x, y: chosen.y, width: 34, height: 34 }, { x: left + tagWidth / 2, y: y - TAG.above + TAG.height / 2, width: tagWidth, height: TAG.height }]
  }

  return {
    /** Writes names where they are clear of one another, of `marks` and of the chosen one's; those without a place are not shown. */
    put(labels: readonly Label[], marks: readonly Box[], chosen: Ring, { width: pageWidth, height: pageHeight, above, below }: LabelPage): void {
      // Measured once for each text, and after all are written: the browser works out the places of all of them at once.
      const fresh = labels.flatMap((label) => write(label) ?? [])
      for (const held of fresh) {
        held.width = held.element.offsetWidth
        held.height = held.element.offsetHeight
        held.short = held.height - (held.element.querySelector('small')?.offsetHeight ?? 0)
      }
      const named = new Set(labels.map(({ key }) => key))
      for (const [key, { element }] of elements) if (!named.has(key)) { element.remove(); elements.delete(key) }
      const taken = choose(chosen, pageWidth)
      const wanted = labels.map(({ key, x, y, area, under, urgent }): Wanted => {
        const { width, height, short } = elements.get(key) ?? { width: 0, height: 0, short: 0 }
        return { key, x, y, area, under, urgent, width, height, short }
      })
      const places = arrange(wanted, marks, taken, { left: EDGE, top: EDGE + above, right: pageWidth - EDGE, bottom: pageHeight - EDGE - below })
      for (const { key, width, height, short } of wanted) {
        const element = elements.get(key)?.element
        const at = places.get(key)
        if (!element) continue
        element.hidden = at === undefined
        if (!at) continue
        element.classList.toggle('short', at.short)
        put(element, at.x - width / 2, at.y - (at.short ? short : height) / 2)
      }
    },
    /** Forgets sizes, for the typeface has come. */
    remeasure(): void {
      for (const held of elements.values()) held.written = ''
      tagWidth = 0
    },
    dispose: () => layer.remove(),
  }
}
