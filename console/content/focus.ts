import { fieldFor } from './fields.ts'

/** Puts the focus on the field that a finding or a comment is about; false where the page has none for it. */
export function focusField(root: ParentNode | null | undefined, path: string): boolean {
  const fields = [...(root?.querySelectorAll<HTMLElement>('[data-field]') ?? [])]
  const wanted = fieldFor(path, fields.map((field) => field.dataset['field'] ?? ''))
  const field = fields.find((one) => one.dataset['field'] === wanted)
  if (!field) return false
  field.scrollIntoView({ block: 'center' })
  field.focus({ preventScroll: true })
  return true
}
