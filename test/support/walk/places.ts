import type { Plan } from './plan.ts'
import { pageName, until, type Walker } from './walker.ts'

/** Steps are cut into pages by the height that there is, a frame after it is known. */
const laidOut = (): Promise<void> => new Promise((done) => { requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done))) })

/** Runs in the page. All pages of steps of the way that stands, or the reason why there is none. */
async function way(walk: Walker, state: string): Promise<void> {
  await until(() => pageName() === 'way-route' || pageName() === 'way-refused', state)
  if (pageName() === 'way-refused') {
    walk.look(`${state} refused`)
    return
  }
  const list = (): HTMLElement | null => document.querySelector('ol')
  await until(() => (list()?.clientHeight ?? 0) > 0, 'the steps')
  await laidOut()
  const first = list()?.textContent
  for (let n = 0; n < 6; n += 1) {
    walk.look(`${state} ${n}`)
    const steps = list()
    if (steps && steps.scrollHeight > steps.clientHeight + 2) walk.faults.push(`${state} ${n}: steps are cut by ${steps.scrollHeight - steps.clientHeight}`)
    const map = document.querySelector('[data-map]')?.getBoundingClientRect()
    for (const tag of document.querySelectorAll('.map .tag')) {
      const { left, right, top, bottom } = tag.getBoundingClientRect()
      if (map && (left < map.left - 1 || right > map.right + 1 || top < map.top - 1 || bottom > map.bottom + 1)) walk.faults.push(`${state}: ${tag.textContent} leaves the map`)
    }
    if (walk.buttons('more').length === 0) return
    await walk.press('more')
    await laidOut()
    if (list()?.textContent === first) return
  }
}

/** One place; `both`: with steps and without. The switch stays, so the next place is met the other way round. */
async function place(walk: Walker, name: string, both: boolean): Promise<void> {
  const free = (): boolean => document.querySelector('[role="switch"]')?.getAttribute('aria-checked') === 'true'
  const how = (): string => (free() ? 'without steps' : 'with steps')
  await way(walk, `way ${name} ${how()}`)
  if (walk.buttons('step-free').length === 0) {
    // Where there is none without steps, one with steps is offered.
    if (walk.buttons('way-other').length === 0) return
    await walk.press('way-other')
    await until(() => pageName() === 'way-route', 'a way with steps')
    await way(walk, `way ${name} with steps`)
    return
  }
  if (!both) return
  const was = free()
  await walk.press('step-free')
  await until(() => pageName() === 'way-refused' || free() !== was, 'the other way')
  await way(walk, `way ${name} ${pageName() === 'way-refused' ? 'without steps' : how()}`)
  if (walk.buttons('way-other').length > 0) await walk.go('way-other', 'way-route')
}

/** Every place of every kind; with steps and without in one pass or the next. */
export async function ways(walk: Walker, { pass }: Plan): Promise<void> {
  await walk.go('way', 'way')
  await until(() => document.querySelector('.busy') === null && walk.buttons('kind-').length > 0, 'the building')
  walk.look('way')
  for (const kind of walk.buttons('kind-')) {
    await walk.press(kind)
    await until(() => pageName() !== 'way', kind)
    if (pageName() === 'way-route' || pageName() === 'way-refused') await place(walk, kind, true)
    else {
      const list = pageName()
      walk.look(list)
      const places = walk.buttons('place-')
      for (const [n, name] of places.entries()) {
        await walk.press(name)
        await until(() => pageName() !== list, name)
        await place(walk, name, places.length < 3 || n % 2 === pass % 2)
        await walk.go('home', list)
      }
    }
    await walk.go('home', 'way')
  }
}
