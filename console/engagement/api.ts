import * as z from 'zod/mini'
import { AskedReport, Kpi, Report } from '../../protocol/api-engagement.ts'
import type { KpiWrite, ReportKey } from '../../protocol/api-engagement.ts'
import type { Ask } from '../request.ts'
import type { Range } from './range.ts'

const query = (by: ReportKey, { from, to }: Range) => `from=${encodeURIComponent(from)}&to=${encodeURIComponent(to)}&by=${by}`

/** Figures of engagement, and those from outside. */
export const createEngagementApi = (ask: Ask) => ({
  report: (by: ReportKey, range: Range) => ask(`/engagement/report?${query(by, range)}`, Report),
  asked: ({ from, to }: Range) => ask(`/engagement/asked?from=${encodeURIComponent(from)}&to=${encodeURIComponent(to)}`, AskedReport),
  kpis: () => ask('/kpi', z.array(Kpi)),
  addKpi: (body: KpiWrite) => ask('/kpi', Kpi, { method: 'POST', body }),
  saveKpi: (id: string, body: KpiWrite) => ask(`/kpi/${encodeURIComponent(id)}`, Kpi, { method: 'PUT', body }),
  removeKpi: (id: string) => ask(`/kpi/${encodeURIComponent(id)}`, z.unknown(), { method: 'DELETE' }),
})
export type EngagementApi = ReturnType<typeof createEngagementApi>

/** Where the same report can be had as a file. */
export const csvAddress = (by: ReportKey, range: Range, language: string): string => `/api/engagement/report.csv?${query(by, range)}&language=${language === 'en' ? 'en' : 'zh-CN'}`
