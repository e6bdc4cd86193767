import type { DraftBody, Finding, Revision } from '../../protocol/api-review.ts'
import type { ApiError } from '../request.ts'
import type { ContentApi } from './api.ts'
import { withAt } from './body.ts'
import type { Keep } from './keep.ts'

const SAVE_MS = 700
const CHECK_MS = 250
const RETRY_MS = 5_000

/** `at`: milliseconds. `conflict`: somebody else has saved meanwhile; nothing is written until one of the two is chosen. */
export type Saving = { is: 'saved'; at: number } | { is: 'waiting' } | { is: 'saving' } | { is: 'away' } | { is: 'refused'; error: ApiError } | { is: 'conflict'; theirs: Revision }

/** The same words: a body keeps the order of its fields on its way to the controller and back. */
const isSame = (one: DraftBody, other: DraftBody): boolean => JSON.stringify(one) === JSON.stringify(other)

type Deps = { api: ContentApi; keep: Keep; revision: Revision; notice: (thrown: unknown) => ApiError }

/** A draft as it is written: saved by itself, checked as one writes, and kept here until the controller has it. */
export class DraftDesk {
  #body = $state.raw<DraftBody>({ id: '' })
  #saving = $state.raw<Saving>({ is: 'waiting' })
  #findings = $state.raw<Finding[]>([])
  #checking = $state(false)
  #revision: Revision
  #deps: Deps
  #saveTimer: ReturnType<typeof setTimeout> | undefined
  #checkTimer: ReturnType<typeof setTimeout> | undefined
  #check: AbortController | null = null
  #running: Promise<void> | null = null
  #stopped = false

  constructor(deps: Deps) {
    const { revision, keep } = deps
    this.#deps = deps
    this.#revision = revision
    this.#body = revision.body
    this.#findings = revision.findings
    this.#saving = { is: 'saved', at: Date.parse(revision.changedAt) }
    const unsaved = keep.read()
    if (!unsaved) return
    this.#body = unsaved.body
    if (isSame(unsaved.body, revision.body)) keep.clear()
    else if (unsaved.base === revision.changedAt) this.#later()
    else this.#saving = { is: 'conflict', theirs: revision }
  }
  get body() { return this.#body }
  get saving() { return this.#saving }
  get findings() { return this.#findings }
  get checking() { return this.#checking }

  put = (path: string, value: unknown): void => { this.replace(withAt(this.#body, path, value)) }

  /** Other words altogether, as from an older version. */
  replace(body: DraftBody): void {
    this.#body = body
    this.#deps.keep.write({ body, base: this.#revision.changedAt })
    if (this.#saving.is !== 'conflict') this.#later()
    this.#checkSoon()
  }

  /** Saves what is not saved yet; true where the controller has all of it. */
  async flush(): Promise<boolean> {
    clearTimeout(this.#saveTimer)
    await this.#running
    if (this.#saving.is === 'waiting' || this.#saving.is === 'away' || this.#saving.is === 'refused') {
      this.#running = this.#save().finally(() => { this.#running = null })
      await this.#running
    }
    return this.#saving.is === 'saved'
  }

  /** Of two who wrote: `mine` goes over what they saved, `theirs` lets go of what was written here. */
  choose(which: 'mine' | 'theirs'): void {
    if (this.#saving.is !== 'conflict') return
    const { theirs } = this.#saving
    this.#revision = theirs
    if (which === 'theirs') {
      this.#body = theirs.body
      this.#deps.keep.clear()
      this.#saving = { is: 'saved', at: Date.parse(theirs.changedAt) }
    } else this.#later()
    this.#checkSoon()
  }

  /** What the controller holds now. Where nothing waits here, it is taken over; otherwise saving finds out. */
  held(revision: Revision): void {
    if (revision.changedAt === this.#revision.changedAt || this.#saving.is !== 'saved') return
    this.#revision = revision
    this.#body = revision.body
    this.#findings = revision.findings
    this.#saving = { is: 'saved', at: Date.parse(revision.changedAt) }
  }

  stop(): void {
    void this.flush()
    this.#stopped = true
    clearTimeout(this.#checkTimer)
    this.#check?.abort()
  }

  #later(wait = SAVE_MS): void {
    this.#saving = { is: 'waiting' }
    clearTimeout(this.#saveTimer)
    this.#saveTimer = setTimeout(() => void this.flush(), wait)
  }

  async #save(): Promise<void> {
    const sent = this.#body
    const { api, notice } = this.#deps
    this.#saving = { is: 'saving' }
    try {
      this.#settle(await api.save(this.#revision, sent, this.#revision.changedAt), sent)
    } catch (thrown) {
      const error = notice(thrown)
      if (error.code === 'content/version-conflict') {
        const theirs = await api.get(this.#revision).catch(() => null)
        // Saved by this page a moment before, and the answer got lost: nobody else wrote.
        if (theirs && isSame(theirs.body, sent)) return this.#settle(theirs, sent)
        if (theirs) {
          this.#saving = { is: 'conflict', theirs }
          return
        }
      }
      if (error.status > 0 && error.status < 500) this.#saving = { is: 'refused', error }
      else {
        this.#later(RETRY_MS)
        this.#saving = { is: 'away' }
      }
    }
  }

  /** The controller has `sent`; what was written since follows. */
  #settle(saved: Revision, sent: DraftBody): void {
    const { keep } = this.#deps
    this.#revision = saved
    if (this.#body !== sent) {
      keep.write({ body: this.#body, base: saved.changedAt })
      return this.#later()
    }
    keep.clear()
    this.#findings = saved.findings
    this.#saving = { is: 'saved', at: Date.parse(saved.changedAt) }
  }

  #checkSoon(): void {
    clearTimeout(this.#checkTimer)
    this.#check?.abort()
    this.#checkTimer = setTimeout(() => {
      if (this.#stopped) return
      const abort = new AbortController()
      this.#check = abort
      this.#checking = true
      this.#deps.api.check(this.#revision.kind, this.#body, abort.signal).then((found) => { this.#findings = found }, () => undefined)
        .finally(() => { if (this.#check === abort) this.#checking = false })
    }, CHECK_MS)
  }
}
