import type { Plan } from './plan.ts'
import { pageName, until, type Walker } from './walker.ts'

/** Runs in the page. As an input method writes: all at once. */
async function write(text: string): Promise<void> {
  const field = document.querySelector<HTMLInputElement>('[data-field="ask"]')
  if (!field) throw new Error('there is no field')
  field.value = text
  field.dispatchEvent(new InputEvent('input', { bubbles: true, inputType: 'insertText' }))
  await until(() => document.querySelector('[data-found]') !== null, 'what is found')
}

/** Every answer, asked for in its own words; then what nobody knows. */
export async function ask(walk: Walker, { answers }: Plan): Promise<void> {
  await walk.go('ask', 'ask')
  walk.look('ask')
  for (const { id, asked } of answers) {
    await write(asked)
    await until(() => walk.buttons(`answer-${id}`).includes(`answer-${id}`), `answer ${id} for "${asked}"`)
    walk.look(`ask found ${id}`)
    await walk.go(`answer-${id}`, 'ask-answer')
    walk.look(`ask answer ${id}`)
    await walk.go('home', 'ask')
  }
  await walk.go('answer-', 'ask-answer')
  await walk.go('no', 'ask')
  walk.look('ask others')
  await walk.go('vain', 'ask-vain')
  walk.look('ask vain')
  await walk.go('again', 'ask')
  await write('qqqq xxxx')
  await until(() => document.querySelector('[data-found="0"]') !== null, 'nothing found')
  walk.look('ask found nothing')
  await walk.go('vain', 'ask-vain')
  walk.look('ask vain, nothing found')
  await walk.go('again', 'ask')
  await write(answers[0]?.asked ?? '')
  await until(() => walk.buttons('answer-').length > 0, 'an answer')
  await walk.go('answer-', 'ask-answer')
  await walk.go('yes', 'finish')
  walk.look('ask finish')
}

/** Its list and each of its parts to the last page. */
export async function guide(walk: Walker): Promise<void> {
  await walk.go('guide', 'guide')
  walk.look('guide')
  const parts = walk.buttons('part-')
  await walk.go('part-0', 'guide-0')
  for (const [n] of parts.entries()) {
    walk.look(pageName())
    await walk.go('next', n + 1 < parts.length ? `guide-${n + 1}` : 'finish')
  }
  walk.look('guide finish')
}

export async function paid(walk: Walker): Promise<void> {
  await walk.go('paid', 'paid')
  walk.look('paid')
  await walk.go('help-paid', 'help-none')
  walk.look('paid help')
}

/** Somebody is called: nobody hears it for a while, then it is known, somebody sets out, has been there; another call is taken back. */
export async function help(walk: Walker): Promise<void> {
  const stands = async (name: string): Promise<void> => {
    await walk.at(name)
    walk.look(name)
  }
  await walk.go('help', 'help-none')
  walk.look('help-none')
  window.holdBack(true)
  await walk.press('call')
  await stands('help-calling')
  walk.pass(9_000)
  await stands('help-failed')
  window.holdBack(false)
  await stands('help-told')
  await window.staffDo('accept')
  await stands('help-coming')
  await window.staffDo('done')
  await stands('help-done')
  await walk.press('call')
  await walk.at('help-told')
  await walk.press('withdraw')
  await until(() => pageName() === 'help-none' || pageName() === 'help-done', 'the call withdrawn')
  walk.look('help withdrawn')
}
