import type { RevisionKind } from '../../protocol/api-review.ts'
import { createClient, type Client } from './client.ts'
import { staff } from './staff.ts'

/** Who takes part in getting words onto a screen. */
export const crew = {
  author: ['author'], first: ['reviewer1'], second: ['reviewer2'], third: ['reviewer3'], publisher: ['publisher'], duty: ['duty'], colleague: ['duty'],
} as const
export type Member = keyof typeof crew
export const passwordOf = (member: Member): string => `${member} at work`

/** An account for each, made by the administrator's client. */
export async function hire(admin: Client): Promise<void> {
  for (const [user, roles] of Object.entries(crew)) await staff(admin, 'PUT', '/api/staff', { user, password: passwordOf(user as Member), roles, mayRelease: false })
}

/** A client that is signed in as each of them. */
export async function signedIn(origin: string): Promise<Record<Member, Client>> {
  const all = await Promise.all(Object.keys(crew).map(async (user) => {
    const client = createClient(origin)
    await client.signIn(user, passwordOf(user as Member))
    return [user, client] as const
  }))
  return Object.fromEntries(all) as Record<Member, Client>
}

type Named = { kind: RevisionKind; id: string; version: number; stages: number }

/** Shipped content onto the screens as the rules have it: an author hands it in, three people review it, a publisher publishes it. */
export async function publishShipped(crewed: Record<Member, Client>, things: readonly { kind: Named['kind']; id: string }[]): Promise<void> {
  // A lesson goes on screens after the questions around it.
  const { items } = await staff<{ items: { id: string; pairs?: string[][] }[] }>(crewed.author, 'GET', '/api/library')
  const around = things.filter(({ kind }) => kind === 'item').flatMap(({ id }) => items.find((item) => item.id === id)?.pairs ?? []).flat()
  const rounds = [...(['phone', 'line', 'answer', 'guide', 'simulation', 'board'] as const).map((kind) => things.filter((thing) => thing.kind === kind)), [...new Set(around)].filter((id) => !things.some((thing) => thing.id === id)).map((id) => ({ kind: 'item' as const, id })), ...(['item', 'template', 'playlist'] as const).map((kind) => things.filter((thing) => thing.kind === kind))]
  for (const some of rounds) {
    const kind = some[0]?.kind
    if (kind === undefined) continue
    const revisions = await staff<Named[]>(crewed.author, 'POST', '/api/revisions/adopt', { things: some })
    const names = (least: number) => revisions.filter(({ stages }) => stages >= least).map(({ id, version }) => ({ kind, id, version }))
    for (const [stage, member] of [[1, 'first'], [2, 'second'], [3, 'third']] as const) {
      if (names(stage).length > 0) await staff(crewed[member], 'POST', '/api/revisions/decide', { revisions: names(stage), decision: 'pass' })
    }
    await staff(crewed.publisher, 'POST', '/api/revisions/publish', { revisions: names(1) })
  }
}
