import { request } from 'node:http'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { MediaView } from '../../protocol/api-media.ts'
import type { Answer, Client } from './client.ts'

const BOUNDARY = 'anxing-test-boundary'
const opening = (name: string, type: string) => `--${BOUNDARY}\r\nContent-Disposition: form-data; name="file"; filename="${name}"\r\nContent-Type: ${type}\r\n\r\n`
const closing = `\r\n--${BOUNDARY}--\r\n`

type Sent = Answer & { /** Bytes that were taken from the file. */ taken: number }
type UploadOptions = { origin: string; client: Client; name?: string; type?: string; headers?: Record<string, string>; signal?: AbortSignal }

/** Sends a file as a browser would, but without a length where it is a stream; resolves with the answer, however much of it was read. */
export function upload(file: Buffer | Iterable<Buffer> | AsyncIterable<Buffer>, { origin, client, name = 'file', type = 'application/octet-stream', headers = {}, signal }: UploadOptions): Promise<Sent> {
  let taken = 0
  async function* body() {
    yield Buffer.from(opening(name, type))
    for await (const part of Buffer.isBuffer(file) ? [file] : file) {
      taken += part.length
      yield part
    }
    yield Buffer.from(closing)
  }
  const length = Buffer.isBuffer(file) ? { 'content-length': String(Buffer.byteLength(opening(name, type)) + file.length + closing.length) } : {}
  return new Promise((resolve, reject) => {
    // A connection of its own: clips are made while this process stands still, and one that was kept may have ended meanwhile.
    const sending = request(new URL('/api/media', origin), { agent: false, method: 'POST', headers: { origin, cookie: client.cookie ?? '', 'content-type': `multipart/form-data; boundary=${BOUNDARY}`, ...length, ...headers }, ...(signal ? { signal } : {}) }, (answer) => {
      let text = ''
      answer.setEncoding('utf8').on('data', (part: string) => { text += part }).on('error', reject).on('end', () => {
        resolve({ status: answer.statusCode ?? 0, body: text === '' ? '' : JSON.parse(text), headers: new Headers(answer.headers as Record<string, string>), taken })
      })
    })
    sending.on('error', reject)
    // Where the answer comes before the file has gone, the rest is not wanted.
    pipeline(Readable.from(body(), { objectMode: false }), sending).catch(() => undefined)
  })
}

/** Sends a file that has to be taken. */
export async function uploaded(file: Buffer, options: UploadOptions): Promise<MediaView> {
  const { status, body } = await upload(file, options)
  if (status !== 201) throw new Error(`${options.name ?? 'file'}: ${status} ${JSON.stringify(body)}`)
  return body as MediaView
}
