/** The map's colours, read from the page's tokens, so that both themes follow. Channels 0 to 1, as the screen shows them. */
import type { Shade } from './shapes.ts'

export type Rgb = readonly [number, number, number]
export type Palette = {
  ground: Rgb
  shade: Record<Shade, Rgb>
  alert: Rgb
  alertWash: Rgb
  selected: Rgb
  /** A zone's area and frame for a tint by name; null = no tint. */
  tint(name: string | null): { fill: Rgb; frame: Rgb }
  /** Colours for 2-D drawing. */
  css(token: string): string
}

export const mix = (a: Rgb, b: Rgb, share: number): Rgb => [a[0] + (b[0] - a[0]) * share, a[1] + (b[1] - a[1]) * share, a[2] + (b[2] - a[2]) * share]
const light = ([r, g, b]: Rgb): number => 0.2126 * r + 0.7152 * g + 0.0722 * b

/** Tints by name: moves of the shown content, or states. */
const tokenOf = (name: string): string => (name.startsWith('state-') ? `--${name}` : `--hue-${name}`)

/** What colours the page's tokens have where `host` is: as CSS writes them, and as channels. */
export function readColours(host: HTMLElement): { css(token: string): string; colourOf(token: string): Rgb } {
  const probe = document.createElement('span')
  probe.hidden = true
  const pen = Object.assign(document.createElement('canvas'), { width: 1, height: 1 }).getContext('2d', { willReadFrequently: true })
  const css = (token: string): string => {
    probe.style.color = `var(${token})`
    host.append(probe)
    const said = getComputedStyle(probe).color
    probe.remove()
    return said
  }
  return {
    css,
    /** Whatever way a colour is written, a canvas knows its channels. */
    colourOf(token) {
      if (!pen) return [0.5, 0.5, 0.5]
      pen.clearRect(0, 0, 1, 1)
      pen.fillStyle = css(token)
      pen.fillRect(0, 0, 1, 1)
      const [r = 0, g = 0, b = 0] = pen.getImageData(0, 0, 1, 1).data
      return [r / 255, g / 255, b / 255]
    },
  }
}

export function readPalette(host: HTMLElement): Palette {
  const { css, colourOf } = readColours(host)
  const [ground, surface, raised, pressed, line, strong, text] = [colourOf('--c-ground'), colourOf('--c-surface'), colourOf('--c-raised'), colourOf('--c-pressed'), colourOf('--c-line'), colourOf('--c-line-strong'), colourOf('--c-text')]
  const alert = colourOf('--c-alert')
  const isDark = light(ground) < 0.4
  // On paper blocks are darker than the floor; at night they catch the light.
  const block = isDark ? raised : mix(raised, line, 0.35)
  const tints = new Map<string, Rgb>()
  const hue = (name: string): Rgb => {
    const held = tints.get(name) ?? colourOf(tokenOf(name))
    tints.set(name, held)
    return held
  }
  return {
    ground, alert, selected: text, css,
    alertWash: mix(surface, alert, isDark ? 0.34 : 0.2),
    shade: {
      floor: surface, slab: mix(line, strong, 0.12), slabShade: mix(line, strong, 0.3),
      block, blockLit: mix(block, isDark ? strong : line, isDark ? 0.16 : 0.7), blockShade: isDark ? mix(block, ground, 0.45) : mix(line, strong, 0.22),
      low: mix(surface, raised, 0.7), lowLit: mix(raised, line, 0.6), lowShade: line,
      wall: mix(line, strong, 0.1), wallShade: mix(line, strong, 0.3),
      fixture: isDark ? pressed : mix(raised, line, 0.75), fixtureShade: mix(line, strong, 0.35),
      line: mix(line, strong, isDark ? 0.3 : 0.42), outline: mix(line, strong, 0.8),
    },
    tint(name) {
      if (name === null) return { fill: isDark ? mix(surface, raised, 0.5) : mix(surface, ground, 0.6), frame: mix(line, surface, 0.1) }
      const colour = hue(name)
      return { fill: mix(surface, colour, isDark ? 0.2 : 0.24), frame: mix(surface, colour, isDark ? 0.5 : 0.72) }
    },
  }
}
