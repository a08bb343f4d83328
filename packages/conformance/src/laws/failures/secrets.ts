import { type DomainError, DomainApiError, addDomains, deleteDomains } from '@mini-domains/core'
import { promises } from '@mini-domains/core/adapter'
import * as E from 'fp-ts/lib/Either.js'
import assert from 'node:assert/strict'
import { everythingShown, leakIn } from '../../checks/leak.js'
import { settle, succeed, until, within } from '../../checks/settle.js'
import { adding, eachRead, eachReadFault, meeting, readThrough, readsBeside } from '../../fixture/calls.js'
import { consoleOf } from '../../fixture/console-capture.js'
import { type ListFixture } from '../../fixture/fixture.js'
import { domain } from '../../fixture/spelling.js'
import { levelOf, listNameOf } from '../../harness/address.js'
import { type FaultName, faultTable } from '../../harness/fault.js'
import { type Variations, canScript, faultsUnder } from '../../harness/variations.js'
import { type Case, type LawCases, everywhere } from '../../suite/case.js'

const host = 'new.example.com'

const checkClean = (list: ListFixture, what: string, value: unknown): void => {
  const leak = leakIn(everythingShown(value), list.ledger.issued())
  assert.equal(leak, undefined, `${what} shows a token, or a piece of one`)
}

const checkResult = (list: ListFixture, result: E.Either<DomainError, unknown>): void => {
  if (E.isRight(result)) checkClean(list, 'a result', result.right)
  else {
    checkClean(list, 'an error', result.left)
    checkClean(list, 'a thrown error', new DomainApiError(result.left))
  }
  checkClean(list, 'an event of a hook', list.events)
}

const checkLeft = (list: ListFixture, result: E.Either<DomainError, unknown>): void => {
  assert.equal(result._tag, 'Left')
  checkResult(list, result)
}

const thrownBy = async (run: () => Promise<unknown>): Promise<unknown> => {
  try {
    await within(15_000, 'a promise', run())
    return undefined
  } catch (thrown) {
    return thrown
  }
}

const promised = ({ provider, place, variations }: ListFixture) => {
  const face = promises(provider)
  const domains = levelOf(place) === 'app' ? face.app(variations.apps[0]) : face.platform
  return domains[listNameOf(place)]
}

const meet = async (list: ListFixture, fault: FaultName, secret: string): Promise<void> => {
  for (const strikes of ['get', 'add'] as const) await list.script(fault, strikes, { times: 20, secret })
  const printed = await consoleOf(() =>
    meeting(list, fault, 'any', async (late) => {
      checkResult(list, await settle(late.domains.get()))
      checkResult(
        list,
        await settle(late.domains.modify(addDomains(list.one(host)), { observed: { domains: list.all() } })),
      )
      checkClean(list, 'what a promise throws', await thrownBy(promised(late).get))
    }),
  )
  checkClean(list, 'what is printed', printed)
  assert.ok(list.ledger.issued().length > 0, 'a token was used')
}

const telling = (variations: Variations): ReadonlyArray<FaultName> =>
  faultsUnder(variations).filter((fault) => faultTable[fault].tags.length > 0)

const eachFault = (variations: Variations): ReadonlyArray<Case> =>
  telling(variations).flatMap((fault) =>
    everywhere(`no token is shown when a call meets ${fault}`, (list) => meet(list, fault, '')),
  )

const spellings: ReadonlyArray<readonly [string, (token: string) => string]> = [
  ['as it is', (token) => token],
  ['as in an address', (token) => encodeURIComponent(token)],
  ['under its name', (token) => `access_token=${encodeURIComponent(token)}`],
  ['in an address', (token) => `https://vendor.example.com/call?access_token=${encodeURIComponent(token)}&x=1`],
  ['behind a long text', (token) => `${'x'.repeat(185)} ${token}`],
]

const quoting = ['echo', 'echo-page'] as const

const quoted = (variations: Variations): ReadonlyArray<Case> =>
  quoting.flatMap((fault) =>
    spellings.flatMap(([how, spell]) => [
      ...everywhere(`a token that the vendor quotes ${how} (${fault}) is not passed on`, async (list) =>
        meet(list, fault, spell(await list.ledger.current(list.address.subject))),
      ),
      ...eachRead(
        readsBeside(variations),
        (title) => `${title}: a token that the vendor quotes ${how} (${fault}) is not passed on`,
        async (list, { strikes }) => {
          const secret = spell(await list.ledger.current(list.address.subject))
          await list.script(fault, strikes, { times: 20, secret })
          checkLeft(list, await settle<unknown>(strikes === 'effective' ? list.domains.effective() : list.confirmFile))
        },
      ),
    ]),
  )

const beside = (variations: Variations): ReadonlyArray<Case> => [
  ...eachReadFault(
    readsBeside(variations),
    telling(variations),
    (title, fault) => `${title}: no token is shown when it meets ${fault}`,
    async (list, read, fault) => checkResult(list, (await readThrough(list, read, fault)).result),
  ),
  ...eachRead(
    readsBeside(variations),
    (title) => `${title}: no token is shown when all is well`,
    async (list, { strikes }) => {
      const { subject } = list.address
      if (subject._tag === 'App') await list.vendor.release(subject.appId)
      await list.vendor.voidToken(await list.ledger.current(subject), 'expired')
      for (const _time of [1, 2])
        checkClean(
          list,
          'what is read',
          await succeed<unknown>(strikes === 'effective' ? list.domains.effective() : list.confirmFile),
        )
      checkClean(list, 'an event of a hook', list.events)
    },
  ),
]

const wellTold = everywhere('no token is shown when all is well', async (list) => {
  const printed = await consoleOf(async () => {
    checkResult(list, await settle(adding(list, host)))
    checkResult(list, await settle(list.domains.get()))
  })
  checkClean(list, 'what is printed', printed)
  checkClean(list, 'the provider', list.provider)
  checkClean(list, 'a list', list.domains)
})

const renewed = everywhere('no token is shown of a call whose token was renewed', async (list) => {
  for (const change of [addDomains, deleteDomains]) {
    await list.vendor.voidToken(await list.ledger.current(list.address.subject), 'expired')
    const result = await settle(list.domains.modify(change(list.one(host))))
    assert.equal(result._tag, 'Right')
    checkResult(list, result)
  }
  assert.ok(list.ledger.refused() > 0, 'a token was renewed')
})

/**
 * The errors that no fault on the wire leads to, after tokens have been in use.
 */
const ownErrors = everywhere('no token is shown in an error that is the own word of the adapter', async (list) => {
  checkResult(list, await settle(list.domains.get()))
  checkLeft(list, await settle(list.domains.modify(addDomains(list.one('*.example.com')))))
  if (await list.vendor.leaveModifications(list.address, 0)) checkLeft(list, await settle(adding(list, host)))
  const cancel = new AbortController()
  await list.script('stalled-headers', 'get', { times: 9 })
  const seen = (await list.attempts()).length
  const running = settle(list.with({ signal: cancel.signal }).domains.get())
  await until('the call arrives', async () => (await list.attempts()).length > seen)
  cancel.abort()
  checkLeft(list, await running)
})

const pasted = everywhere('a token that was pasted into a domain is not shown back', async (list) => {
  const token = encodeURIComponent(await list.ledger.current(list.address.subject))
  for (const input of [`www.example.com/?access_token=${token}`, `user:${token}@www.example.com`])
    checkLeft(list, await settle(list.domains.modify(addDomains({ [list.kind]: [domain(list.kind, input)] }))))
})

/**
 * Law 11.
 */
export const secrets: LawCases = {
  law: 11,
  cases: (variations) => [
    ...eachFault(variations),
    ...beside(variations),
    ...(canScript(variations, ...quoting) ? quoted(variations) : []),
    ...wellTold,
    ...renewed,
    ...ownErrors,
    ...pasted,
  ],
}
