/** The anti-fraud desk. */
import * as z from 'zod/mini'
import { Count, Day, Id, Instant, Text } from './basics.ts'
import { moves } from './words.ts'

/** `note`: for colleagues, e.g. who is there and until when; no screen is told of it. Empty for none. */
export const DeskWrite = z.object({ open: z.boolean(), note: z._default(z.string().check(z.maxLength(60)), '') })
export type DeskWrite = z.infer<typeof DeskWrite>
/** `redeemedToday`: word codes, each one passenger's; one to nine are null to whoever may not redeem. */
export const DeskView = z.object({ open: z.boolean(), note: z.string(), since: z.nullable(Instant), by: z.nullable(z.string()), redeemedToday: z.nullable(Count) })
export type DeskView = z.infer<typeof DeskView>

/** Four words, in Chinese or English, in order. */
export const RedeemWrite = z.object({ words: z.string().check(z.minLength(1), z.maxLength(120)) })
/** Stamps of this many check-in points on one day are a set. */
export const STAMPS_IN_A_SET = 3
/** It was good, and is used up now. `stamp`: the check-in point's character. */
export const Redeemed = z.object({ day: Day, kiosk: Id, place: Text, stamp: z.enum(moves) })
export type Redeemed = z.infer<typeof Redeemed>
