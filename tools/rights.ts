import * as z from 'zod/mini'
import { mayDo, rights, staffRoles, type Right, type StaffRole } from '../protocol/rights.ts'

const Operations = z.object({ paths: z.record(z.string(), z.record(z.string(), z.object({ 'x-right': z.enum(['public', ...rights]), summary: z.optional(z.string()), tags: z.optional(z.array(z.string())) }))) })

const names: Record<StaffRole, string> = {
  admin: 'administrator', author: 'author', reviewer1: 'first reviewer', reviewer2: 'second reviewer', reviewer3: 'third reviewer',
  publisher: 'publisher', duty: 'duty officer', robot_operator: 'robot operator', analyst: 'analyst', viewer: 'viewer',
}

const row = (cells: readonly string[]) => `| ${cells.join(' | ')} |`
const table = (head: readonly string[], rows: readonly (readonly string[])[]) => [row(head), row(head.map(() => '---')), ...rows.map(row)].join('\n')

function who(right: Right | 'public'): string {
  if (right === 'public') return 'anybody, without signing in'
  const some = staffRoles.filter((role) => mayDo(right, [role]))
  return some.length === staffRoles.length ? 'whoever is signed in' : some.map((role) => names[role]).join(', ')
}

/** `docs/rights.md`: which role holds which right, and which right each route of the API asks for, from the code itself. */
export function rightsPage(openApi: object): string {
  const { paths } = Operations.parse(openApi)
  const routes = Object.entries(paths).flatMap(([path, methods]) => Object.entries(methods).map(([method, { tags, summary, 'x-right': right }]) => ({ call: `${method.toUpperCase()} ${path}`, tag: tags?.[0] ?? 'other', right, summary: summary ?? '' })))
  const parts = Object.entries(Object.groupBy(routes, ({ tag }) => tag)).map(([tag, some = []]) =>
    `### ${tag}\n\n${table(['route', 'what it does', 'right', 'who'], some.map(({ call, summary, right }) => [`\`${call}\``, summary.replaceAll('|', '\\|'), right, who(right)]))}`)
  return `# Rights

Roles are what people are; rights are what routes ask for; the table between them is \`protocol/rights.ts\`. Somebody with several
roles holds the rights of all of them. This page is made by \`npm run docs\`; \`test/broker/rights.test.ts\` asks every route as every role
and as nobody, and holds the answers against a table written out there by hand.

## Roles and rights

${table(['right', ...staffRoles.map((role) => names[role])], rights.map((right) => [right, ...staffRoles.map((role) => (mayDo(right, [role]) ? '●' : ''))]))}

## What no role makes possible

- Nobody reviews what they wrote, or wrote at; three reviews are three people; nobody publishes what they wrote. This holds for administrators, too.
- An alert takes two people: nobody releases their own. A red one in a reviewed template's words goes out at once and is reviewed afterwards by another, as is whatever an account that may release alone lets out (decision 12).
- Content reaches screens through review alone. Only in the demo does the administrator work without a second person.
- Nobody changes or removes an entry of the audit log: the store refuses, and where that guard was taken away the chain of hashes tells.
- A request that changes something and comes from another site is refused, whoever is signed in.

## Routes

Whoever is not signed in gets 401 \`auth/required\`, who lacks the right 403 \`auth/forbidden\`: both before the request is read any further.
Routes of the review ask for \`read\` and then, in the service, for the right of the review that is waited for.

${parts.join('\n\n')}
`
}
