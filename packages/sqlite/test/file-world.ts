import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import * as E from 'fp-ts/lib/Either.js'
import { type Clock, systemClock } from '@mini-domains/core'
import { type Store } from '@mini-domains/core/adapter'
import { type StoreWorld } from '@mini-domains/conformance'
import { type SqliteStoreOptions, sqliteStore } from '../src/index.js'

/** Makes a folder for one test. */
export const makeFolder = (): string => mkdtempSync(join(tmpdir(), 'mini-domains-sqlite-'))

/** Opens a store that must open. */
export const openStore = async (options: SqliteStoreOptions): Promise<Store> => {
  const opened = await sqliteStore(options)()
  if (E.isLeft(opened)) throw new Error(opened.left.message)
  return opened.right
}

/** A store file whose time is set by the test. */
export const fileWorld = (): Promise<StoreWorld> => {
  const folder = makeFolder()
  const file = join(folder, 'private', 'tokens.db')
  let now = systemClock.now()
  const clock: Clock = { ...systemClock, now: () => now }
  return Promise.resolve({
    open: () => openStore({ file, clock }),
    pass: (ms) => {
      now += ms
      return Promise.resolve()
    },
    setBack: (ms) => {
      now -= ms
      return Promise.resolve()
    },
    // The handles that were open are left as a crash leaves them: not closed.
    restart: () => Promise.resolve(),
    openNeighbour: () => openStore({ file: join(folder, 'private', 'neighbour.db'), clock }),
    end: () => Promise.resolve(rmSync(folder, { recursive: true, force: true })),
  })
}

/** A store file in the time of the machine. */
export const realTimeWorld = async (): Promise<StoreWorld> => {
  const folder = makeFolder()
  const { setBack: _none, ...world } = await fileWorld()
  return {
    ...world,
    open: () => openStore({ file: join(folder, 'tokens.db') }),
    pass: (ms) => systemClock.sleep(ms),
    end: () => world.end().finally(() => rmSync(folder, { recursive: true, force: true })),
  }
}
