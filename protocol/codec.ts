import * as z from 'zod/mini'
import { accepted, refused, type Outcome } from './errors.ts'
import type { Topic } from './topics.ts'

const utf8 = new TextEncoder()
const strictUtf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

/** JSON as UTF-8 bytes. */
export const toBytes = (value: unknown): Uint8Array<ArrayBuffer> => utf8.encode(JSON.stringify(value))
export const textToBytes = (text: string): Uint8Array<ArrayBuffer> => utf8.encode(text)

export function bytesToText(bytes: Uint8Array): Outcome<string> {
  try {
    return accepted(strictUtf8.decode(bytes))
  } catch {
    return refused('wire/not-utf8', 'The payload is not UTF-8.')
  }
}

/** Encodes an unsigned body (a device's message). Bodies are typed, so nothing is checked again here. */
export function encode<Body>(_topic: Topic<Body>, body: Body): Uint8Array<ArrayBuffer> {
  return toBytes(body)
}

/** Bytes of an unsigned topic to a checked body, or a refusal that names the path that failed. Unknown keys are dropped. */
export function decode<Body>(topic: Topic<Body>, bytes: Uint8Array): Outcome<Body> {
  if (bytes.byteLength > topic.maxBytes) return refused('wire/too-large', `${topic.name} has ${bytes.byteLength} bytes, at most ${topic.maxBytes} are read.`)
  const text = bytesToText(bytes)
  if (!text.ok) return text
  let json: unknown
  try {
    json = JSON.parse(text.value)
  } catch {
    return refused('wire/not-json', `${topic.name} is not JSON.`)
  }
  return check(topic.schema, json, topic.name)
}

/** A value against a schema; the refusal names the first path that failed. */
export function check<Body>(schema: z.ZodMiniType<Body>, value: unknown, name: string): Outcome<Body> {
  const result = z.safeParse(schema, value)
  if (result.success) return accepted(result.data)
  const issue = result.error.issues[0]
  const path = (issue?.path ?? []).map(String).join('.')
  return refused('wire/schema', `${name} does not fit: ${issue?.message ?? 'unknown reason'}`, path || '(root)')
}
