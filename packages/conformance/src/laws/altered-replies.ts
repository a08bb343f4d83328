import { type DomainError, type Kind, type ListedDomains } from '@mini-domains/core'
import * as E from 'fp-ts/lib/Either.js'
import type * as TE from 'fp-ts/lib/TaskEither.js'
import assert from 'node:assert/strict'
import { abilityOf, hasAbility } from '../harness/ability.js'
import { alteredReplies } from '../fixture/altered-reply.js'
import { type Case, type Chapter, everywhere } from '../suite/case.js'
import { type Struck } from '../harness/fault.js'
import { checkFailure, checkOutcome } from '../checks/outcome.js'
import { type PlaceName, confirmFileAt, levelOf, listAt } from '../harness/address.js'
import { type Request, request } from '../fixture/request.js'
import { settle } from '../checks/settle.js'
import { under } from '../fixture/spelling.js'
import { type Stage, at, firstKind, kindsAt, look, put, setTheStage } from '../fixture/fixture.js'
import { type Truth, listed, truthOf } from '../fixture/actual-state.js'
import { type Variations } from '../harness/variations.js'
import { checkError } from '../checks/error.js'
import { witnessed } from '../fixture/recorder.js'

const hold = async (stage: Stage, place: PlaceName): Promise<void> => {
  const kinds = kindsAt(stage, place)
  await put(stage, at(stage, place), under(kinds, 'held.example.com', 'kept.example.com', 'last.example.net'))
  if (levelOf(place) === 'app') await stage.vendor.release(stage.variations.apps[0])
}

const newestAnswer = async ({ vendor }: Stage): Promise<string> => (await vendor.attempts()).at(-1)?.answer ?? ''

const checkRead = (error: DomainError): void => {
  checkError(error)
  assert.equal(error.modification, 'not-spent', 'a read spends nothing')
  assert.equal(error.fate, 'not-done', 'a read changes nothing')
}

/**
 * What is told has to be so, kind by kind; what was not told may be left out, and is never empty.
 */
const checkTold = (kinds: ReadonlyArray<Kind>, told: ListedDomains<Kind>, truth: Truth, what: string): void => {
  for (const kind of kinds)
    if (told[kind] !== undefined)
      assert.deepEqual(listed(truthOf([kind], told), kind), listed(truth, kind), `${kind}, where ${what}`)
}

const served = async (stage: Stage, place: PlaceName, strikes: Struck, body: string): Promise<void> => {
  await setTheStage(stage.vendor, stage.variations)
  await hold(stage, place)
  await stage.vendor.script({ name: 'reply', place, strikes, lands: 'never', times: 9, body })
}

const eachReply = async <A>(
  stage: Stage,
  place: PlaceName,
  strikes: Struck,
  task: TE.TaskEither<DomainError, A>,
  check: (told: A, what: string) => Promise<void>,
): Promise<void> => {
  await hold(stage, place)
  await settle(task)
  for (const { what, body } of alteredReplies(await newestAnswer(stage))) {
    await served(stage, place, strikes, body)
    const result = await settle(task, 5_000)
    if (E.isLeft(result)) checkRead(result.left)
    else await check(result.right, what)
  }
}

const reads = everywhere(
  'a get whose answer is altered in one part tells nothing that is not so',
  async (stage, place) => {
    const kinds = kindsAt(stage, place)
    await eachReply(stage, place, 'get', listAt(stage.provider, at(stage, place)).get, async (told, what) =>
      checkTold(kinds, told, await look(stage, at(stage, place)), what),
    )
  },
)

const effective = (place: PlaceName): Case => ({
  name: `${place}: an effective list whose answer is altered in one part tells nothing that is not so`,
  run: async (stage) => {
    const kinds = kindsAt(stage, place)
    await eachReply(
      stage,
      place,
      'effective',
      listAt(stage.provider, at(stage, place)).effective,
      async (told, what) => {
        const truth = await look(stage, at(stage, place))
        for (const set of [told.effective, told.origins.platform])
          if (set !== undefined) checkTold(kinds, set, truth, what)
      },
    )
  },
})

const confirmFile = (level: 'app' | 'platform'): Case => ({
  name: `${level}.webview: a confirm file whose answer is altered in one part is the file or an error`,
  run: async (stage) => {
    const place = `${level}.webview` as const
    const address = at(stage, place)
    await eachReply(stage, place, 'confirmFile', confirmFileAt(stage.provider, address).task, async (told, what) => {
      const file = await stage.vendor.confirmFile(address.subject)
      assert.equal(told.name, file?.name, `the name, where ${what}`)
      assert.deepEqual(Buffer.from(told.content), Buffer.from(file?.content ?? []), `the content, where ${what}`)
    })
  },
})

// The vendor's own words to a token that is worth nothing.
const refusalOf = async (stage: Stage, place: PlaceName): Promise<string> => {
  const { subject } = at(stage, place)
  await stage.vendor.voidToken(await stage.ledger.current(subject), 'revoked')
  await settle(listAt(stage.provider, at(stage, place)).get)
  return (await stage.vendor.attempts())[0]?.answer ?? ''
}

const refusedReads = everywhere(
  'a refusal of the vendor that is altered in one part is never a list',
  async (stage, place) => {
    for (const { what, body } of alteredReplies(await refusalOf(stage, place))) {
      await served(stage, place, 'get', body)
      const result = await settle(listAt(stage.provider, at(stage, place)).get, 5_000)
      assert.ok(E.isLeft(result), `an error, where ${what}`)
      checkRead(result.left)
    }
  },
)

const honest = async (
  stage: Stage,
  place: PlaceName,
  wanted: Request,
  answer: string,
  lands: 'never' | 'before',
): Promise<void> => {
  for (const { what, body } of alteredReplies(answer)) {
    await setTheStage(stage.vendor, stage.variations)
    await hold(stage, place)
    await stage.vendor.script({ name: 'reply', place, strikes: wanted.name, lands, times: 1, body })
    const refused = stage.ledger.refused()
    const witness = await witnessed(stage, at(stage, place), wanted, { ms: 5_000 })
    const renewed = stage.ledger.refused() - refused
    assert.ok(witness.writes.length <= 1 + renewed, `the same write is sent again for a new token alone, where ${what}`)
    if (E.isRight(witness.result)) checkOutcome(kindsAt(stage, place), witness.result.right, witness)
    else checkFailure(witness.result.left, witness)
  }
}

const requestAt = (stage: Stage, place: PlaceName, name: 'add' | 'delete'): Request =>
  request(name, under([firstKind(stage, place)], name === 'add' ? 'new.example.com' : 'held.example.com'))

const answered = (['add', 'delete'] as const).flatMap((name) =>
  everywhere(`${name} that was carried out and whose answer is altered in one part is honest`, async (stage, place) => {
    await hold(stage, place)
    const wanted = requestAt(stage, place, name)
    const { attempts } = await witnessed(stage, at(stage, place), wanted)
    const answer = attempts.find(({ asks }) => asks === name)?.answer ?? ''
    await honest(stage, place, wanted, answer, 'before')
  }),
)

const refusedWrites = everywhere(
  'an add that was refused in words that are altered in one part is honest',
  async (stage, place) => honest(stage, place, requestAt(stage, place, 'add'), await refusalOf(stage, place), 'never'),
)

/**
 * Law 7: what the vendor says, with one part of it left out, null or of another type.
 */
export const alteredAnswers: Chapter = {
  law: 7,
  cases: (variations: Variations) => [
    ...reads,
    ...refusedReads,
    ...answered,
    ...refusedWrites,
    ...(['app.server', 'app.webview'] as const)
      .filter((place) => hasAbility(variations, abilityOf(place, 'effective')))
      .map(effective),
    ...(['app', 'platform'] as const)
      .filter((level) => variations.abilities.includes(`${level}.confirmFile`))
      .map(confirmFile),
  ],
}
