import { type Store } from '@mini-domains/core/adapter'
import { sqliteStore } from '@mini-domains/sqlite'
import { join } from 'node:path'
import { type Contender } from '../../contender.js'
import { rightOf } from '../provider.js'
import { scratch } from '../scratch.js'
import { credentialsOn, importRows } from './sealed-tokens.js'

/**
 * `importRefreshTokens` into an empty SQLite file.
 */
export const open = (): Contender => {
  const folder = scratch()
  let files = 0
  let store: Store | undefined
  return {
    prepare: async () => {
      await store?.close()
      files += 1
      store = rightOf(await sqliteStore({ file: join(folder, `import-${files}.db`) })())
    },
    run: async ({ calls }) => {
      if (store === undefined) throw new Error('the file was to be there')
      const { stored } = rightOf(await credentialsOn(store).importRefreshTokens(importRows(calls))())
      return { failed: calls - stored, failure: 'a row was not stored' }
    },
  }
}
