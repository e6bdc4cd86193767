import type { Page } from 'playwright'
import { BODY_MM_PER_M, HEADLINE_MM_PER_M } from '../../protocol/legible.ts'

/**
 * A 32-inch portrait panel, 1,080 pixels on 398.5 mm, read from 0.6 m: what is read needs 9 mm per metre, headlines and elder mode
 * 12.2. Other panels of the same drawing have the same share of the short side.
 */
const PIXELS_PER_MM = 1080 / 398.5
const METRES = 0.6
const leastOf = (mmPerMetre: number): number => (mmPerMetre * METRES * PIXELS_PER_MM) / 1080

export type Least = { smallest: number; body: number; headline: number }
/** `least`: of a target, pixels; 60 stands for elder mode. */
export const leastFor = (least: number): Least => ({ smallest: least, body: leastOf(BODY_MM_PER_M), headline: leastOf(HEADLINE_MM_PER_M) })

/** What a finger or an eye would stumble over, as the browser laid it out. Runs in the page: it uses nothing from outside itself. */
export function faultsInPage({ smallest, body, headline }: Least): string[] {
  const found: string[] = []
  const short = Math.min(innerWidth, innerHeight)
  for (const words of document.querySelectorAll('.first, .second')) {
    if (!words.checkVisibility() || words.textContent.trim() === '') continue
    const share = parseFloat(getComputedStyle(words).fontSize) / short
    const needed = smallest >= 60 || words.tagName === 'H1' ? headline : body
    if (share < needed) found.push(`"${words.textContent.trim().slice(0, 12)}" is ${(share * 398.5).toFixed(1)} mm high on a 32-inch panel, and needs ${(needed * 398.5).toFixed(1)}`)
  }
  const boxes = [...document.querySelectorAll('button')].filter((b) => b.checkVisibility()).map((b) => ({ name: b.dataset['button'] ?? '?', box: b.getBoundingClientRect() }))
  const dialog = document.querySelector('dialog[open]')
  for (const { name, box } of boxes) {
    if (box.width < smallest || box.height < smallest) found.push(`${name} is ${Math.round(box.width)} x ${Math.round(box.height)}`)
    if (box.left < 0 || box.top < 0 || box.right > innerWidth + 1 || box.bottom > innerHeight + 1) found.push(`${name} leaves the screen`)
  }
  for (const [i, a] of boxes.entries()) {
    for (const b of boxes.slice(i + 1)) {
      if (!dialog && a.box.left < b.box.right - 1 && b.box.left < a.box.right - 1 && a.box.top < b.box.bottom - 1 && b.box.top < a.box.bottom - 1) found.push(`${a.name} lies on ${b.name}`)
    }
  }
  for (const part of document.querySelectorAll('.page main > section, .invite')) {
    if (part.scrollHeight > part.clientHeight + 2 || part.scrollWidth > part.clientWidth + 2) found.push(`${part.className} overflows by ${part.scrollHeight - part.clientHeight}, ${part.scrollWidth - part.clientWidth}`)
    const inner = [...part.children].filter((c) => c.checkVisibility() && getComputedStyle(c).position !== 'absolute').map((c) => c.getBoundingClientRect())
    const outer = part.getBoundingClientRect()
    if (inner.some((box) => box.top < outer.top - 2 || box.bottom > outer.bottom + 2)) found.push(`${part.className}: something sticks out`)
    for (const [i, box] of inner.entries()) if (i > 0 && box.top < (inner[i - 1]?.bottom ?? 0) - 2 && box.left < (inner[i - 1]?.right ?? 0) - 2) found.push(`${part.className}: child ${i} lies on child ${i - 1}`)
  }
  for (const words of document.querySelectorAll('.page main .words, .answer > *, .invite .words')) {
    if (words.scrollWidth > words.clientWidth + 4 && words.clientWidth > 0) found.push(`words are cut: ${words.textContent.slice(0, 20)}`)
  }
  const range = document.createRange()
  for (const words of document.querySelectorAll('.page .spaced')) {
    if (!words.checkVisibility()) continue
    for (const node of words.childNodes) {
      for (const { 0: word, index } of (node.textContent ?? '').matchAll(/[A-Za-z]{2,}/g)) {
        range.setStart(node, index)
        range.setEnd(node, index + word.length)
        if (new Set([...range.getClientRects()].map(({ top }) => Math.round(top))).size > 1) found.push(`"${word}" is torn`)
      }
    }
  }
  return found
}

export const touchFaults = (page: Page, least: number): Promise<string[]> => page.evaluate(faultsInPage, leastFor(least))
