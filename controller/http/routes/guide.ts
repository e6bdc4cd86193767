import { GuideView } from '../../../protocol/api.ts'
import { goodPhones, type Guide } from '../../../protocol/content.ts'
import { AnxingError } from '../../../protocol/errors.ts'
import { dayAt } from '../../clock.ts'
import { findPrint, printName } from '../../guide/print.ts'
import type { App } from '../server.ts'
import { notFound } from '../problems.ts'
import type { Of } from '../services.ts'
import { refusals } from './shapes.ts'

const tags = ['content']

export function guideRoutes(app: App, of: Of): void {
  const guideNow = () => of().content.guides()[0] ?? null
  function printOf(guide: Guide): Uint8Array | null {
    const { clock, content, printFolders, site } = of()
    return findPrint(guide, goodPhones(content.phones(), dayAt(clock, site)), printFolders)
  }

  app.get('/api/guide', { schema: { tags, summary: 'The boarding guide that screens show now, and whether there is a print file of the same words and numbers', response: { 200: GuideView, ...refusals } } }, async () => {
    const guide = guideNow()
    return { guide, print: guide !== null && printOf(guide) !== null }
  })

  app.get('/api/guide.pdf', { schema: { tags, summary: 'The boarding guide for the print shop: A5 with bleed, of the version that screens show' } }, async (_request, reply) => {
    const guide = guideNow()
    const file = guide && printOf(guide)
    if (!guide) throw notFound('guide')
    if (!file) throw new AnxingError('content/not-found', `There is no print file of version ${guide.version} with the numbers that count today. On the controller, npm run guide -- --data FOLDER makes it; FOLDER is its data folder.`)
    return reply.type('application/pdf').header('content-disposition', `attachment; filename="${printName(guide)}"`).send(Buffer.from(file))
  })
}
