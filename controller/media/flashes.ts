/**
 * Flashes by WCAG 2.3.1, counted on small frames. General: a pair of opposing changes in relative luminance of a tenth of the
 * most there is, the darker of both below 0.80. Red: a pair of opposing changes from or to a saturated red.
 * https://www.w3.org/TR/WCAG22/#dfn-general-flash-and-red-flash-thresholds
 */

/** Size of the frames: small enough to count in passing, cells large enough that fine texture in motion averages out. */
export const FRAME_WIDTH = 64
export const FRAME_HEIGHT = 36
export const FRAMES_PER_SECOND = 60

/**
 * What share of the picture has to flash at once. WCAG asks for a quarter of any 10 degrees of sight; a wall seen from where its
 * readers stand spans some 20 by 11 degrees, of which that is a tenth.
 */
export const FLASH_SHARE = 0.1
/** More than this in any second is too many. */
export const MOST_FLASHES = 3

const LUMINANCE_STEP = 0.1
const DARKER_BELOW = 0.8
const RED_STEP = 20
const RED_SHARE = 0.8
/** A change is seen up to a frame after it was: a second is counted two frames short, so that three flashes in one are not taken for four. */
const SECOND = 1 - 2 / 60
/** Opposing changes that one cell may be remembered to have made within a second. */
const REMEMBERED = 64

/** sRGB byte to linear light (IEC 61966-2-1). */
export const linear = Float32Array.from({ length: 256 }, (_, byte) => (byte <= 10 ? byte / 255 / 12.92 : ((byte / 255 + 0.055) / 1.055) ** 2.4))
export const luminanceOf = (r: number, g: number, b: number): number => 0.2126 * (linear[r] ?? 0) + 0.7152 * (linear[g] ?? 0) + 0.0722 * (linear[b] ?? 0)

type Step = (before: number, after: number, cell: number) => boolean

/** Turning points of one value in every cell: each change by a whole step against the direction before counts as one. */
function createTurnings(cells: number, isStep: Step) {
  const low = new Float32Array(cells)
  const high = new Float32Array(cells)
  /** Where it went last: 1 up, -1 down, 0 nowhere yet. */
  const went = new Int8Array(cells)
  const times = new Float64Array(cells * REMEMBERED)
  const head = new Uint8Array(cells)
  const count = new Uint8Array(cells)
  const spread = new Uint32Array(REMEMBERED + 1)
  let begun = false

  function turn(cell: number, at: number): void {
    const slot = ((head[cell] ?? 0) + (count[cell] ?? 0)) % REMEMBERED
    times[cell * REMEMBERED + slot] = at
    if ((count[cell] ?? 0) < REMEMBERED) count[cell] = (count[cell] ?? 0) + 1
    else head[cell] = ((head[cell] ?? 0) + 1) % REMEMBERED
  }

  function take(cell: number, value: number, at: number): void {
    const [lowest = value, highest = value, direction = 0] = [low[cell], high[cell], went[cell]]
    if (direction >= 0 && isStep(highest, value, cell) && value < highest) {
      turn(cell, at)
      went[cell] = -1
      low[cell] = value
      high[cell] = value
    } else if (direction <= 0 && isStep(lowest, value, cell) && value > lowest) {
      turn(cell, at)
      went[cell] = 1
      low[cell] = value
      high[cell] = value
    } else {
      low[cell] = Math.min(lowest, value)
      high[cell] = Math.max(highest, value)
    }
  }

  return {
    /** Takes the next frame's values; answers with the most opposing changes that `least` cells have made within the last second. */
    frame(values: Float32Array, at: number, least: number): number {
      if (!begun) {
        low.set(values)
        high.set(values)
        begun = true
        return 0
      }
      spread.fill(0)
      for (let cell = 0; cell < cells; cell++) {
        take(cell, values[cell] ?? 0, at)
        while ((count[cell] ?? 0) > 0 && at - (times[cell * REMEMBERED + (head[cell] ?? 0)] ?? 0) >= SECOND) {
          head[cell] = ((head[cell] ?? 0) + 1) % REMEMBERED
          count[cell] = (count[cell] ?? 0) - 1
        }
        const held = count[cell] ?? 0
        spread[held] = (spread[held] ?? 0) + 1
      }
      let reached = 0
      for (let changes = REMEMBERED; changes > 0; changes--) {
        reached += spread[changes] ?? 0
        if (reached >= least) return changes
      }
      return 0
    },
  }
}

export type Flashes = { general: number; red: number; /** When the worst second ends. */ atSeconds: number }

/**
 * Counts as frames come: RGB bytes, row by row, `framesPerSecond` of them each second. A half flash counts as a whole one, since
 * the other half may follow. `light` is the mean and the standard deviation of relative luminance over all frames.
 */
export function createFlashCounter({ width = FRAME_WIDTH, height = FRAME_HEIGHT, framesPerSecond = FRAMES_PER_SECOND } = {}) {
  const cells = width * height
  const least = Math.ceil(cells * FLASH_SHARE)
  const light = new Float32Array(cells)
  const red = new Float32Array(cells)
  /** Whether a cell's red was saturated, now and at its last extreme. */
  const saturated = new Uint8Array(cells)
  const wasSaturated = new Uint8Array(cells)
  const general = createTurnings(cells, (before, after) => Math.abs(after - before) >= LUMINANCE_STEP && Math.min(before, after) < DARKER_BELOW)
  const reds = createTurnings(cells, (before, after, cell) => {
    const turned = Math.abs(after - before) > RED_STEP && ((saturated[cell] ?? 0) === 1 || (wasSaturated[cell] ?? 0) === 1)
    if (turned) wasSaturated[cell] = saturated[cell] ?? 0
    return turned
  })
  const worst = { general: 0, red: 0, at: 0 }
  let frames = 0
  let sum = 0
  let squares = 0

  return {
    frame(rgb: Uint8Array): void {
      const at = frames / framesPerSecond
      for (let cell = 0; cell < cells; cell++) {
        const [r = 0, g = 0, b = 0] = [rgb[cell * 3], rgb[cell * 3 + 1], rgb[cell * 3 + 2]]
        const value = luminanceOf(r, g, b)
        light[cell] = value
        sum += value
        squares += value * value
        const [lr = 0, lg = 0, lb = 0] = [linear[r], linear[g], linear[b]]
        red[cell] = Math.max(0, lr - lg - lb) * 320
        saturated[cell] = lr > 0 && lr / (lr + lg + lb) >= RED_SHARE ? 1 : 0
      }
      if (frames === 0) wasSaturated.set(saturated)
      frames += 1
      const [changes, redChanges] = [general.frame(light, at, least), reds.frame(red, at, least)]
      if (Math.max(changes, redChanges) > Math.max(worst.general, worst.red)) worst.at = at
      worst.general = Math.max(worst.general, changes)
      worst.red = Math.max(worst.red, redChanges)
    },
    get frames(): number {
      return frames
    },
    result(): { flashes: Flashes; light: { mean: number; spread: number }; seconds: number } {
      const many = Math.max(1, frames * cells)
      const mean = sum / many
      return {
        flashes: { general: Math.ceil(worst.general / 2), red: Math.ceil(worst.red / 2), atSeconds: Math.round(worst.at * 10) / 10 },
        light: { mean, spread: Math.sqrt(Math.max(0, squares / many - mean * mean)) },
        seconds: frames / framesPerSecond,
      }
    },
  }
}
