import { type DomainError, type Kind, addDomains, deleteDomains, DomainApiError } from '@mini-domains/core'
import { promises } from '@mini-domains/core/adapter'
import * as E from 'fp-ts/lib/Either.js'
import assert from 'node:assert/strict'
import { type Case, type Chapter, everywhere } from '../suite/case.js'
import { consoleOf } from '../fixture/console-capture.js'
import { type FaultName } from '../harness/fault.js'
import { faultTable, faultsUnder, placesFor, readDeadline } from '../harness/fault-table.js'
import { everythingShown, leakIn } from '../checks/leak.js'
import { until } from '../checks/until.js'
import { type PlaceName, levelOf, listAt } from '../harness/address.js'
import { settle, within } from '../checks/settle.js'
import { domain, under } from '../fixture/spelling.js'
import { type Stage, at, firstKind } from '../fixture/fixture.js'
import { type Variations } from '../harness/variations.js'

const assertClean = (stage: Stage, what: string, value: unknown): void => {
  const leak = leakIn(everythingShown(value), stage.ledger.issued())
  assert.equal(leak, undefined, `${what} shows a token, or a piece of one`)
}

const thrownBy = async (run: () => Promise<unknown>): Promise<unknown> => {
  try {
    await within(15_000, 'a promise', run())
    return undefined
  } catch (thrown) {
    return thrown
  }
}

const promised = (stage: Stage, place: PlaceName) => {
  const face = promises(stage.provider)
  const domains = levelOf(place) === 'app' ? face.app(stage.variations.apps[0]) : face.platform
  return place.endsWith('.server') ? domains.server : domains.webview
}

const checkError = (stage: Stage, error: DomainError): void => {
  assertClean(stage, 'an error', error)
  assertClean(stage, 'a thrown error', new DomainApiError(error))
}

const checkResult = (stage: Stage, result: E.Either<DomainError, unknown>): void => {
  if (E.isLeft(result)) checkError(stage, result.left)
  else assertClean(stage, 'a result', result.right)
  assertClean(stage, 'an event of a hook', stage.events)
}

const meet = async (stage: Stage, place: PlaceName, fault: FaultName, secret: string): Promise<void> => {
  const script = { name: fault, place, lands: 'never', times: 20, secret } as const
  await stage.vendor.script({ ...script, strikes: 'get' })
  await stage.vendor.script({ ...script, strikes: 'add' })
  const provider = faultTable[fault].slow ? stage.provider.with({ timeoutMs: readDeadline }) : stage.provider
  const list = listAt(provider, at(stage, place))
  const kind: Kind = firstKind(stage, place)
  const printed = await consoleOf(async () => {
    checkResult(stage, await settle(list.get))
    const change = addDomains(under([kind], 'new.example.com'))
    checkResult(stage, await settle(list.modify(change, { observed: under(stage.variations.kinds[place]) })))
    if (!faultTable[fault].slow) assertClean(stage, 'what a promise throws', await thrownBy(promised(stage, place).get))
  })
  assertClean(stage, 'what is printed', printed)
  assert.ok(stage.ledger.issued().length > 0, 'a token was used')
}

const eachFault = (variations: Variations): ReadonlyArray<Case> =>
  faultsUnder(variations)
    .filter((fault) => faultTable[fault].tags.length > 0)
    .flatMap((fault) =>
      placesFor(fault).map((place) => ({
        name: `${place}: no token is shown when a call meets ${fault}`,
        run: (stage) => meet(stage, place, fault, ''),
      })),
    )

const spellings: ReadonlyArray<readonly [string, (token: string) => string]> = [
  ['as it is', (token) => token],
  ['as in an address', (token) => encodeURIComponent(token)],
  ['under its name', (token) => `access_token=${encodeURIComponent(token)}`],
  ['in an address', (token) => `https://vendor.example.com/call?access_token=${encodeURIComponent(token)}&x=1`],
  ['behind a long text', (token) => `${'x'.repeat(185)} ${token}`],
]

const echoed = (['echo', 'echo-page'] as const).flatMap((fault) =>
  spellings.flatMap(([how, spell]) =>
    everywhere(`a token that the vendor quotes ${how} (${fault}) is not passed on`, async (stage, place) => {
      const token = await stage.ledger.current(at(stage, place).subject)
      await meet(stage, place, fault, spell(token))
    }),
  ),
)

const wellTold = everywhere('no token is shown when all is well', async (stage, place) => {
  const list = listAt(stage.provider, at(stage, place))
  const printed = await consoleOf(async () => {
    checkResult(stage, await settle(list.modify(addDomains(under([firstKind(stage, place)], 'new.example.com')))))
    checkResult(stage, await settle(list.get))
  })
  assertClean(stage, 'what is printed', printed)
  assertClean(stage, 'the provider', stage.provider)
  assertClean(stage, 'a list', list)
})

const renewed = everywhere('no token is shown of a call whose token was renewed', async (stage, place) => {
  const list = listAt(stage.provider, at(stage, place))
  for (const change of [addDomains, deleteDomains]) {
    const { subject } = at(stage, place)
    await stage.vendor.voidToken(await stage.ledger.current(subject), 'expired')
    const result = await settle(list.modify(change(under([firstKind(stage, place)], 'new.example.com'))))
    assert.equal(result._tag, 'Right')
    checkResult(stage, result)
  }
  assert.ok(stage.ledger.refused() > 0, 'a token was renewed')
})

/**
 * The errors that no fault on the wire leads to, after tokens have been in use.
 */
const ownErrors = everywhere(
  'no token is shown in an error that is the own word of the adapter',
  async (stage, place) => {
    const kind = firstKind(stage, place)
    const list = listAt(stage.provider, at(stage, place))
    const change = addDomains(under([kind], 'new.example.com'))
    checkResult(stage, await settle(list.get))
    const refused = await settle(list.modify(addDomains({ [kind]: [domain(kind, '*.example.com')] })))
    assert.equal(refused._tag, 'Left')
    checkResult(stage, refused)
    if (await stage.vendor.leaveModifications(at(stage, place), 0)) {
      const spent = await settle(list.modify(change))
      assert.equal(spent._tag, 'Left')
      checkResult(stage, spent)
    }
    const cancel = new AbortController()
    await stage.vendor.script({ name: 'stalled-headers', place, strikes: 'get', lands: 'never', times: 9 })
    const running = settle(listAt(stage.provider.with({ signal: cancel.signal }), at(stage, place)).get)
    await until('the call arrives', async () => (await stage.vendor.attempts()).at(-1)?.asks === 'get')
    cancel.abort()
    const cancelled = await running
    assert.equal(cancelled._tag, 'Left')
    checkResult(stage, cancelled)
  },
)

const pasted = everywhere('a token that was pasted into a domain is not shown back', async (stage, place) => {
  const token = encodeURIComponent(await stage.ledger.current(at(stage, place).subject))
  const kind = firstKind(stage, place)
  const list = listAt(stage.provider, at(stage, place))
  for (const input of [`www.example.com/?access_token=${token}`, `user:${token}@www.example.com`]) {
    const result = await settle(list.modify(addDomains({ [kind]: [domain(kind, input)] })))
    assert.equal(result._tag, 'Left')
    checkResult(stage, result)
  }
})

/**
 * Law 11.
 */
export const secrets: Chapter = {
  law: 11,
  cases: (variations) => [
    ...eachFault(variations),
    ...(variations.missingFaults?.some((name) => name === 'echo' || name === 'echo-page') === true ? [] : echoed),
    ...wellTold,
    ...renewed,
    ...ownErrors,
    ...pasted,
  ],
}
