/** Runs in the page. What is inside a word's line, above and below which its box is empty. */
const INK = 0.42
const HAN = /\p{Script=Han}/u
/** Half a line's leading and rounding, pixels. */
const SLACK = 3

type Line = { block: Element; text: string; size: number; left: number; right: number; top: number; bottom: number }

const short = (text: string): string => text.trim().replace(/\s+/g, ' ').slice(0, 24)
const shown = (element: Element): boolean => element.checkVisibility({ checkVisibilityCSS: true, checkOpacity: true })

/** All lines of words that stand on the screen, by where their ink is. */
function linesIn(root: Element): Line[] {
  return [...root.querySelectorAll('.first:not(:has(.first)), .second')].filter(shown).flatMap((block) => {
    const size = Number.parseFloat(getComputedStyle(block).fontSize)
    const nodes = document.createTreeWalker(block, NodeFilter.SHOW_TEXT)
    const range = document.createRange()
    const lines: Line[] = []
    for (let node = nodes.nextNode(); node; node = nodes.nextNode()) {
      if (!node.textContent?.trim()) continue
      range.selectNodeContents(node)
      for (const { left, right, top, bottom, width } of range.getClientRects()) {
        if (width < 1) continue
        const middle = (top + bottom) / 2
        lines.push({ block, text: node.textContent, size, left, right, top: middle - size * INK, bottom: middle + size * INK })
      }
    }
    return lines
  })
}

/** What cuts off what leaves it: the nearest boxes around an element, with the edges that they cut. */
function cutters(of: Element, known: Map<Element, DOMRect[]>): DOMRect[] {
  const held = known.get(of)
  if (held) return held
  const { parentElement } = of
  const above = parentElement ? cutters(parentElement, known) : []
  const style = getComputedStyle(of)
  const all = style.overflowX !== 'visible' || style.overflowY !== 'visible' ? [...above, of.getBoundingClientRect()] : above
  known.set(of, all)
  return all
}

/** Words that are cut off, lie on other words, or lie beneath something else. */
export function wordFaults(): string[] {
  const found = new Set<string>()
  const root = document.querySelector('dialog[open]') ?? document.body
  const lines = linesIn(root)
  const known = new Map<Element, DOMRect[]>()
  for (const line of lines) {
    const { block, left, right, top, bottom } = line
    const name = `"${short(block.textContent)}"`
    if (left < -1 || top < -1 || right > innerWidth + 1 || bottom > innerHeight + 1) found.add(`${name} leaves the screen`)
    for (const box of cutters(block, known)) if (left < box.left - SLACK || right > box.right + SLACK || top < box.top - SLACK || bottom > box.bottom + SLACK) found.add(`${name} is cut off`)
    if (getComputedStyle(block).pointerEvents === 'none') continue
    const over = document.elementFromPoint((left + right) / 2, (top + bottom) / 2)
    if (over && !block.contains(over) && !over.contains(block)) found.add(`${name} lies beneath ${over.tagName.toLowerCase()}.${over.getAttribute('class') ?? ''}`)
  }
  for (const [i, one] of lines.entries()) {
    for (const other of lines.slice(i + 1)) {
      if (one.block === other.block || one.left >= other.right - SLACK || other.left >= one.right - SLACK || one.top >= other.bottom - SLACK || other.top >= one.bottom - SLACK) continue
      found.add(`"${short(one.block.textContent)}" and "${short(other.block.textContent)}" lie on each other`)
    }
  }
  return [...found]
}

/** Buttons of which a finger in their middle, or near a corner, would meet something else. */
export function hitFaults(): string[] {
  const root = document.querySelector('dialog[open]') ?? document.body
  return [...root.querySelectorAll<HTMLElement>('[data-button]')].filter((one) => shown(one)).flatMap((one) => {
    const { left, top, width, height } = one.getBoundingClientRect()
    const missed = ([[0.5, 0.5], [0.12, 0.2], [0.88, 0.2], [0.12, 0.8], [0.88, 0.8]] as const).map(([x, y]) => document.elementFromPoint(left + width * x, top + height * y)).find((met) => met !== null && !one.contains(met))
    return missed ? [`${one.dataset['button']} lies beneath ${missed.closest('[data-button]')?.getAttribute('data-button') ?? missed.tagName.toLowerCase()}`] : []
  })
}

/** Lettering, the other language's own name and the label that the law asks for in Chinese. */
const MAY_BE_CHINESE = '[aria-hidden="true"], [data-button="language"], [data-label], .above'

/** Chinese where English was asked for: written, or read out as a name by an English voice. */
export function chineseLeft(): string[] {
  const root = document.querySelector('dialog[open]') ?? document.querySelector('.page') ?? document.body
  const found: string[] = []
  const nodes = document.createTreeWalker(root, NodeFilter.SHOW_TEXT)
  for (let node = nodes.nextNode(); node; node = nodes.nextNode()) {
    const { parentElement, textContent } = node
    if (textContent && HAN.test(textContent) && parentElement && !parentElement.closest(MAY_BE_CHINESE) && shown(parentElement)) found.push(`is not in English: ${short(textContent)}`)
  }
  for (const named of root.querySelectorAll('[aria-label], [placeholder], [title]')) {
    for (const what of ['aria-label', 'placeholder', 'title']) {
      const value = named.getAttribute(what)
      if (value && HAN.test(value) && !named.getAttribute('lang')?.startsWith('zh') && !named.closest(MAY_BE_CHINESE) && shown(named)) found.push(`is not named in English: ${short(value)}`)
    }
  }
  return found
}
