import type { UiLanguage } from '../strings/index.ts'

type Words = { span: (from: string, until: string) => string; earlier: string; later: string; playlist: string }
export const words: Record<UiLanguage, Words> = {
  'zh-CN': { span: (from, until) => `${from} 至 ${until} 的编排`, earlier: '前 48 小时', later: '后 48 小时', playlist: '节目单' },
  en: { span: (from, until) => `What is planned from ${from} to ${until}`, earlier: '48 h earlier', later: '48 h later', playlist: 'playlist' },
}
