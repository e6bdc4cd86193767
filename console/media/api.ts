import * as z from 'zod/mini'
import { Problem } from '../../protocol/api.ts'
import { MediaView, type MediaKind } from '../../protocol/api-media.ts'
import { ApiError } from '../request.ts'
import type { Ask } from '../request.ts'

const Gone = z.unknown()

/** The media store. */
export const createMediaApi = (ask: Ask) => ({
  list: () => ask('/media', z.array(MediaView)),
  one: (sha256: string) => ask(`/media/${sha256}`, MediaView),
  remove: (sha256: string) => ask(`/media/${sha256}`, Gone, { method: 'DELETE' }),
})

export type Sending = { done: Promise<MediaView>; cancel(): void }

function answered(status: number, text: string): MediaView {
  let body: unknown = null
  try {
    body = JSON.parse(text)
  } catch {
    // A proxy's page: its status says more.
  }
  const problem = z.safeParse(Problem, body)
  if (problem.success) throw new ApiError(problem.data.code, problem.data.message, status, problem.data.path)
  const view = z.safeParse(MediaView, body)
  if (view.success) return view.data
  throw new ApiError(status >= 400 ? `http/${status}` : 'network/unreadable', '', status)
}

/**
 * Sends a file; `onprogress` hears the share that has gone, 0 to 1, and at 1 the controller begins to look at it. XMLHttpRequest, since
 * `fetch` does not tell how much has gone. `done` rejects with an ApiError, `network/aborted` where it was cancelled.
 */
export function sendFile(file: File, kinds: readonly MediaKind[], onprogress: (share: number) => void): Sending {
  const request = new XMLHttpRequest()
  const done = new Promise<MediaView>((resolve, reject) => {
    request.upload.onprogress = ({ loaded, total }) => { onprogress(total > 0 ? loaded / total : 0) }
    request.onload = () => {
      try {
        resolve(answered(request.status, request.responseText))
      } catch (error) {
        reject(error instanceof Error ? error : new Error(String(error)))
      }
    }
    request.onerror = () => { reject(new ApiError('network/unreachable', '', 0)) }
    request.onabort = () => { reject(new ApiError('network/aborted', '', 0)) }
    request.open('POST', `/api/media?kinds=${kinds.join(',')}`)
    const form = new FormData()
    form.append('file', file)
    request.send(form)
  })
  return { done, cancel: () => { request.abort() } }
}
