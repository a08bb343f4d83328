import * as E from 'fp-ts/lib/Either.js'
import { keepObservation, knownApps, lastObservation, observationKey, observationOf } from '../../src/index.js'
import { handClock, start } from '../hand-clock.js'
import { onEachStore } from './stores.js'

const day = 24 * 3_600_000
const address = { vendor: 'wechat', app: 'wx1', list: 'server' as const }
const pool = { vendor: 'wechat', list: 'server' as const }
const seenAt = (at: number, domain = 'https://api.example.com') => observationOf({ request: [domain] }, at, 'read')

describe('the last observation of a list', () => {
  onEachStore((openTwo) => {
    test('is there with its time, for every process; before the first there is none', async () => {
      const [one, two] = await openTwo(handClock().clock)
      expect(await lastObservation(one, address)).toEqual(E.right(undefined))
      for (const at of [start, start + 5]) {
        await keepObservation(one, address, seenAt(at), start + 5)
        expect(await lastObservation(two, address)).toEqual(E.right(seenAt(at)))
      }
      expect(await lastObservation(two, { ...address, list: 'webview' })).toEqual(E.right(undefined))
    })

    test('of a pool tells both of its versions', async () => {
      const [store] = await openTwo(handClock().clock)
      const versions = {
        testing: { request: ['https://b.example.com'] },
        published: { request: ['https://a.example.com'] },
      }
      const observation = observationOf({ request: ['https://a.example.com'], versions }, start, 'read')
      await keepObservation(store, pool, observation, start)
      expect(await lastObservation(store, pool)).toEqual(
        E.right({ format: 1, at: start, from: 'read', domains: versions.published, ...versions }),
      )
    })

    test('is not replaced by an older one, unless the clock was set back since', async () => {
      const [one, two] = await openTwo(handClock().clock)
      await keepObservation(one, address, seenAt(start), start)
      await keepObservation(two, address, seenAt(start - 1, 'https://old.example.com'), start)
      expect(await lastObservation(one, address)).toEqual(E.right(seenAt(start)))
      const setBack = seenAt(start - day, 'https://new.example.com')
      await keepObservation(two, address, setBack, start - day)
      expect(await lastObservation(one, address)).toEqual(E.right(setBack))
    })

    test('that is damaged is told by its name, and replaced by the next', async () => {
      const [store] = await openTwo(handClock().clock)
      const key = observationKey(address)
      await store.put(key, '{"format":2}', 0)()
      expect(await lastObservation(store, address)).toMatchObject({
        left: { reason: 'corrupt', message: `the record ${key} in the store cannot be read` },
      })
      expect(await keepObservation(store, address, seenAt(start), start)).toEqual(E.right(undefined))
      expect(await lastObservation(store, address)).toEqual(E.right(seenAt(start)))
    })

    test('is the latest of two processes that keep theirs at once', async () => {
      const stores = await openTwo(handClock().clock)
      const all = [0, 1, 2, 3, 4, 5].map((ms) => seenAt(start + ms))
      const kept = await Promise.all(
        all.map((one, i) => keepObservation(stores[i % 2] ?? stores[0], address, one, start + 9)),
      )
      expect(kept.filter(E.isLeft)).toEqual([])
      expect(await lastObservation(stores[0], address)).toEqual(E.right(seenAt(start + 5)))
    })
  })
})

describe('known apps', () => {
  onEachStore((openTwo) => {
    test('are those of which a list was observed, in pages, each once, vendor by vendor', async () => {
      const [store] = await openTwo(handClock().clock)
      const ids = ['a', 'b/c', 'd%2F', '应用']
      for (const app of ids)
        for (const list of ['server', 'webview'] as const)
          await keepObservation(store, { vendor: 'wechat', app, list }, seenAt(start), start)
      await keepObservation(store, { ...address, vendor: 'baidu' }, seenAt(start), start)
      await keepObservation(store, pool, seenAt(start), start)
      const first = await knownApps(store, 'wechat', { limit: 3 })
      expect(first).toEqual(E.right(ids.slice(0, 3)))
      expect(await knownApps(store, 'wechat', { limit: 3, after: 'd%2F' })).toEqual(E.right(ids.slice(3)))
      expect(await knownApps(store, 'baidu', { limit: 3 })).toEqual(E.right(['wx1']))
    })
  })
})
