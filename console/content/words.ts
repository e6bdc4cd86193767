import type { UiLanguage } from '../strings/index.ts'
import { en } from './words-en.ts'
import { zh } from './words-zh.ts'

export type ContentWords = typeof en
export const words: Record<UiLanguage, ContentWords> = { 'zh-CN': zh, en }
