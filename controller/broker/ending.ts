export type Ending = 'slow' | 'keepalive' | 'no-connect-in-time' | 'protocol'

/** Said by aedes and Node when a connection simply went away, or was turned away, which is no fault of its bytes. */
const ordinary = ['connection closed', 'Premature close', 'no longer connected']

/** Why a connection ended, by the error that aedes gives; null where there is nothing to count. */
export function endOf(error: Error): Ending | null {
  if (error.message === 'drain timeout') return 'slow'
  if (error.message === 'keep alive timeout') return 'keepalive'
  if (error.message === 'connect did not arrive in time') return 'no-connect-in-time'
  // `code` is the operating system's (ECONNRESET, EPIPE), `errorCode` that of a CONNACK which has been counted already.
  return 'code' in error || 'errorCode' in error || ordinary.includes(error.message) ? null : 'protocol'
}
