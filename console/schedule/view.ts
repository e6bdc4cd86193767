export const views = ['calendar', 'timeline', 'list'] as const
export type View = (typeof views)[number]

const KEY = 'anxing-schedule-view'
const isView = (text: unknown): text is View => views.some((view) => view === text)

/** The view that the address names, else the one last looked at, else the calendar. */
export function readView(asked: string | undefined, kept: Pick<Storage, 'getItem'>): View {
  const last = kept.getItem(KEY)
  return isView(asked) ? asked : isView(last) ? last : 'calendar'
}
export const writeView = (view: View, kept: Pick<Storage, 'setItem'>): void => { kept.setItem(KEY, view) }
