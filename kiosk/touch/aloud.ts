import { getContext, setContext } from 'svelte'
import type { Speaker } from '../app/speaker.svelte.ts'

const KEY = Symbol('speaker')

/** Lets all pages below say things aloud. */
export const provideSpeaker = (speaker: () => Speaker | null): void => void setContext(KEY, speaker)
/** What says things aloud, if this screen does and its code has come; asked anew each time. */
export const useSpeaker = (): (() => Speaker | null) => getContext<(() => Speaker | null) | undefined>(KEY) ?? (() => null)
