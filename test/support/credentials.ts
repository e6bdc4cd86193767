import * as z from 'zod/mini'
import { Credentials } from '../../protocol/api-pairing.ts'

/** What a screen gets by pairing itself with a demo controller on this machine. */
export async function pairDemo(origin: string, device: string): Promise<Credentials> {
  const answer = await fetch(new URL('/api/pairing/demo', origin), { method: 'POST', headers: { 'content-type': 'application/json', origin }, body: JSON.stringify({ device }) })
  if (!answer.ok) throw new Error(`pairing ${device}: ${answer.status} ${await answer.text()}`)
  return z.parse(Credentials, await answer.json())
}
