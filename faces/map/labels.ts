/** Words over the map, as crisp as the page's own: names of zones and levels, the ring around the chosen mark and what it is called. */
import './map.css'
import { apart } from './pick.ts'
import type { Box } from './pick.ts'

/** `x`, `y`: where it stands, pixels. The first in the list win where two would touch. */
export type Label = { key: string; text: string; note: string; className: string; x: number; y: number }
export type Ring = { x: number; y: number; text: string; cursor: boolean } | null

export function createLabels(host: HTMLElement) {
  const layer = Object.assign(document.createElement('div'), { className: 'map-labels' })
  layer.setAttribute('aria-hidden', 'true')
  host.append(layer)
  type Held = { element: HTMLElement; written: string; width: number; height: number }
  const elements = new Map<string, Held>()
  const ring = Object.assign(document.createElement('div'), { className: 'map-ring', hidden: true })
  const tag = Object.assign(document.createElement('div'), { className: 'map-tag', hidden: true })
  layer.append(ring, tag)
  let tagWidth = 0

  /** Writes a label where it says something new. */
  function write({ key, text, note, className }: Label): Held | null {
    const held = elements.get(key) ?? { element: document.createElement('div'), written: '', width: 0, height: 0 }
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

  return {
    put(labels: readonly Label[], chosen: Ring, pageWidth: number): void {
      // Measured once for each text, and after all are written: the browser works out the places of all of them at once.
      const fresh = labels.flatMap((label) => write(label) ?? [])
      for (const held of fresh) {
        held.width = held.element.offsetWidth
        held.height = held.element.offsetHeight
      }
      const boxes = labels.map(({ key, x, y }): Box => ({ key, x, y, width: elements.get(key)?.width ?? 0, height: elements.get(key)?.height ?? 0 }))
      const kept = apart(boxes)
      const named = new Set(boxes.map(({ key }) => key))
      for (const { key, x, y, width, height } of boxes) {
        const element = elements.get(key)?.element
        if (!element) continue
        element.hidden = !kept.has(key)
        if (kept.has(key)) put(element, x - width / 2, y - height / 2)
      }
      for (const [key, { element }] of elements) if (!named.has(key)) { element.remove(); elements.delete(key) }
      ring.hidden = tag.hidden = chosen === null
      if (!chosen) return
      ring.classList.toggle('cursor', chosen.cursor)
      if (tagWidth === 0 || tag.textContent !== chosen.text) {
        tag.textContent = chosen.text
        tagWidth = tag.offsetWidth
      }
      put(ring, chosen.x, chosen.y)
      put(tag, Math.min(Math.max(chosen.x - tagWidth / 2, 4), Math.max(4, pageWidth - tagWidth - 4)), Math.max(chosen.y, 46))
    },
    /** Forgets sizes, for the typeface has come. */
    remeasure(): void {
      for (const held of elements.values()) held.written = ''
      tagWidth = 0
    },
    dispose: () => layer.remove(),
  }
}
