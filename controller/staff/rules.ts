import type { SignInRules } from '../../protocol/api-people.ts'
import type { Clock } from '../clock.ts'
import type { Store } from '../store/store.ts'
import { rulesNow, type RulesNow } from './rows.ts'

const KEY = 'site'

/** How people sign in at this site, as the administrator set it. */
export function createRules({ store: { db }, clock }: { store: Store; clock: Clock }) {
  const now = async (): Promise<RulesNow> => rulesNow(await db.selectFrom('sign_in_rules').select(['body', 'since_ms']).where('key', '=', KEY).executeTakeFirst())
  return {
    now,
    /** Sessions that stand already are not asked for a second step; those that begin from now on are. */
    async put(rules: SignInRules): Promise<void> {
      const before = await now()
      const since = !rules.codeRequired ? null : before.rules.codeRequired ? before.askedSinceMs : clock.now().epochMilliseconds
      const row = { since_ms: since, body: JSON.stringify(rules) }
      await db.insertInto('sign_in_rules').values({ key: KEY, ...row }).onConflict((c) => c.column('key').doUpdateSet(row)).execute()
    },
  }
}
