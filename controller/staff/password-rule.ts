import { refused, accepted, type Outcome } from '../../protocol/errors.ts'

const LEAST = 10

/**
 * Whether a password that somebody chose will do: long enough to be worth guessing at, not the one before, not the account's
 * name with something added. Nothing is asked of its letters (NIST SP 800-63B 3.1.1.2).
 */
export function fitPassword(password: string, { user, before }: { user: string; before: string }): Outcome<void> {
  const chosen = password.normalize('NFKC')
  if ([...chosen].length < LEAST) return refused('auth/password-short', `Use at least ${LEAST} characters; a sentence is easy to remember.`, 'password')
  if (chosen === before.normalize('NFKC')) return refused('auth/password-same', 'This is the password you have. Choose another.', 'password')
  const rest = chosen.toLowerCase().replaceAll(user.toLowerCase(), '').replaceAll('anxing', '').replaceAll('password', '')
  if (new Set(rest).size < 5) return refused('auth/password-weak', 'This is guessed at once. Use more different characters, without your user name.', 'password')
  return accepted(undefined)
}
