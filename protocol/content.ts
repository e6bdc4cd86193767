import * as z from 'zod/mini'
import { Count, Day, Id, Language, Sha256, Text } from './basics.ts'
import { audiences, channels, contentStates, drawnScenes, moments, moves, scams, zoneKinds } from './words.ts'

/** A file in the media store, served at `/media/{sha256}`. */
export const MediaRef = z.object({ sha256: Sha256, type: z.string(), bytes: Count })
export type MediaRef = z.infer<typeof MediaRef>

/** A picture beside the words. `alt`: what it shows, for those who do not see it. */
export const Picture = z.object({ media: MediaRef, alt: Text })
export type Picture = z.infer<typeof Picture>

/** A recording of the item's words in one language; played only where the programme lets the device speak. */
export const Recording = z.object({ language: Language, media: MediaRef })
export type Recording = z.infer<typeof Recording>

/** A caption with its time, seconds from the film's start; `until` is not part of it. */
export const Cue = z.object({ from: z.number().check(z.minimum(0)), until: z.number().check(z.minimum(0)), text: Text })
export type Cue = z.infer<typeof Cue>

const common = {
  id: Id,
  scam: z.enum(scams),
  /** The one thing to do; gives the item its character and hue. */
  move: z.enum(moves),
  /** Time on screen, seconds. */
  seconds: z.number().check(z.int(), z.minimum(4), z.maximum(120)),
  /** At most 14 Chinese characters. */
  headline: Text,
  /** Kinds of zone it is written for; empty = every kind. */
  zoneKinds: z.array(z.enum(zoneKinds)),
  moments: z.array(z.enum(moments)),
  audiences: z.array(z.enum(audiences)),
  /** Keys into the phone registry; text refers to them as `{tel:ID}`. An item whose number has expired is not planned. */
  phones: z.array(Id),
  source: z.optional(z.string()),
  sound: z.optional(z.array(Recording).check(z.maxLength(8))),
}

/**
 * Makes a class or a film a lesson of the check-in point. Each pair names two quizzes that ask the same in other words: one is put
 * before and one after, and which comes first is drawn, so that neither side is the easier one. A pair about genuine contacts tells
 * whether the lesson teaches people to suspect everything.
 */
const pairs = z.optional(z.array(z.tuple([Id, Id])).check(z.maxLength(4)))

export const Poster = z.object({ ...common, kind: z.literal('poster'), line: Text, action: Text, picture: z.optional(Picture) })
export type Poster = z.infer<typeof Poster>

/** A true story in three beats: what they said, what happened, what it cost or saved. */
export const Case = z.object({
  ...common, kind: z.literal('case'), beats: z.tuple([Text, Text, Text]), turn: Text, action: Text,
  /** Shown with the turn. */
  picture: z.optional(Picture),
})
export type Case = z.infer<typeof Case>

export const Quiz = z.object({
  ...common,
  kind: z.literal('quiz'),
  channel: z.enum(channels),
  /** Who the message claims to come from, as the reader sees it. */
  sender: Text,
  /** The message itself, in the sender's words. */
  message: Text,
  question: Text,
  /** True where the contact is real: guards against suspecting everything. */
  genuine: z.boolean(),
  options: z.array(Text).check(z.minLength(2), z.maxLength(4)),
  /** Index into `options`. */
  answer: Count,
  why: Text,
  /** The sentence to say aloud. */
  say: Text,
  action: Text,
})
export type Quiz = z.infer<typeof Quiz>

/** A short captioned lesson: scenes shown one after another, at most 60 s together; the last one is the rule, drawn as the move's character. */
export const Class = z.object({
  ...common,
  kind: z.literal('class'),
  scenes: z.array(z.object({ text: Text, seconds: z.number().check(z.int(), z.minimum(3), z.maximum(20)), scene: z.optional(z.enum(drawnScenes)) }))
    .check(z.minLength(2), z.maxLength(8)),
  action: Text,
  pairs,
})
export type Class = z.infer<typeof Class>

export const Ticker = z.object({ ...common, kind: z.literal('ticker'), lines: z.array(Text).check(z.minLength(1), z.maxLength(6)), action: Text })
export type Ticker = z.infer<typeof Ticker>

/** `cues` say when each caption stands; `captions`, without times, share the item's time evenly where there are no cues. */
export const Video = z.object({ ...common, kind: z.literal('video'), media: MediaRef, captions: z.array(Text), cues: z.optional(z.array(Cue).check(z.maxLength(100))), action: Text, pairs })
export type Video = z.infer<typeof Video>

export const Item = z.discriminatedUnion('kind', [Poster, Case, Quiz, Class, Ticker, Video])
export type Item = z.infer<typeof Item>

/** All files that an item needs, each with the field that names it. */
export function mediaOf(item: Item): { path: string; media: MediaRef }[] {
  const files = (item.sound ?? []).map(({ media }, i) => ({ path: `sound.${i}.media`, media }))
  if (item.kind === 'video') files.unshift({ path: 'media', media: item.media })
  if ((item.kind === 'poster' || item.kind === 'case') && item.picture) files.unshift({ path: 'picture.media', media: item.picture.media })
  return files
}

/** A telephone number that somebody has checked. Shown only until `expires`. */
export const Phone = z.object({ id: Id, number: z.string(), name: Text, verifiedBy: z.string(), verifiedOn: Day, expires: Day, note: z.optional(Text) })
export type Phone = z.infer<typeof Phone>
/** A number may be shown until the day its check runs out, that day included. `today`: the site's `YYYY-MM-DD`. */
export const isGood = ({ expires }: Pick<Phone, 'expires'>, today: string): boolean => today <= expires
/** Those of them that count on that day. */
export const goodPhones = (phones: readonly Phone[], today: string): Phone[] => phones.filter((phone) => isGood(phone, today))
/** Each number once. Where two lists know one, the later check counts; of checks on one day, the sooner end. */
export function latestPhones(lists: Iterable<readonly Phone[]>): Phone[] {
  const known = new Map<string, Phone>()
  for (const list of lists) {
    for (const phone of list) {
      const held = known.get(phone.id)
      if (!held || phone.verifiedOn > held.verifiedOn || (phone.verifiedOn === held.verifiedOn && phone.expires < held.expires)) known.set(phone.id, phone)
    }
  }
  return [...known.values()]
}

export const Playlist = z.object({
  id: Id,
  campaign: z.nullable(Id),
  name: Text,
  items: z.array(Id).check(z.minLength(1), z.maxLength(100)),
  version: Count,
  state: z.enum(contentStates),
})
export type Playlist = z.infer<typeof Playlist>

export const Campaign = z.object({ id: Id, scam: z.enum(scams), move: z.enum(moves), name: Text })
export type Campaign = z.infer<typeof Campaign>

/** What `/media/{sha256}` holds for a programme: everything a screen needs to draw its items. */
export const Bundle = z.object({ items: z.array(Item), phones: z.array(Phone) })
export type Bundle = z.infer<typeof Bundle>

/** A line for a robot's caption and, later, its voice. At most 12 s aloud. */
export const RobotLine = z.object({ id: Id, zoneKinds: z.array(z.enum(zoneKinds)), moments: z.array(z.enum(moments)), audiences: z.array(z.enum(audiences)), text: Text })
export type RobotLine = z.infer<typeof RobotLine>

const Section = z.object({ title: Text, points: z.array(Text), /** The character that stands over it. */ move: z.optional(z.enum(moves)) })
/** The printed boarding guide, and each course for staff. */
export const Guide = z.object({ id: Id, version: z.string(), title: Text, sections: z.array(Section) })
export type Guide = z.infer<typeof Guide>
