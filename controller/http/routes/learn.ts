import { LearnAnswer, LearnOpen, LearnView } from '../../../protocol/api-learn.ts'
import { accountOf } from '../guard.ts'
import { must } from '../problems.ts'
import type { App } from '../server.ts'
import type { Of } from '../services.ts'
import { refusals } from './shapes.ts'

const tags = ['people']
// What somebody answers is their own affair: it leaves no trace in the audit log.
const config = { right: 'read', audit: false } as const

export function learnRoutes(app: App, of: Of): void {
  app.post('/api/learn/open', { config, schema: { tags, summary: 'The daily question, by the code that a staff wall shows now; with one\'s own record of this month', body: LearnOpen, response: { 200: LearnView, ...refusals } } },
    async (request) => must(await of().learn.open(request.body.code, accountOf(request).user)))

  app.post('/api/learn/answer', { config, schema: { tags, summary: 'Answer the daily question; the day\'s first answer counts', body: LearnAnswer, response: { 200: LearnView, ...refusals } } },
    async (request) => must(await of().learn.answer(request.body.code, request.body.choice, accountOf(request).user, request.body.item)))
}
