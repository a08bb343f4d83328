import type { Clock } from '@mini-domains/core'
import { once } from 'node:events'
import type { Server } from 'node:http'

/**
 * How long requests under way may take to end once a server is stopped.
 */
export const graceMs = 5_000

/**
 * Stops a server: takes no new connections, lets what is under way end, and after the grace ends what is left, such as a request
 * that was sent half and never goes on. Resolves once the last connection is gone.
 */
export const endServer = async (server: Server, clock: Clock): Promise<void> => {
  const closed = once(server, 'close')
  server.close()
  server.closeIdleConnections()
  const cancel = clock.timer(graceMs, () => server.closeAllConnections())
  await closed
  cancel()
}
