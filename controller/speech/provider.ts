import type { Outcome } from '../../protocol/errors.ts'
import type { Line } from '../../protocol/speech.ts'

/** The best first: a person, a trained voice, a plain one. */
export const providerNames = ['recording', 'sherpa', 'espeak'] as const
export type ProviderName = (typeof providerNames)[number]

/** A voice, and the words as they are given to it: a line that is to be read otherwise is another clip. */
export type Voice = { voice: string; says: string }

/** A way to come by the sound of a line. */
export type Provider = {
  name: ProviderName
  /** The voice that would say the line; null where it has none. */
  voice(line: Line): Voice | null
  /** Whether it can work here at all; the refusal says what is missing and how to get it. */
  check(): Promise<Outcome<null>>
  /** Writes the line as a file that ffmpeg reads, of any rate and loudness. `path` has no ending; answers with the file's whole path. */
  render(line: Line, path: string): Promise<Outcome<string>>
}

/** Whether a line is better said by `one` than by `other`. */
export const isBetter = (one: ProviderName, other: ProviderName): boolean => providerNames.indexOf(one) < providerNames.indexOf(other)

/** The first provider that has a voice for the line, in their order. */
export function choose(providers: readonly Provider[], line: Line): ({ provider: Provider } & Voice) | null {
  for (const provider of providers) {
    const voice = provider.voice(line)
    if (voice) return { provider, ...voice }
  }
  return null
}
