import axe from 'axe-core'
import type { Page } from 'playwright'

declare global {
  interface Window { axe?: typeof axe }
}

export type AxeOptions = {
  /** Selectors of what is a picture of something else: what is inside is taken out meanwhile, for axe walks over all there is. */
  exclude?: readonly string[]
  /** Also axe's own good practices, but for those named. */
  practicesBut?: readonly string[]
}

/**
 * What axe finds on a page against WCAG 2.2 A and AA, as text; empty is clean. It runs in the page itself and is put there
 * once: by way of a page of its own, for each run, it takes several times as long. Of what is made
 * alike in the same place, as rows are, three stand for all; the others keep their room, unseen meanwhile.
 */
export async function axeFindings(page: Page, { exclude = [], practicesBut }: AxeOptions = {}): Promise<string[]> {
  if (await page.evaluate(() => window.axe === undefined)) await page.evaluate(axe.source)
  return page.evaluate(async ({ left, but }) => {
    if (!window.axe) throw new Error('axe is not on the page')
    const pictures = left.flatMap((selector) => [...document.querySelectorAll(selector)]).map((picture) => {
      const inside = document.createDocumentFragment()
      inside.append(...picture.childNodes)
      return { picture, inside }
    })

    const STAND_FOR_ALL = 3
    const telling = ['class', 'style', 'role', 'type', 'tabindex', 'lang', 'aria-pressed', 'aria-selected', 'aria-disabled', 'aria-current', 'aria-expanded', 'aria-hidden']
    const known = new WeakMap<Element, string>()
    /** How it is made, but for its words and for figures in its style. */
    const made = (of: Element): string => {
      const names = of.getAttributeNames()
      const values = telling.filter((name) => names.includes(name)).map((name) => (name === 'style' ? of.getAttribute(name)?.replaceAll(/[\d.%-]+/g, '') : of.getAttribute(name)))
      const inside = [...of.childNodes].map((child) => (child instanceof Element ? known.get(child) ?? made(child) : child.textContent?.trim() ? 'words' : ''))
      const text = `<${of.tagName} ${names.join()} ${values.join()}>${inside.join('')}</>`
      known.set(of, text)
      return text
    }
    made(document.body)
    const counts = new Map<string, number>()
    const unseen: (HTMLElement | SVGElement)[] = []
    const walk = (parent: Element, path: string) => {
      for (const child of parent.children) {
        const is = `${path} ${known.get(child) ?? ''}`
        const count = (counts.get(is) ?? 0) + 1
        counts.set(is, count)
        const row = parent.children.length > STAND_FOR_ALL && !child.matches('label, legend, caption, th, [style*="visibility"]') && (child instanceof HTMLElement || child instanceof SVGElement)
        if (row && count > STAND_FOR_ALL) {
          unseen.push(child)
          child.style.visibility = 'hidden'
        } else if (!child.matches('a, button, label, summary, h1, h2, h3, h4')) walk(child, `${path} ${child.tagName}.${child.getAttribute('class')}`) // whose name is what is inside
      }
    }
    walk(document.body, '')

    try {
      const { violations } = await window.axe.run({ exclude: left.map((selector) => [selector]) }, {
        resultTypes: ['violations'],
        ...(but ? { rules: Object.fromEntries(but.map((rule) => [rule, { enabled: false }])) } : { runOnly: { type: 'tag', values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'] } }),
      })
      return violations.flatMap(({ id, nodes }) => nodes.map(({ target, html, failureSummary }) => `${id}: ${target.join(' ')} ${html.slice(0, 120)} ${failureSummary?.split('\n')[1]?.trim() ?? ''}`))
    } finally {
      for (const row of unseen) {
        row.style.visibility = ''
        if (row.getAttribute('style') === '') row.removeAttribute('style')
      }
      for (const { picture, inside } of pictures) picture.append(inside)
    }
  }, { left: exclude, but: practicesBut })
}
