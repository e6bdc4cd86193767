/** What there is to walk, as the kit has it; ids in the kit's order. Pure data: it goes into the page. */
export type Plan = {
  /** Which of the passes this is: options are taken in turn, others in the next. */
  pass: number
  questions: string[]
  cases: string[]
  lessons: string[]
  simulations: string[]
  /** `asked`: what is written into the field, in the language of the mode. */
  answers: { id: string; asked: string }[]
}
