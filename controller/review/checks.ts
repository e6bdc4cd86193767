import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import * as z from 'zod/mini'
import type { DraftBody, Finding, RevisionKind } from '../../protocol/api-review.ts'
import { checkAnswer } from '../../protocol/checks/answer.ts'
import { checkBoard } from '../../protocol/checks/board.ts'
import { checkGuide } from '../../protocol/checks/guide.ts'
import { checkItem, worstFirst } from '../../protocol/checks/item.ts'
import type { FindItem } from '../../protocol/checks/pair.ts'
import { checkLine } from '../../protocol/checks/line.ts'
import { checkPhone } from '../../protocol/checks/phone.ts'
import { checkPlaylist } from '../../protocol/checks/playlist.ts'
import { checkSimulation, checkSimulationSet } from '../../protocol/checks/simulation.ts'
import { checkTemplate } from '../../protocol/checks/template.ts'
import { goodPhones, type Item } from '../../protocol/content.ts'
import type { Glyphs } from '../../protocol/checks/words.ts'
import type { Site } from '../../protocol/venue.ts'
import { dayAt, type Clock } from '../clock.ts'
import type { Content } from '../content/service.ts'
import type { Media } from '../media/service.ts'

/** What speaks against showing this, the worst first. `coming`: items that go on the shelf together with it, by id. */
export type Checks = (kind: RevisionKind, body: DraftBody, coming?: ReadonlyMap<string, Item>) => Finding[]
export type ChecksDeps = { site: Site; content: Pick<Content, 'item' | 'isLive' | 'phones' | 'library' | 'guides' | 'simulations'>; media: Pick<Media, 'record'>; clock: Clock }

/** What the typeface of the screens can draw, as its own files say it. */
export function readGlyphs(): Glyphs {
  const path = fileURLToPath(import.meta.resolve('@fontsource-variable/noto-sans-sc/unicode.json'))
  const pieces = z.record(z.string(), z.string()).parse(JSON.parse(readFileSync(path, 'utf8')))
  return Object.values(pieces).flatMap((piece) => piece.split(',').map((range) => {
    const [from = '0', until = from] = range.replace('U+', '').split('-')
    return [Number.parseInt(from, 16), Number.parseInt(until, 16)] as const
  })).sort((a, b) => a[0] - b[0])
}

/** The checks with today's facts: the screens that hang, the numbers that count, the items that are live. */
export function createChecks({ site, content, media, clock }: ChecksDeps): Checks {
  const glyphs = readGlyphs()
  const kinds = new Map(site.zones.map((zone) => [zone.id, zone.kind]))
  const panels = site.devices.map(({ id, panel, zone }) => ({ id, panel, kind: zone === null ? null : kinds.get(zone) ?? null }))
  return (kind, body, coming) => {
    const item: FindItem = (id) => {
      const next = coming?.get(id)
      if (next) return { item: next, live: true }
      const found = content.item(id)
      return found && { item: found.item, live: content.isLive(found.state) }
    }
    const today = dayAt(clock, site)
    const phones = new Set(goodPhones(content.phones(), today).map(({ id }) => id))
    if (kind === 'item') return checkItem(body, { glyphs, panels, media: media.record, item, phones })
    if (kind === 'answer') return checkAnswer(body, { glyphs, phones })
    if (kind === 'simulation') return worstFirst([...checkSimulation(body, { glyphs, phones }), ...checkSimulationSet([...content.simulations().filter(({ id }) => id !== body.id), { genuine: body['genuine'] === true }])])
    if (kind === 'board') return checkBoard(body, { glyphs, phones })
    if (kind === 'guide') return checkGuide(body, { glyphs, phones, before: content.guides().find(({ id }) => id === body.id) ?? null })
    if (kind === 'template') return checkTemplate(body, glyphs)
    if (kind === 'phone') return checkPhone(body, { glyphs, today })
    if (kind === 'line') return checkLine(body, glyphs)
    return checkPlaylist(body, {
      glyphs, isCampaign: (id) => content.library().campaigns.some((campaign) => campaign.id === id),
      item,
    })
  }
}
