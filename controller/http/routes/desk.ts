import { DeskView, DeskWrite, Redeemed, RedeemWrite } from '../../../protocol/api-desk.ts'
import { mayDo } from '../../../protocol/rights.ts'
import { accountOf } from '../guard.ts'
import { must } from '../problems.ts'
import type { App } from '../server.ts'
import type { Of } from '../services.ts'
import { refusals } from './shapes.ts'

const tags = ['desk']
const config = { right: 'desk' } as const

export function deskRoutes(app: App, of: Of): void {
  app.get('/api/desk', { schema: { tags, summary: 'Whether the anti-fraud desk is open; how many codes were redeemed today, one to nine only to whoever redeems', response: { 200: DeskView, ...refusals } } },
    async (request) => of().desk.view(mayDo('desk', accountOf(request).roles)))

  app.put('/api/desk', { config, schema: { tags, summary: 'Open or close the anti-fraud desk; check-in points show which', body: DeskWrite, response: { 200: DeskView, ...refusals } } },
    async (request) => of().desk.set(request.body, accountOf(request).user))

  app.post('/api/desk/redeem', { config, schema: { tags, summary: 'Use up a passenger\'s four words: good once, on their day', body: RedeemWrite, response: { 200: Redeemed, ...refusals } } },
    async (request) => must(await of().desk.redeem(request.body.words, accountOf(request).user)))
}
