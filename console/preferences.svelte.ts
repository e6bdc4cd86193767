import { defaultLanguage, languages, strings } from './strings/index.ts'
import type { UiLanguage } from './strings/index.ts'

export const themes = ['system', 'light', 'dark'] as const
export type Theme = (typeof themes)[number]

const oneOf = <T extends string>(list: readonly T[], value: string | null): T | null => list.find((x) => x === value) ?? null

/** Language, theme and keys of this browser, kept in its local storage; the page's root carries the first two. */
export class Preferences {
  #language = $state<UiLanguage>('zh-CN')
  #theme = $state<Theme>('system')
  #keys = $state(true)
  #store: Storage

  constructor({ store, wanted }: { store: Storage; wanted: readonly string[] }) {
    this.#store = store
    this.#language = oneOf(languages, store.getItem('anxing.language')) ?? defaultLanguage(wanted)
    this.#theme = oneOf(themes, store.getItem('anxing.theme')) ?? 'system'
    this.#keys = store.getItem('anxing.keys') !== 'off'
  }
  get language(): UiLanguage { return this.#language }
  set language(value: UiLanguage) { this.#language = value; this.#store.setItem('anxing.language', value) }
  get theme(): Theme { return this.#theme }
  set theme(value: Theme) { this.#theme = value; this.#store.setItem('anxing.theme', value) }
  /** Single-letter keys can be switched off (WCAG 2.1.4). */
  get keys(): boolean { return this.#keys }
  set keys(value: boolean) { this.#keys = value; this.#store.setItem('anxing.keys', value ? 'on' : 'off') }
  get t() { return strings[this.#language] }
}
