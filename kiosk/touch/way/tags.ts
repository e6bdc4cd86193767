import type { Tag } from '../../../faces/route/tags.ts'
import type { WayMap } from '../../../protocol/way/map.ts'
import type { Route } from '../../../protocol/way/route.ts'
import type { Step } from '../../../protocol/way/steps.ts'
import { upTo } from '../../../protocol/way/words.ts'
import { say } from './words.ts'

/** What is named on the map: where one stands, where one goes, what joins the levels, which level is which, and what the steps say one passes. */
export function tagsOf(map: WayMap, route: Route, steps: readonly Step[]): Tag[] {
  const [first, last] = [route.levels[0], route.levels.at(-1)]
  const [start, end] = [first?.points[0], last?.points.at(-1)]
  const said = new Set(steps.flatMap(({ phrases }) => phrases.map((phrase) => phrase.en)))
  const passed = map.places.filter(({ name, ordinal }) => said.has(`past ${name.en}`) && route.levels.some((level) => level.ordinal === ordinal))
  const near = ({ at, ordinal }: { at: readonly [number, number]; ordinal: number }): number =>
    Math.min(...route.levels.filter((level) => level.ordinal === ordinal).flatMap(({ points }) => points.map(([x, y]) => Math.hypot(x - at[0], y - at[1]))))
  const names = [...Map.groupBy(passed, ({ name }) => name.en).values()].flatMap((same) => same.toSorted((a, b) => near(a) - near(b)).slice(0, 1))
  return [
    ...(end && last ? [{ key: 'goal', kind: 'goal', text: route.place.name, ordinal: last.ordinal, at: end } satisfies Tag] : []),
    ...(start && first ? [{ key: 'here', kind: 'here', text: say('here'), ordinal: first.ordinal, at: start } satisfies Tag] : []),
    ...route.legs.flatMap((leg, i): Tag[] => (leg.by === 'walk' ? [] : [{ key: `ride ${i}`, kind: 'ride', text: rideName(leg.by), ordinal: leg.from, at: leg.at }])),
    ...(route.levels.length > 1 ? route.levels.flatMap(({ ordinal, points }, i): Tag[] => {
      const level = map.levels.find((one) => one.ordinal === ordinal)
      const middle = points[Math.floor(points.length / 2)]
      return level && middle ? [{ key: `level ${i}`, kind: 'level', text: { ...level.shortName, en: level.name.en }, ordinal, at: middle }] : []
    }) : []),
    ...names.map(({ id, name, ordinal, at }): Tag => ({ key: id, kind: 'name', text: name, ordinal, at })),
  ]
}

const rideName = (by: keyof typeof upTo): Tag['text'] => ({ 'zh-CN': upTo[by]['zh-CN'].replace('到', ''), en: upTo[by].en.replace(/^to the (.)/, (_, letter: string) => letter.toUpperCase()) })
