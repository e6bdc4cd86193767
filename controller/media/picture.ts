import sharp from 'sharp'
import { mediaLimits, type Measured } from '../../protocol/api-media.ts'
import { accepted, refused, type Outcome } from '../../protocol/errors.ts'
import { luminanceOf } from './flashes.ts'
import { movingPicture, type Container } from './kinds.ts'

const SECONDS = 60
const SAMPLE = 64
const QUALITY = 92
const LEAST_SIDE = 16

// Files are written, hashed and moved: nothing may be held open or kept from before.
sharp.cache(false)
sharp.concurrency(1)

export type PictureDone = { type: string; width: number; height: number; measured: Measured }

const notWhole = () => refused('media/not-whole', 'The picture cannot be decoded: it is damaged or was cut off. Export it anew and send it again.')
const tooMany = (width: number, height: number) => refused('media/too-many-pixels', `The picture is ${width} by ${height} pixels; at most ${Math.round(mediaLimits.image.pixels / 1e6)} million are taken. Export it smaller: ${mediaLimits.image.side} pixels either way fill the largest wall.`)

/** Mean and spread of relative luminance, on a small copy. */
async function lightOf(path: string): Promise<NonNullable<Measured['light']>> {
  const { data, info } = await sharp(path).resize(SAMPLE, SAMPLE, { fit: 'fill' }).flatten({ background: '#000' }).toColourspace('srgb').removeAlpha().raw().toBuffer({ resolveWithObject: true })
  const values: number[] = []
  for (let i = 0; i < data.length; i += info.channels) values.push(info.channels >= 3 ? luminanceOf(data[i] ?? 0, data[i + 1] ?? 0, data[i + 2] ?? 0) : luminanceOf(data[i] ?? 0, data[i] ?? 0, data[i] ?? 0))
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length
  return { mean, spread: Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length) }
}

/**
 * Decodes the whole picture and writes it anew: upright, in sRGB, no larger than a wall, with none of what was beside its pixels
 * (place, owner, text, what follows its end). AVIF becomes WebP, which is made in a tenth of the time.
 */
export async function takePicture(path: string, out: string, container: Extract<Container, { kind: 'image' }>): Promise<Outcome<PictureDone>> {
  const options = { limitInputPixels: mediaLimits.image.pixels, failOn: 'warning', sequentialRead: true } as const
  try {
    const { width, height, pages = 1, format } = await sharp(path, { ...options, limitInputPixels: false }).metadata()
    if ((container.name === 'avif' ? 'heif' : container.name) !== format) return notWhole()
    if (width * height > mediaLimits.image.pixels) return tooMany(width, height)
    if (pages > 1) return movingPicture()
    if (Math.min(width, height) < LEAST_SIDE) return refused('media/too-small', `The picture is ${width} by ${height} pixels: nothing can be seen of it. Send one of at least 1280 by 720.`)
    const { side } = mediaLimits.image
    const picture = sharp(path, options).timeout({ seconds: SECONDS }).autoOrient().toColourspace('srgb').resize(side, side, { fit: 'inside', withoutEnlargement: true })
    const written = await (container.name === 'png' ? picture.png({ compressionLevel: 9 }) : container.name === 'jpeg' ? picture.jpeg({ quality: QUALITY, chromaSubsampling: '4:4:4', mozjpeg: false }) : picture.webp({ quality: QUALITY })).toFile(out)
    return accepted({ type: `image/${container.name === 'avif' ? 'webp' : container.name}`, width: written.width, height: written.height, measured: { light: await lightOf(out), flashes: null, sound: null, codecs: [] } })
  } catch (error) {
    const said = error instanceof Error ? error.message : ''
    if (/pixel limit/i.test(said)) return tooMany(0, 0)
    return /timeout/i.test(said) ? refused('media/took-too-long', 'Looking at this picture took too long. Export it smaller.') : notWhole()
  }
}
