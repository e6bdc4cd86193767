import * as z from 'zod/mini'
import { EngagementReport } from '../../../protocol/api.ts'
import { AskedReport, Report, reportKeys } from '../../../protocol/api-engagement.ts'
import { AnxingError } from '../../../protocol/errors.ts'
import { csvOf } from '../../engagement/csv.ts'
import type { App } from '../server.ts'
import type { Of, Services } from '../services.ts'
import { refusals, When } from './shapes.ts'

const tags = ['engagement']
const config = { right: 'report' } as const
const span = { from: z.optional(When), to: z.optional(When) }
const Query = z.object({ ...span, by: z._default(z.literal('zone'), 'zone') })
const AskedQuery = z.object(span)
const ReportQuery = z.object({ ...span, by: z._default(z.enum(reportKeys), 'zone'), language: z._default(z.enum(['zh-CN', 'en']), 'zh-CN') })

/** The time asked for; by default the last 24 hours. */
function windowOf({ from, to }: { from?: string | undefined; to?: string | undefined }, now: Temporal.Instant): { from: Temporal.Instant; until: Temporal.Instant } {
  const until = to === undefined ? now : Temporal.Instant.from(to)
  const begin = from === undefined ? until.subtract({ hours: 24 }) : Temporal.Instant.from(from)
  if (Temporal.Instant.compare(begin, until) >= 0) throw new AnxingError('http/invalid', 'The time must end after it begins.', 'to')
  return { from: begin, until }
}

function table({ clock, engagement, content, site }: Services, query: z.infer<typeof ReportQuery>): Promise<Report> {
  const campaigns = new Map(content.library().campaigns.map(({ id, scam }) => [scam, id]))
  return engagement.table({
    ...windowOf(query, clock.now()), by: query.by, timeZone: site.timeZone,
    campaignOf: (item) => campaigns.get(content.item(item)?.item.scam ?? 'general') ?? null,
  })
}

/** What a line is called, for those who read the file without the console. */
function namesOf({ site, content }: Services, by: z.infer<typeof Report>['by'], language: 'zh-CN' | 'en'): (key: string) => string {
  const zones = new Map(site.zones.map(({ id, name }) => [id, name]))
  const campaigns = new Map(content.library().campaigns.map(({ id, name }) => [id, name]))
  return (key) => {
    const text = by === 'zone' ? zones.get(key) : by === 'campaign' ? campaigns.get(key) : by === 'question' ? content.item(key)?.item.headline : undefined
    return (text?.[language] ?? '').replaceAll('|', '')
  }
}

export function engagementRoutes(app: App, of: Of): void {
  app.get('/api/engagement', { config, schema: { tags, summary: 'What passengers did, by zone, in whole hours; counts of fewer than ten sessions are left out. By default the last 24 hours.', querystring: Query, response: { 200: EngagementReport, ...refusals } } }, async (request) => {
    const { clock, engagement, site } = of()
    const { from, until } = windowOf(request.query, clock.now())
    return engagement.report(from, until, site.timeZone)
  })

  app.get('/api/engagement/report', { config, schema: { tags, summary: 'Sessions, completion and discernment by zone, hour of the day, campaign or question, with the funnel; whatever rests on fewer than ten is left out', querystring: ReportQuery, response: { 200: Report, ...refusals } } },
    async (request) => table(of(), request.query))

  app.get('/api/engagement/asked', { config, schema: { tags, summary: 'What 小安 was asked: answers that were read, and our own words in questions that found none; counts of fewer than ten are left out', querystring: AskedQuery, response: { 200: AskedReport, ...refusals } } }, async (request) => {
    const { clock, engagement, site } = of()
    return engagement.asked({ ...windowOf(request.query, clock.now()), timeZone: site.timeZone })
  })

  app.get('/api/engagement/report.csv', { config, schema: { tags, summary: 'The same for a spreadsheet', querystring: ReportQuery } }, async (request, reply) => {
    const services = of()
    const report = await table(services, request.query)
    const name = `anxing-${report.by}-${report.from.slice(0, 10)}.csv`
    return reply.type('text/csv; charset=utf-8').header('content-disposition', `attachment; filename="${name}"`).send(csvOf(report, namesOf(services, report.by, request.query.language)))
  })
}
