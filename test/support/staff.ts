import type { Client } from './client.ts'

/** A client that takes only good answers: anything but 2xx throws, with what the API said. */
export async function staff<Body>(client: Client, method: string, path: string, body?: unknown): Promise<Body> {
  const answer = await client.ask(method, path, body)
  if (answer.status < 200 || answer.status > 299) throw new Error(`${method} ${path}: ${answer.status} ${JSON.stringify(answer.body)}`)
  return answer.body as Body
}
