/** The building in the colours of passengers' screens: night ground, floors that catch the light, the way's own rooms in its hue. */
import { mix, readColours } from './palette.ts'
import type { Palette } from './palette.ts'

export function readNight(host: HTMLElement): Palette {
  const { css, colourOf } = readColours(host)
  const [ground, raised, line, soft, hue, alert] = [colourOf('--night'), colourOf('--night-raised'), colourOf('--night-line'), colourOf('--on-night-soft'), colourOf('--hue-verify'), colourOf('--alert')]
  const floor = mix(raised, line, 0.2)
  const block = mix(raised, line, 0.5)
  return {
    ground, alert, css, alertWash: mix(floor, alert, 0.3), selected: soft,
    shade: {
      floor, slab: mix(ground, line, 0.5), slabShade: mix(ground, line, 0.22),
      block, blockLit: mix(block, line, 0.55), blockShade: mix(block, ground, 0.4),
      low: mix(raised, line, 0.5), lowLit: mix(raised, line, 0.75), lowShade: mix(raised, line, 0.2),
      wall: mix(line, soft, 0.16), wallShade: mix(line, ground, 0.25),
      fixture: mix(raised, line, 0.62), fixtureShade: mix(raised, line, 0.22),
      line: mix(line, soft, 0.18), outline: mix(line, soft, 0.5),
    },
    tint: () => ({ fill: mix(floor, hue, 0.2), frame: mix(floor, hue, 0.2) }),
  }
}
