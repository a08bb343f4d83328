import {
  type DomainError,
  type DomainSet,
  type ListedDomains,
  type ServerKind,
  createDomainProvider,
} from '@mini-domains/core'
import {
  type Call,
  type ListDriver,
  type Store,
  type StoreWrite,
  domainProvider,
  matchSubject,
  spentOne,
  unsupported,
} from '@mini-domains/core/adapter'
import {
  type ChangeRecord,
  type FleetVendors,
  type PlanChange,
  type PlanHeader,
  changeKey,
  encodeLine,
  runKey,
} from '@mini-domains/fleet'
import { wechat } from '@mini-domains/wechat'
import * as E from 'fp-ts/lib/Either.js'
import * as TE from 'fp-ts/lib/TaskEither.js'
import { once } from 'node:events'
import { createWriteStream } from 'node:fs'
import { listDigest } from '../../fleet/src/lists/list-address.js'
import { planTally } from '../../fleet/src/plan/plan-tally.js'
import { planChecksum } from '../../fleet/src/plan/verify-plan.js'
import { blockSize } from '../../fleet/src/state/line-block.js'
import { packBlock } from '../../fleet/src/state/pack-lines.js'

const refuse = (call: Call): TE.TaskEither<DomainError, never> =>
  TE.left(unsupported(call, { en: 'not here', zh: '此处没有' }, ''))

const set = (request: ReadonlyArray<string>): DomainSet<ServerKind> => ({
  request,
  socket: [],
  upload: [],
  download: [],
  udp: [],
  tcp: [],
})

const added = 'https://new.example.com'
const before = ['https://api.example.com', 'https://www.example.com']

const capabilities = (() => {
  const made = createDomainProvider([wechat], { vendor: 'wechat', tokens: { apps: { any: 'token' } } })
  if (E.isLeft(made)) throw new Error(made.left.message)
  return made.right.capabilities
})()

/** A vendor in this process that answers at once: each app lacks one domain until it is added. */
export const instantVendors = (): FleetVendors => {
  const written = new Set<string>()
  const server: ListDriver<ServerKind> = {
    read: (call) =>
      matchSubject<TE.TaskEither<DomainError, ListedDomains<ServerKind>>>({
        app: (id) => TE.right({ domains: set(written.has(id) ? [...before, added] : before) }),
        platform: () => refuse(call),
      })(call.target),
    write: (call, operation) =>
      matchSubject({
        app: (id) => {
          if (operation._tag !== 'Add') return refuse(call)
          written.add(id)
          return TE.right({
            accepted: operation.domains,
            rejected: [],
            otherwise: 'not-taken' as const,
            refusedWhole: false,
            ...spentOne,
          })
        },
        platform: () => refuse(call),
      })(call.target),
  }
  const nothing = { read: refuse, write: refuse }
  const provider = domainProvider({
    vendor: 'acme',
    capabilities,
    app: { server, webview: nothing },
    platform: { server: nothing, webview: nothing },
    raw: refuse,
    close: () => Promise.resolve(),
  })
  return { acme: { provider, adapter: { name: 'acme', version: '1' } } }
}

const observed = listDigest(capabilities.app.server.kinds, set(before))
const after = listDigest(capabilities.app.server.kinds, set([...before, added]))

// Ids as vendors give them, which pack badly.
const appOf = (n: number): string => `wx${((n * 2_654_435_761) % 4_294_967_296).toString(16).padStart(8, '0')}${n}`

const changeOf = (n: number): PlanChange => ({
  line: 'change',
  address: { vendor: 'acme', app: appOf(n), list: 'server' },
  stage: 'app',
  observed,
  after,
  action: 'add',
  domains: { request: [added] },
  reasons: [{ kind: 'request', domain: added, intent: 'present', source: 'profile', name: 'shop', at: 'f:1:1' }],
  adds: 1,
  deletes: 0,
  cost: 1,
  budget: { spent: 0, month: '2026-11', limit: 50, remaining: 50 },
})

const header: PlanHeader = {
  line: 'header',
  format: 1,
  tool: { name: 'test', version: '1' },
  adapters: [{ vendor: 'acme', adapter: 'acme', version: '1' }],
  config: { file: 'mini-domains.yaml' },
  createdAt: '2026-11-21T00:00:00.000Z',
}

/** Writes a plan of so many changes to a file, and gives its digest. */
export const writeLongPlan = async (path: string, changes: number): Promise<string> => {
  const file = createWriteStream(path)
  const checksum = planChecksum()
  const tally = planTally('any')
  const put = async (text: string): Promise<void> => {
    if (!file.write(`${text}\n`)) await once(file, 'drain')
  }
  const add = async (line: PlanHeader | PlanChange): Promise<void> => {
    const text = encodeLine(line)
    checksum.add(text)
    await put(text)
  }
  await add(header)
  for (let n = 1; n <= changes; n += 1) {
    const change = changeOf(n)
    tally.change(change)
    await add(change)
  }
  const summary = {
    line: 'summary' as const,
    lines: checksum.lines(),
    digest: '',
    counts: { ...tally.counts(), apps: changes, lists: changes },
    vendors: {},
    impact: tally.impact(),
    configDigest: 'd',
    applyable: true,
    complete: true,
    errored: false,
  }
  const digest = checksum.digest(encodeLine(summary))
  await put(encodeLine({ ...summary, digest }))
  file.end()
  await once(file, 'close')
  return digest
}

const doneAt = 1_795_000_000_000

const doneWrite = (plan: string, n: number): StoreWrite => {
  const record: ChangeRecord = {
    state: 'ended',
    status: 'done',
    free: false,
    // One after the other, as a vendor's rate lets them.
    at: doneAt + n * 20 + (n % 7),
    detail: { modification: 'spent', modifications: 1, uncertain: 0 },
    note: {
      address: changeOf(n).address,
      before: observed,
      adds: set([added]),
      deletes: set([]),
    },
  }
  return { key: changeKey(plan, n), value: JSON.stringify(record), expected: 0 }
}

/** Keeps in the store that an earlier run has done the changes of a plan up to this one, whole blocks packed. */
export const keepDone = async (store: Store, plan: string, last: number): Promise<void> => {
  for (let block = 0; block * blockSize <= last; block += 1) {
    const from = Math.max(1, block * blockSize)
    const to = Math.min(last + 1, (block + 1) * blockSize)
    const kept = await store.transact(Array.from({ length: to - from }, (_, index) => doneWrite(plan, from + index)))()
    if (E.isLeft(kept)) throw new Error(kept.left.message)
    if (to < (block + 1) * blockSize) continue
    const lease = await store.acquire(runKey(plan), 'earlier run', 10_000)()
    if (E.isLeft(lease) || lease.right === undefined) throw new Error('the run is held')
    if ((await packBlock(store, plan, block, lease.right)) === undefined) throw new Error('a block was not packed')
    await store.release(lease.right)()
  }
}
