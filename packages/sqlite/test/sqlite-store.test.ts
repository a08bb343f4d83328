import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import * as E from 'fp-ts/lib/Either.js'
import { sqliteStore } from '../src/index.js'

it('keeps what was written', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'mini-domains-'))
  const opened = await sqliteStore({ file: join(folder, 'a', 'tokens.db') })()
  if (E.isLeft(opened)) throw new Error(opened.left.message)
  const store = opened.right
  const written = await store.put('k', 'v', 0)()
  expect(written).toMatchObject({ right: { value: 'v' } })
  expect(await store.get('k')()).toEqual(written)
  expect(await store.put('k', 'w', 0)()).toEqual(E.right(undefined))
  expect(await store.keys('', '', 10)()).toEqual(E.right(['k']))
  const lease = await store.acquire('l', 'me', 1000)()
  expect(lease).toMatchObject({ right: { owner: 'me' } })
  expect(await store.acquire('l', 'you', 1000)()).toEqual(E.right(undefined))
  await store.close()
  expect(await store.get('k')()).toMatchObject({ left: { reason: 'unavailable' } })
  rmSync(folder, { recursive: true })
})
