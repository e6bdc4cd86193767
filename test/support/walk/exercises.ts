import type { Plan } from './plan.ts'
import { pageName, until, type Walker } from './walker.ts'

/** Runs in the page. Enough rounds of three to have met all there is, and more. */
const MOST_ROUNDS = 60
/** Once a session knows nearly all, it asks again what it likes. */
const SESSION_ROUNDS = 10

/** The question that stands: looks at it, answers it with the option whose turn it is, and looks at the answer if there is one. */
async function question(walk: Walker, plan: Plan, where: string): Promise<string> {
  const id = document.querySelector('[data-item]')?.getAttribute('data-item') ?? ''
  walk.look(`${where} question ${id}`)
  const options = walk.buttons('option-').sort()
  await walk.press(options[(plan.questions.indexOf(id) + plan.pass) % options.length] ?? 'option-')
  await until(() => !pageName().startsWith('quiz-'), `what follows ${id}`)
  if (pageName().startsWith('answer-')) walk.look(`${where} answer ${id}`)
  return id
}

/** Rounds until every question was met, each with an answer; then rates. */
export async function quiz(walk: Walker, plan: Plan): Promise<void> {
  const left = new Set(plan.questions)
  await walk.fresh()
  await walk.go('quiz', 'quiz-')
  for (let round = 0; round < MOST_ROUNDS && left.size > 0; round += 1) {
    while (pageName().startsWith('quiz-')) {
      left.delete(await question(walk, plan, 'quiz'))
      await walk.press('next')
      await until(() => !pageName().startsWith('answer-'), 'the next question')
    }
    await walk.at('finish')
    await until(() => document.querySelector('[data-code]') !== null, 'four words for the desk')
    walk.look(`finish of round ${round}`)
    if (walk.buttons('rate-').length > 0) await walk.press(`rate-${1 + (round % 3)}`)
    walk.look(`finish of round ${round}, rated`)
    if ((round + 1) % SESSION_ROUNDS > 0) await walk.go('again', 'quiz-')
    else {
      await walk.fresh()
      await walk.go('quiz', 'quiz-')
    }
  }
}

/** Each kind of scam that may be asked for. */
export async function interests(walk: Walker): Promise<void> {
  walk.look('menu')
  for (const name of walk.buttons('scam-')) {
    await walk.go(name, 'quiz-0')
    walk.look(name)
    await walk.go('home', 'menu')
  }
}

const MOST_SESSIONS = 30

/** Every story: the list has room for some, others in each session. */
export async function cases(walk: Walker, plan: Plan): Promise<void> {
  const left = new Set(plan.cases.map((id) => `case-${id}`))
  for (let session = 0; session < MOST_SESSIONS && left.size > 0; session += 1) {
    await walk.toMenu()
    await walk.go('cases', 'cases')
    walk.look(`cases ${walk.buttons('case-').join(' ')}`)
    const name = walk.buttons('case-').find((one) => left.has(one))
    if (name === undefined) {
      await walk.fresh()
      continue
    }
    left.delete(name)
    await walk.go(name, 'case-')
    for (let step = pageName(); step !== 'finish'; step = pageName()) {
      walk.look(`${name} ${step}`)
      await walk.press('next')
      await until(() => pageName() !== step, `what follows ${step}`)
    }
    walk.look(`${name} finish`)
  }
}

/** Each class, between the questions of one of its pairs. */
export async function lessons(walk: Walker, plan: Plan): Promise<void> {
  for (const id of plan.lessons) {
    await walk.go('lesson', 'lessons')
    walk.look('lessons')
    await walk.go(`lesson-${id}`, 'quiz-0')
    await question(walk, plan, `lesson ${id}`)
    await walk.at('lesson-play')
    const part = (): string => document.querySelector('[data-part]')?.getAttribute('data-part') ?? ''
    while (pageName() === 'lesson-play') {
      const was = part()
      walk.look(`lesson ${id} scene ${was}`)
      await walk.press('skip')
      await until(() => pageName() === 'lesson-end' || part() !== was, `what follows scene ${was}`)
    }
    walk.look(`lesson ${id} end`)
    await walk.go('next', 'quiz-0')
    await question(walk, plan, `lesson ${id}`)
    await walk.go('next', 'finish')
    walk.look(`lesson ${id} finish`)
    await walk.toMenu()
  }
}
