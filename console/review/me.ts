import { worksAlone } from '../../protocol/review-rules.ts'
import type { Person } from '../../protocol/review-rules.ts'
import type { Desk } from '../desk.svelte.ts'

/** Who is signed in, as the rules of review look at them. */
export function personOf({ account, site }: Pick<Desk, 'account' | 'site'>): Person {
  return account ? { user: account.user, rights: account.rights, alone: worksAlone(account, site.demo) } : { user: '', rights: [], alone: false }
}
