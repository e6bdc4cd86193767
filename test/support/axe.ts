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
 * once: by way of a page of its own, for each run, it takes several times as long.
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
    const { violations } = await window.axe.run({ exclude: left.map((selector) => [selector]) }, {
      resultTypes: ['violations'],
      ...(but ? { rules: Object.fromEntries(but.map((rule) => [rule, { enabled: false }])) } : { runOnly: { type: 'tag', values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'] } }),
    })
    for (const { picture, inside } of pictures) picture.append(inside)
    return violations.flatMap(({ id, nodes }) => nodes.map(({ target, html, failureSummary }) => `${id}: ${target.join(' ')} ${html.slice(0, 120)} ${failureSummary?.split('\n')[1]?.trim() ?? ''}`))
  }, { left: exclude, but: practicesBut })
}
