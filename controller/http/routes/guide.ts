import { GuideView } from '../../../protocol/api.ts'
import { findPrint, printName } from '../../guide/print.ts'
import type { App } from '../server.ts'
import { notFound } from '../problems.ts'
import type { Of } from '../services.ts'
import { refusals } from './shapes.ts'

const tags = ['content']

export function guideRoutes(app: App, of: Of): void {
  const guideNow = () => of().content.guides()[0] ?? null

  app.get('/api/guide', { schema: { tags, summary: 'The boarding guide that screens show now, and whether there is a print file of the same words', response: { 200: GuideView, ...refusals } } }, async () => {
    const guide = guideNow()
    return { guide, print: guide !== null && findPrint(guide, of().printFolders) !== null }
  })

  app.get('/api/guide.pdf', { schema: { tags, summary: 'The boarding guide for the print shop: A5 with bleed, of the version that screens show' } }, async (_request, reply) => {
    const guide = guideNow()
    const file = guide && findPrint(guide, of().printFolders)
    if (!guide || !file) throw notFound(guide ? `print file of version ${guide.version}` : 'guide')
    return reply.type('application/pdf').header('content-disposition', `attachment; filename="${printName(guide)}"`).send(Buffer.from(file))
  })
}
