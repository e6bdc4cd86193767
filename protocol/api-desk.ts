/** The anti-fraud desk. */
import * as z from 'zod/mini'
import { Day, Id, Instant, Text } from './basics.ts'

/** `note`: what passengers read besides, e.g. until when; empty for none. */
export const DeskWrite = z.object({ open: z.boolean(), note: z._default(z.string().check(z.maxLength(60)), '') })
export type DeskWrite = z.infer<typeof DeskWrite>
export const DeskView = z.object({ open: z.boolean(), note: z.string(), since: z.nullable(Instant), by: z.nullable(z.string()), redeemedToday: z.int() })
export type DeskView = z.infer<typeof DeskView>

/** Four words, in Chinese or English, in order. */
export const RedeemWrite = z.object({ words: z.string().check(z.minLength(1), z.maxLength(120)) })
/** It was good, and is used up now. */
export const Redeemed = z.object({ day: Day, kiosk: Id, place: Text })
export type Redeemed = z.infer<typeof Redeemed>
