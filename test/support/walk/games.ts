import type { Plan } from './plan.ts'
import { pageName, until, type Walker } from './walker.ts'

/** What leaves the drawn phone, or its half of the page. Runs in the page. */
function phoneFaults(): string[] {
  const found: string[] = []
  const below = (inner: Element, outer: Element | null): boolean => outer !== null && inner.getBoundingClientRect().bottom > outer.getBoundingClientRect().bottom + 2
  for (const part of document.querySelectorAll('.talk .part')) if (below(part, document.querySelector('.handset'))) found.push(`a bubble leaves the phone: ${part.textContent.trim().slice(0, 16)}`)
  for (const box of document.querySelectorAll('.told, .do')) for (const child of box.children) if (below(child, box)) found.push(`${child.getAttribute('class') ?? child.tagName} leaves its half`)
  return found
}

/** Every choice of every simulation once, back and forth, then to an ending and out. Runs in the page. */
export async function simulations(walk: Walker, { simulations: ids }: Plan): Promise<void> {
  await walk.go('simulation', 'simulations')
  walk.look('simulations')
  for (const id of ids) {
    const known = new Set<string>()
    await walk.go(`meet-${id}`, 'run-')
    const from = async (came: string): Promise<void> => {
      const place = pageName()
      walk.look(`${id} ${came}${place}`)
      walk.faults.push(...phoneFaults().map((fault) => `${id} ${came}${place}: ${fault}`))
      if (known.has(place)) return
      known.add(place)
      for (const choice of walk.buttons('choose-')) {
        await walk.press(choice)
        await until(() => pageName() !== place, `what follows ${choice}`)
        await from(`${place} ${choice} `)
        await walk.go('home', place)
      }
    }
    await from('')
    for (let n = 0; pageName().startsWith('run-') && n < 20; n += 1) {
      const was = pageName()
      await walk.press('choose-')
      await until(() => pageName() !== was, `what follows ${was}`)
    }
    await walk.go('next', 'finish')
    walk.look(`${id} finish`)
    await walk.go('again', 'simulations')
  }
  walk.look('simulations, all met')
}

const MOST_TURNS = 80

/** A game for one and four or for two and three, by turns of the passes, each to its end. */
export async function board(walk: Walker, { pass }: Plan): Promise<void> {
  await walk.go('board', 'board')
  walk.look('board')
  for (const players of pass % 2 === 0 ? ['players-1', 'players-4'] : ['players-2', 'players-3']) {
    await walk.press(players)
    for (let n = 0; pageName() !== 'board-over' && n < MOST_TURNS; n += 1) {
      const was = pageName()
      walk.look(`${players} ${was}`)
      await walk.press(was.startsWith('board-ask') ? (n % 3 === 0 ? 'judge-scam' : 'judge-genuine') : 'roll')
      await until(() => pageName() !== was, `what follows ${was}`)
    }
    walk.look(`${players} board-over`)
    await walk.go('next', 'finish')
    walk.look(`${players} finish`)
    await walk.go('again', 'board')
  }
  // Time is up in the midst of a game.
  await walk.press('players-4')
  await walk.press('roll')
  for (let seconds = 0; seconds < 180; seconds += 30) {
    walk.pass(30_000)
    walk.touch()
  }
  await walk.at('board-over')
  walk.look('board-over by the clock')
}
