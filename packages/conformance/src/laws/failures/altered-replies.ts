import { type DomainError, type Kind, type ListedDomains } from '@mini-domains/core'
import * as E from 'fp-ts/lib/Either.js'
import type * as TE from 'fp-ts/lib/TaskEither.js'
import assert from 'node:assert/strict'
import { checkReadError } from '../../checks/error.js'
import { checkHonest } from '../../checks/outcome.js'
import { settle } from '../../checks/settle.js'
import { type AlteredReply, alteredReplies } from '../../fixture/altered-reply.js'
import { type Read, eachRead, readsBeside } from '../../fixture/calls.js'
import { type ListFixture, startAfresh } from '../../fixture/fixture.js'
import { record } from '../../fixture/recorder.js'
import { type Request, request } from '../../fixture/request.js'
import { type ListState, listed, stateOf } from '../../fixture/state.js'
import { type Fault } from '../../harness/fault.js'
import { type Variations, sentAs } from '../../harness/variations.js'
import { type Case, type LawCases, everywhere } from '../../suite/case.js'

const hold = async (list: ListFixture): Promise<void> => {
  const { subject } = list.address
  await list.hold('held.example.com', 'kept.example.com', 'last.example.net')
  if (subject._tag === 'App') await list.vendor.release(subject.appId)
}

/**
 * Runs something with each reply that altering one part of an answer makes.
 */
const withEach = async (
  list: ListFixture,
  answer: string | undefined,
  fault: Pick<Fault, 'strikes' | 'lands' | 'times'>,
  run: (reply: AlteredReply) => Promise<void>,
): Promise<void> => {
  for (const reply of alteredReplies(answer ?? '')) {
    await startAfresh(list)
    await hold(list)
    await list.script('reply', fault.strikes, { ...fault, body: reply.body })
    await run(reply)
  }
}

/**
 * What is returned has to be so, kind by kind; what the reply lacks may be left out, and is never empty.
 */
const checkTold = (kinds: ReadonlyArray<Kind>, told: ListedDomains<Kind>, state: ListState, what: string): void => {
  for (const kind of kinds)
    if (told.domains[kind] !== undefined)
      assert.deepEqual(listed(stateOf([kind], told.domains), kind), listed(state, kind), `${kind}, where ${what}`)
}

const eachReply = async <A>(
  list: ListFixture,
  strikes: Read['strikes'],
  task: TE.TaskEither<DomainError, A>,
  check: (told: A, reply: AlteredReply) => Promise<void>,
): Promise<void> => {
  await hold(list)
  await settle(task)
  const answer = (await list.attempts()).at(-1)?.answer
  await withEach(list, answer, { strikes, lands: 'never', times: 9 }, async (reply) => {
    const result = await settle(task, 5_000)
    if (E.isLeft(result)) checkReadError(result.left)
    else await check(result.right, reply)
  })
}

const reads = everywhere('a get whose answer is altered in one part tells nothing that is not so', (list) =>
  eachReply(list, 'get', list.domains.get(), async (told, { what, isAbsent }) => {
    const mayBeEmpty = isAbsent && list.variations.absentLists === 'empty'
    const kinds = mayBeEmpty ? list.kinds.filter((kind) => told.domains[kind]?.length !== 0) : list.kinds
    checkTold(kinds, told, await list.state(), what)
  }),
)

const effective = (variations: Variations): ReadonlyArray<Case> =>
  eachRead(
    readsBeside(variations).filter(({ strikes }) => strikes === 'effective'),
    (title) => `${title}: an effective list whose answer is altered in one part tells nothing that is not so`,
    (list) =>
      eachReply(list, 'effective', list.domains.effective(), async (told, { what }) => {
        const state = await list.state()
        for (const set of [told.effective, told.origins.platform])
          if (set !== undefined) checkTold(list.kinds, { domains: set }, state, what)
      }),
  )

const confirmFile = (variations: Variations): ReadonlyArray<Case> =>
  eachRead(
    readsBeside(variations).filter(({ strikes }) => strikes === 'confirmFile'),
    (title) => `${title}: a confirm file whose answer is altered in one part is the file or an error`,
    (list) =>
      eachReply(list, 'confirmFile', list.confirmFile, async (told, { what }) => {
        const file = await list.vendor.confirmFile(list.address.subject)
        assert.equal(told.name, file?.name, `the name, where ${what}`)
        assert.deepEqual(Buffer.from(told.content), Buffer.from(file?.content ?? []), `the content, where ${what}`)
      }),
  )

// The vendor's own words to a token that is worth nothing.
const refusalOf = async (list: ListFixture): Promise<string | undefined> => {
  await list.vendor.voidToken(await list.ledger.current(list.address.subject), 'revoked')
  await settle(list.domains.get())
  return (await list.attempts())[0]?.answer
}

const refusedReads = everywhere('a refusal of the vendor that is altered in one part is never a list', async (list) =>
  withEach(list, await refusalOf(list), { strikes: 'get', lands: 'never', times: 9 }, async ({ what }) => {
    const result = await settle(list.domains.get(), 5_000)
    assert.ok(E.isLeft(result), `an error, where ${what}`)
    checkReadError(result.left)
  }),
)

const honest = (list: ListFixture, wanted: Request, answer: string | undefined, lands: 'never' | 'before') =>
  withEach(list, answer, { strikes: wanted.name, lands, times: 1 }, async ({ what }) => {
    const refused = list.ledger.refused()
    const recording = await record(list, wanted, { ms: 5_000 })
    const renewed = list.ledger.refused() - refused
    assert.ok(recording.writes.length <= 1 + renewed, `a write is sent again for a new token alone, where ${what}`)
    checkHonest(recording)
  })

const answered = (['add', 'delete'] as const).flatMap((name) =>
  everywhere(`${name} that was carried out and whose answer is altered in one part is honest`, async (list) => {
    await hold(list)
    const wanted = request(name, list.one(name === 'add' ? 'new.example.com' : 'held.example.com'))
    const { attempts } = await record(list, wanted)
    await honest(
      list,
      wanted,
      attempts.find(({ asks }) => asks === sentAs(list.variations, list.place, name))?.answer,
      'before',
    )
  }),
)

const refusedWrites = everywhere(
  'an add that was refused in words that are altered in one part is honest',
  async (list) => honest(list, request('add', list.one('new.example.com')), await refusalOf(list), 'never'),
)

/**
 * Law 7: what the vendor says, with one part of it left out, null or of another type.
 */
export const alteredAnswers: LawCases = {
  law: 7,
  cases: (variations) => [
    ...reads,
    ...refusedReads,
    ...answered,
    ...refusedWrites,
    ...effective(variations),
    ...confirmFile(variations),
  ],
}
