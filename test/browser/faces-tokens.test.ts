import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { moves } from '../../protocol/words.ts'

const folder = new URL('../../faces/', import.meta.url)
const css = readFileSync(new URL('tokens.css', folder), 'utf8')

type Oklch = { l: number; c: number; h: number }
const parse = (text: string): Oklch => {
  const [l = NaN, c = NaN, h = NaN] = (/oklch\(([^)/]+)/.exec(text)?.[1] ?? '').trim().split(/\s+/).map(Number)
  return { l, c, h }
}

/** The token's colour in a theme; follows var() and light-dark(). */
function colour(name: string, theme: 'light' | 'dark' = 'light'): Oklch {
  const value = new RegExp(`--${name}: ([^;]+);`).exec(css)?.[1]
  if (value === undefined) throw new Error(`no token --${name}`)
  const other = /^var\(--([\w-]+)\)$/.exec(value)?.[1]
  if (other) return colour(other, theme)
  const both = /^light-dark\((oklch\([^)]+\)), (oklch\([^)]+\))\)$/.exec(value)
  return parse((both ? both[theme === 'light' ? 1 : 2] : value) ?? '')
}

/** Linear-light sRGB of an OKLCH colour (Björn Ottosson's matrices), unclipped. */
function rgb({ l, c, h }: Oklch): [number, number, number] {
  const [a, b] = [c * Math.cos((h * Math.PI) / 180), c * Math.sin((h * Math.PI) / 180)]
  const [L, M, S] = [(l + 0.3963377774 * a + 0.2158037573 * b) ** 3, (l - 0.1055613458 * a - 0.0638541728 * b) ** 3, (l - 0.0894841775 * a - 1.291485548 * b) ** 3]
  return [4.0767416621 * L - 3.3077115913 * M + 0.2309699292 * S, -1.2684380046 * L + 2.6097574011 * M - 0.3413193965 * S, -0.0041960863 * L - 0.7034186147 * M + 1.707614701 * S]
}

/** WCAG 2.2 relative luminance and contrast ratio. */
const luminance = (colour: Oklch): number => {
  const [r, g, b] = rgb(colour).map((v) => Math.min(1, Math.max(0, v)))
  return 0.2126 * (r ?? 0) + 0.7152 * (g ?? 0) + 0.0722 * (b ?? 0)
}
function contrast(one: Oklch, other: Oklch): number {
  const [a, b] = [luminance(one), luminance(other)]
  return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05)
}

test('the ratio is WCAG\'s: 21 for white on black, 4.54 for #767676 on white', () => {
  const white = { l: 1, c: 0, h: 0 }
  expect(contrast(white, { l: 0, c: 0, h: 0 })).toBeCloseTo(21, 1)
  expect(contrast(white, { l: 0.5663, c: 0, h: 0 })).toBeCloseTo(4.54, 1)
})

const each = (suffix: string): string[] => moves.map((m) => `hue-${m}${suffix}`)

describe('signage', () => {
  const headline: [string, string][] = [
    ['on-night', 'night'], ['on-night', 'night-raised'], ['ink', 'paper'], ['ink', 'paper-raised'], ['on-alert', 'alert'], ['alert', 'on-alert'],
    ['on-alert', 'alert-deep'], ['alert-deep', 'on-alert'], ...each('').map((h): [string, string] => ['on-hue', h]), ...each('').map((h): [string, string] => [h, 'night']),
  ]
  test.each(headline)('headline %s on %s is at least 7 : 1', (text, ground) => {
    expect(contrast(colour(text), colour(ground))).toBeGreaterThanOrEqual(7)
  })

  const body: [string, string][] = [
    ['on-night-soft', 'night'], ['on-night-soft', 'night-raised'], ['ink-soft', 'paper'], ['ink-soft', 'paper-raised'], ['on-alert-soft', 'alert'],
    ['on-alert-soft', 'alert-deep'], ['on-alert-soft', 'alert-shade'], ...each('-deep').map((h): [string, string] => [h, 'paper']),
  ]
  test.each(body)('text %s on %s is at least 4.5 : 1', (text, ground) => {
    expect(contrast(colour(text), colour(ground))).toBeGreaterThanOrEqual(4.5)
  })
})

test('captions on the scrim keep 7 : 1, and their second language 4.5 : 1, whatever the film shows beneath: white is the worst', () => {
  const alpha = Number(/--scrim: oklch\([^/]+\/ ([\d.]+)\)/.exec(css)?.[1])
  // Browsers mix in sRGB's own steps, not in linear light (CSS Compositing).
  const steps = (v: number): number => (v <= 0.0031308 ? v * 12.92 : 1.055 * v ** (1 / 2.4) - 0.055)
  const light = (v: number): number => (v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4)
  const [r = 0, g = 0, b = 0] = rgb(colour('scrim')).map((v) => light(steps(Math.max(0, v)) * alpha + (1 - alpha)))
  const ground = 0.2126 * r + 0.7152 * g + 0.0722 * b
  expect((luminance(colour('on-night')) + 0.05) / (ground + 0.05)).toBeGreaterThanOrEqual(7)
  expect((luminance(colour('on-night-soft')) + 0.05) / (ground + 0.05)).toBeGreaterThanOrEqual(4.5)
})

describe.each(['light', 'dark'] as const)('console, %s', (theme) => {
  const text: [string, string][] = ['c-text', 'c-soft', 'c-alert'].flatMap((t) => ['c-ground', 'c-surface', 'c-raised'].map((g): [string, string] => [t, g]))
  test.each([...text, ['c-text', 'c-pressed'] as const, ['c-alert', 'c-alert-wash'] as const, ['c-text', 'c-alert-wash'] as const, ['c-on-inverse', 'c-inverse'] as const])('text %s on %s is at least 4.5 : 1', (on, ground) => {
    expect(contrast(colour(on, theme), colour(ground, theme))).toBeGreaterThanOrEqual(4.5)
  })

  const marks = ['c-focus', 'c-line-strong', 'state-online', 'state-stale', 'state-offline', 'level-default', 'level-scheduled', 'level-event', 'level-alert', 'level-emergency']
  test.each(marks.flatMap((m) => ['c-ground', 'c-surface'].map((g): [string, string] => [m, g])))('mark %s on %s is at least 3 : 1', (on, ground) => {
    expect(contrast(colour(on, theme), colour(ground, theme))).toBeGreaterThanOrEqual(3)
  })
})

test('no move outshouts another: one lightness and chroma, inside sRGB', () => {
  const hues = moves.filter((m) => m !== 'report').map((m) => colour(`hue-${m}`))
  expect(new Set(hues.map(({ l, c }) => `${l} ${c}`)).size).toBe(1)
  expect(new Set(hues.map(({ h }) => h)).size).toBe(hues.length)
  for (const hue of hues) for (const channel of rgb(hue)) { expect(channel).toBeGreaterThan(-0.002); expect(channel).toBeLessThan(1.002) }
})

test('red belongs to alerts alone', () => {
  const red = [...css.matchAll(/--([\w-]+): ([^;]*oklch[^;]*);/g)].filter(([, , value = '']) =>
    [...value.matchAll(/oklch\([^)]+\)/g)].some(([one]) => { const { c, h } = parse(one); return c > 0.1 && (h < 35 || h > 340) }))
  expect(red.map(([, name]) => name).filter((name) => !/alert|emergency/.test(name ?? ''))).toEqual([])
  expect(red.length).toBeGreaterThan(3)
})

test('nothing but tokens.css names a colour', () => {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((f) => /\.(svelte|css|ts)$/.test(f) && f !== 'tokens.css')
  expect(files.length).toBeGreaterThan(20)
  const named = files.flatMap((file) => [...readFileSync(new URL(file, folder), 'utf8').replace(/<!--[^]*?-->|\/\*[^]*?\*\//g, '').matchAll(/#[0-9a-f]{3,8}\b(?=[;\s,)])|\b(?:rgba?|hsla?|oklch|oklab|lab|lch|hwb)\(|[:\s](?:white|black|red|gray|grey|gold|orange)(?=\s*[;,)])/gi)].map(([hit]) => `${file}: ${hit}`))
  expect(named).toEqual([])
})
