import type { Page } from 'playwright'

/** What a finger or an eye would stumble over, as the browser laid it out. */
export const touchFaults = (page: Page, least: number): Promise<string[]> => page.evaluate((smallest) => {
  const found: string[] = []
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
  return found
}, least)
