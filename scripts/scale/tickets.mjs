import { createCredentials } from '../../packages/credentials/dist/esm/index.js'
import { sqliteStore } from '../../packages/sqlite/dist/esm/index.js'
import { environmentOf } from './environment.mjs'

const right = (either) => {
  if (either._tag === 'Left') throw new Error(JSON.stringify(either.left))
  return either.right
}

// Keeps the ticket of each platform that has one, as the pushes of its vendor would bring it.
export const keepTickets = async (folder, vendors) => {
  const environment = environmentOf(folder, vendors)
  const store = right(await sqliteStore({ file: environment.MINI_DOMAINS_STORE })())
  for (const { adapter, baseUrl, credentials: secrets, ticket } of vendors) {
    if (ticket === undefined) continue
    const secret = Object.fromEntries(secrets.map(({ key, value }) => [key, value]))
    const exchange = right(adapter.exchange({ ...secret, baseUrl }, {}))
    const credentials = right(createCredentials({ exchange, store, environment }))
    right(await credentials.accept({ _tag: 'Ticket', ticket, createdAt: Date.now() })())
    await exchange.close()
  }
  await store.close()
}
