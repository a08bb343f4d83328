import { type ConfirmFile, type DomainError, type EffectiveDomains, type Kind } from '@mini-domains/core'
import { fromKinds } from '@mini-domains/core/adapter'
import * as E from 'fp-ts/lib/Either.js'
import * as TE from 'fp-ts/lib/TaskEither.js'
import assert from 'node:assert/strict'
import { abilityOf, hasAbility } from '../harness/ability.js'
import { type Case, type Chapter } from '../suite/case.js'
import { type FaultName } from '../harness/fault.js'
import { faultTable, faultsUnder, readDeadline, tokenFaults } from '../harness/fault-table.js'
import { everythingShown, leakIn } from '../checks/leak.js'
import { until } from '../checks/until.js'
import { type Address, type PlaceName, addressOf, confirmFileAt, levelOf, listAt } from '../harness/address.js'
import { leftOf, rightOf, settle, succeed } from '../checks/settle.js'
import { domain, under } from '../fixture/spelling.js'
import { type Stage, at, kindsAt, put } from '../fixture/fixture.js'
import { type Truth, truthOf } from '../fixture/actual-state.js'
import { type Variations } from '../harness/variations.js'
import { checkError, checkExpected, checkSaid } from '../checks/error.js'

type Sort = 'effective' | 'confirmFile'

/**
 * A call beside the four lists: what it reads and, so that every answer can be compared, how it is told in one form.
 */
interface Beside {
  readonly sort: Sort
  readonly place: PlaceName
  readonly name: string
}

type Told = Truth | { readonly name: string; readonly content: string }

const besides = (variations: Variations): ReadonlyArray<Beside> => [
  ...(['app.server', 'app.webview'] as const)
    .filter((place) => hasAbility(variations, abilityOf(place, 'effective')))
    .map((place) => ({ sort: 'effective' as const, place, name: `${place}.effective` })),
  ...(['app', 'platform'] as const)
    .filter((level) => variations.abilities.includes(`${level}.confirmFile`))
    .map((level) => ({
      sort: 'confirmFile' as const,
      place: `${level}.webview` as const,
      name: `${level}.confirmFile`,
    })),
]

const fileTold = ({ name, content }: ConfirmFile): Told => ({ name, content: Buffer.from(content).toString('hex') })

const taskOf = (
  stage: Stage,
  { sort, place }: Beside,
  address: Address,
  provider = stage.provider,
): TE.TaskEither<DomainError, Told> =>
  sort === 'confirmFile'
    ? TE.map(fileTold)(confirmFileAt(provider, address).task)
    : TE.map(({ effective }: EffectiveDomains<Kind>): Told => truthOf(kindsAt(stage, place), effective))(
        listAt(provider, address).effective(),
      )

// White space at both ends, more than ASCII, and a mark of byte order: whatever is not taken byte for byte shows.
const contentOf = (label: string): Uint8Array => Buffer.from(`\ufeff ${label} 校验\r\n\té\n \n`)

/**
 * Gives a subject something of its own to be read, and tells what that is.
 */
const prepare = async (stage: Stage, { sort, place }: Beside, address: Address, label: string): Promise<Told> => {
  const { subject } = address
  if (sort === 'confirmFile') {
    const file = { name: `${label}.txt`, content: contentOf(label) }
    await stage.vendor.putConfirmFile(subject, file)
    return fileTold(file)
  }
  const kinds = kindsAt(stage, place)
  const lists = fromKinds(kinds, (kind) => [
    domain(kind, `${label}-${kind}.example.com`),
    domain(kind, 'all.example.com'),
  ])
  await put(stage, address, lists)
  if (subject._tag === 'App') await stage.vendor.release(subject.appId)
  return truthOf(kinds, lists)
}

const mostReads = 6

const checkRead = (error: DomainError): void => {
  checkError(error)
  assert.equal(error.modification, 'not-spent', 'a read spends nothing')
  assert.equal(error.fate, 'not-done', 'a read changes nothing')
}

const meeting = async (stage: Stage, beside: Beside, fault: FaultName, times: number) => {
  const { place, sort } = beside
  const address = at(stage, place)
  const truth = await prepare(stage, beside, address, 'held')
  const said = await stage.vendor.script({ name: fault, place, strikes: sort, lands: 'never', times, delayMs: 30 })
  const provider = faultTable[fault].slow ? stage.provider.with({ timeoutMs: readDeadline }) : stage.provider
  const result = await settle(taskOf(stage, beside, address, provider))
  const attempts = await stage.vendor.attempts()
  assert.ok(attempts.length <= mostReads, 'a read is not tried for ever')
  assert.ok(
    attempts.every(({ landed, asks }) => !landed && asks === 'other'),
    'only what was asked for is asked',
  )
  return { truth, said, result }
}

const eachFault = (
  variations: Variations,
  title: (beside: Beside, fault: FaultName) => string,
  run: (stage: Stage, beside: Beside, fault: FaultName) => Promise<void>,
  isMeant: (fault: FaultName) => boolean,
): ReadonlyArray<Case> =>
  besides(variations).flatMap((beside, index) =>
    faultsUnder(variations)
      .filter(isMeant)
      // Bytes of a file carry nothing by which a length that is too small would show.
      .filter((fault) => beside.sort !== 'confirmFile' || fault !== 'wrong-length')
      .filter((fault) => index === 0 || !faultTable[fault].slow)
      .map((fault) => ({ name: title(beside, fault), run: (stage) => run(stage, beside, fault) })),
  )

const named = (fault: FaultName): boolean => faultTable[fault].tags.length > 0

const once = async (stage: Stage, beside: Beside, fault: FaultName): Promise<void> => {
  const { truth, result } = await meeting(stage, beside, fault, 1)
  if (E.isLeft(result)) checkRead(result.left)
  else assert.deepEqual(result.right, truth)
}

const ever = async (stage: Stage, beside: Beside, fault: FaultName): Promise<void> => {
  const { result } = await meeting(stage, beside, fault, 20)
  const error = leftOf(result)
  checkRead(error)
  assert.ok(faultTable[fault].tags.includes(error._tag), `${fault} is told as ${error._tag}`)
}

/**
 * Law 7, beside the four lists.
 */
export const besideMisunderstood: Chapter = {
  law: 7,
  cases: (variations) => [
    ...eachFault(
      variations,
      ({ name }, fault) => `${name} that meets ${fault} once gives the truth or an error`,
      once,
      () => true,
    ),
    ...eachFault(
      variations,
      ({ name }, fault) => `${name} that meets ${fault} every time is an error of its kind`,
      ever,
      named,
    ),
  ],
}

const told = async (stage: Stage, beside: Beside, fault: FaultName): Promise<void> => {
  const { said, result } = await meeting(stage, beside, fault, 20)
  const error = leftOf(result)
  checkError(error)
  assert.equal(error.vendor, stage.provider.vendor)
  assert.equal(error.operation, beside.name)
  const [appId] = stage.variations.apps
  assert.equal(error.subject, levelOf(beside.place) === 'app' ? `app ${appId}` : 'platform')
  checkSaid(error, said)
  checkExpected(error, fault)
}

const ownHints = (variations: Variations, beside: Beside): Case => ({
  name: `${beside.name}: hints of different errors are different`,
  run: async (stage) => {
    const address = at(stage, beside.place)
    const faults = (['authorization-lost', 'address-refused', 'unknown-code'] as const).filter((fault) =>
      faultsUnder(variations).includes(fault),
    )
    const hints = new Set<string>()
    for (const name of faults) {
      await stage.vendor.script({ name, place: beside.place, strikes: beside.sort, lands: 'never', times: 1 })
      hints.add(leftOf(await settle(taskOf(stage, beside, address))).hint.en)
    }
    assert.equal(hints.size, faults.length)
  },
})

const hooksTold = (beside: Beside): Case => ({
  name: `${beside.name}: hooks that are told are told of each request and of how it ended`,
  run: async (stage) => {
    await settle(listAt(stage.provider, at(stage, beside.place)).get())
    const [heard, seen] = [stage.events.length, (await stage.vendor.attempts()).length]
    if (heard === 0) return
    await settle(taskOf(stage, beside, at(stage, beside.place)))
    const events = stage.events.slice(heard)
    const sent = (await stage.vendor.attempts()).length - seen
    const count = (tag: 'Request' | 'Response') => events.filter(({ _tag }) => _tag === tag).length
    assert.deepEqual([count('Request'), count('Response')], [sent, sent], 'each request, and how each ended')
    for (const event of events) assert.equal(event.operation, beside.name)
  },
})

/**
 * Law 12, beside the four lists.
 */
export const besideVerdicts: Chapter = {
  law: 12,
  cases: (variations) => [
    ...eachFault(
      variations,
      ({ name }, fault) => `${name} that meets ${fault} says who, whether, what and why`,
      told,
      named,
    ),
    ...besides(variations).flatMap((beside) => [ownHints(variations, beside), hooksTold(beside)]),
  ],
}

const quoting = (beside: Beside, name: 'echo' | 'echo-page', spell: (token: string) => string): Case => ({
  name: `${beside.name}: a token that the vendor quotes ${spell('') === '' ? 'as it is' : 'in an address'} (${name}) is not passed on`,
  run: async (stage) => {
    const { place, sort } = beside
    const secret = spell(await stage.ledger.current(at(stage, place).subject))
    await stage.vendor.script({ name, place, strikes: sort, lands: 'never', times: 20, secret })
    const error = leftOf(await settle(taskOf(stage, beside, at(stage, place))))
    for (const shown of [error, stage.events])
      assert.equal(leakIn(everythingShown(shown), stage.ledger.issued()), undefined, 'a token, or a piece of one')
  },
})

const clean = async (stage: Stage, beside: Beside, fault: FaultName): Promise<void> => {
  const { result } = await meeting(stage, beside, fault, 20)
  for (const shown of [result, stage.events])
    assert.equal(leakIn(everythingShown(shown), stage.ledger.issued()), undefined, 'a token, or a piece of one')
}

const cleanWhenWell = (beside: Beside): Case => ({
  name: `${beside.name}: no token is shown when all is well`,
  run: async (stage) => {
    const address = at(stage, beside.place)
    const task: TE.TaskEither<DomainError, unknown> =
      beside.sort === 'confirmFile'
        ? confirmFileAt(stage.provider, address).task
        : listAt(stage.provider, address).effective()
    await prepare(stage, beside, address, 'held')
    await stage.vendor.voidToken(await stage.ledger.current(address.subject), 'expired')
    for (const shown of [await succeed(task), await succeed(task), stage.events])
      assert.equal(leakIn(everythingShown(shown), stage.ledger.issued()), undefined, 'a token, or a piece of one')
  },
})

/**
 * Law 11, beside the four lists.
 */
export const besideSecrets: Chapter = {
  law: 11,
  cases: (variations) => [
    ...eachFault(variations, ({ name }, fault) => `${name}: no token is shown when it meets ${fault}`, clean, named),
    ...besides(variations).map(cleanWhenWell),
    ...besides(variations)
      .filter(() => variations.missingFaults?.some((name) => name === 'echo' || name === 'echo-page') !== true)
      .flatMap((beside) =>
        (['echo', 'echo-page'] as const).flatMap((name) => [
          quoting(beside, name, (token) => token),
          quoting(beside, name, (token) => `https://vendor.example.com/x?access_token=${encodeURIComponent(token)}`),
        ]),
      ),
  ],
}

const renewed = async (stage: Stage, beside: Beside, fault: FaultName): Promise<void> => {
  const { truth, result } = await meeting(stage, beside, fault, 1)
  assert.deepEqual(rightOf(result), truth)
  assert.equal(stage.ledger.refused(), 1, 'one refresh')
  assert.equal((await stage.vendor.attempts()).length, 2, 'one more try')
}

const lostOnce = (beside: Beside): Case => ({
  name: `${beside.name}: tokens hear once of an authorisation that is lost, of its own subject and token`,
  run: async (stage) => {
    const address = at(stage, beside.place)
    const { place, sort } = beside
    await stage.vendor.script({ name: 'authorization-lost', place, strikes: sort, lands: 'never', times: 1 })
    assert.equal(leftOf(await settle(taskOf(stage, beside, address)))._tag, 'AuthorizationLost')
    const token = await stage.ledger.current(address.subject)
    assert.deepEqual(
      stage.ledger.failures().map((told) => ({ subject: told.subject, token: told.token })),
      [{ subject: address.subject, token }],
    )
  },
})

/**
 * Law 9, beside the four lists.
 */
export const besideTokens: Chapter = {
  law: 9,
  cases: (variations) => [
    ...eachFault(
      variations,
      ({ name }, fault) => `${name} whose token is refused once (${fault}) works with a new one`,
      renewed,
      (fault) => tokenFaults.includes(fault),
    ),
    ...(faultsUnder(variations).includes('authorization-lost') ? besides(variations).map(lostOnce) : []),
  ],
}

const cancelledUnderWay = (beside: Beside, fault: 'stalled-headers' | 'stalled-body'): Case => ({
  name: `${beside.name} that is cancelled while it meets ${fault} ends at once`,
  run: async (stage) => {
    const cancel = new AbortController()
    const { place, sort } = beside
    await stage.vendor.script({ name: fault, place, strikes: sort, lands: 'never', times: 9 })
    const provider = stage.provider.with({ signal: cancel.signal })
    const running = settle(taskOf(stage, beside, at(stage, place), provider), 3_000)
    await until('the call arrives', async () => (await stage.vendor.attempts()).length === 1)
    cancel.abort()
    assert.equal(leftOf(await running)._tag, 'Cancelled')
    assert.equal((await stage.vendor.attempts()).length, 1, 'a cancelled call sends nothing further')
  },
})

/**
 * Law 10, beside the four lists.
 */
export const besideCancelled: Chapter = {
  law: 10,
  cases: (variations) =>
    besides(variations).flatMap((beside) =>
      (['stalled-headers', 'stalled-body'] as const)
        .filter((fault) => faultsUnder(variations).includes(fault))
        .map((fault) => cancelledUnderWay(beside, fault)),
    ),
}

const ofEachApp = (beside: Beside): Case => ({
  name: `${beside.name}: each subject is given its own, to the byte, one by one and at once, and anew each time`,
  run: async (stage) => {
    const apps = levelOf(beside.place) === 'app' ? stage.variations.apps : [stage.variations.apps[0]]
    const addresses = apps.map((appId) => addressOf(beside.place, appId))
    const truths = await Promise.all(addresses.map((address, index) => prepare(stage, beside, address, `own${index}`)))
    const tasks = addresses.map((address) => taskOf(stage, beside, address))
    for (const [index, task] of tasks.entries()) assert.deepEqual(await succeed(task), truths[index])
    assert.deepEqual(await Promise.all(tasks.map((task) => succeed(task))), truths)
    const others = await Promise.all(addresses.map((address, index) => prepare(stage, beside, address, `new${index}`)))
    assert.deepEqual(await Promise.all(tasks.map((task) => succeed(task))), others, 'the same task again reads anew')
  },
})

const origins = (beside: Beside): Case => ({
  name: `${beside.name}: what it tells of the platform's origin is what is configured`,
  run: async (stage) => {
    const address = at(stage, beside.place)
    const kinds = kindsAt(stage, beside.place)
    await prepare(stage, beside, address, 'live')
    const configured = under(kinds, 'later.example.com')
    await put(stage, address, configured)
    const { origins: by } = await succeed(listAt(stage.provider, address).effective())
    if (by.platform !== undefined) assert.deepEqual(truthOf(kinds, by.platform), truthOf(kinds, configured))
    for (const other of [by.console, by.direct])
      if (other !== undefined) assert.deepEqual(truthOf(kinds, other), truthOf(kinds, {}), 'nobody else configured any')
  },
})

/**
 * Law 13, beside the four lists.
 */
export const besideHonesty: Chapter = {
  law: 13,
  cases: (variations) => [
    ...besides(variations).map(ofEachApp),
    ...besides(variations)
      .filter(({ sort }) => sort === 'effective')
      .map(origins),
  ],
}
