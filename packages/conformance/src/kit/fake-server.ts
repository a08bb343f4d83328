import { type DomainSet, type Kind, type Subject, appSubject, platformSubject } from '@mini-domains/core'
import {
  type Call,
  type Outcome,
  type RecordedRequest,
  type Reply,
  answerOnly,
  startFaultServer,
} from '@mini-domains/emulator/fault-server'
import { type Address } from '../harness/address.js'
import { type Attempt, type Rejected, type ScriptedVendor } from '../harness/harness.js'
import { type RejectionStyle, type Variations, limitsAt } from '../harness/variations.js'
import { type FakeCall, type FakeFailure, type FakeReply, type FakeRequest, type FakeVendor } from './fake.js'
import { dialectOf, failureOf } from './fake-faults.js'
import { fakeLists, subjectAt } from './fake-lists.js'
import { scriptFault } from './script-fault.js'
import { tokenSource } from './token-source.js'

/**
 * A fake that listens.
 */
export interface RunningFake {
  /** `http://127.0.0.1:<port>`, without a slash at the end. */
  readonly baseUrl: string
  /** The fake behind the adapter's back. */
  readonly vendor: ScriptedVendor
  readonly close: () => Promise<void>
}

interface Held {
  readonly subject: Subject
  readonly state: 'valid' | 'expired' | 'revoked'
}

const replyOf = ({ status = 200, body }: FakeReply): Reply => ({
  status,
  headers: { 'content-type': 'application/json' },
  body: typeof body === 'string' ? body : JSON.stringify(body),
})

const heldAs = ({ entryOf }: FakeVendor, lists: DomainSet<Kind>): DomainSet<Kind> =>
  entryOf === undefined
    ? lists
    : Object.fromEntries(Object.entries(lists).map(([kind, entries]) => [kind, entries.map((entry) => entryOf(entry))]))

const nowhere: Reply = { status: 404, headers: { 'content-type': 'text/plain' }, body: 'no such endpoint' }

const fakeCallOf = ({ method, path, query, headers, body }: Call): FakeCall => ({
  method,
  path,
  query: Object.fromEntries(query),
  headers,
  body,
})

const withoutToken = (text: string, token: string): string =>
  token === '' ? text : text.replaceAll(token, '').replaceAll(encodeURIComponent(token), '')

const tokenFailure = (held: Held | undefined): FakeFailure | undefined => {
  if (held === undefined) return 'token-malformed'
  switch (held.state) {
    case 'valid':
      return undefined
    case 'expired':
      return 'token-expired'
    case 'revoked':
      return 'token-stale'
  }
}

const rejectedHosts = ({ place }: Address): ReadonlyArray<string> =>
  ['bad', 'worse'].map((name) => `${name}.example.${place.startsWith('app.') ? 'com' : 'org'}`)

/**
 * Starts a fake on a port of 127.0.0.1: its answers, over lists, tokens, limits and faults that are the kit's. It has no call for what is
 * effective, for confirm files, for copying a pool or for two versions of a pool.
 */
export const startFake = async (fake: FakeVendor, variations: Variations): Promise<RunningFake> => {
  const lists = fakeLists(variations, fake.reasons)
  const tokens = new Map<string, Held>()
  const dialect = dialectOf(fake, variations)
  const refused = (failure: FakeFailure): Outcome => answerOnly(replyOf(failureOf(fake, failure)))
  const addressAt = (request: FakeRequest): Address | undefined => {
    const held = tokens.get(request.token)
    const subject = held === undefined ? undefined : subjectAt(request, held.subject)
    return subject === undefined ? undefined : { place: request.place, subject }
  }
  const nextToken = tokenSource()
  const issueToken = (subject: Subject): string => {
    const token = nextToken()
    tokens.set(token, { subject, state: 'valid' })
    return token
  }
  const answer = (call: Call): Outcome => {
    const asked = fakeCallOf(call)
    const issued = fake.issue?.(asked, (appId) => issueToken(appId === undefined ? platformSubject : appSubject(appId)))
    if (issued !== undefined) return answerOnly(replyOf(issued))
    const request = fake.read(asked)
    if (request === undefined) return answerOnly(nowhere)
    const failure = tokenFailure(tokens.get(request.token))
    if (failure !== undefined) return refused(failure)
    const address = addressAt(request)
    if (address === undefined) return refused('permission-missing')
    if (request.asks === 'get') return answerOnly(replyOf(fake.list(lists.read(address), request)))
    const verdict = lists.judge(address, request)
    return verdict._tag === 'Refused'
      ? refused(verdict.failure)
      : { reply: replyOf(fake.done(verdict.told, request)), changes: true, commit: verdict.commit }
  }
  const server = await startFaultServer({
    answer,
    actionOf: (call) => {
      const request = fake.read(fakeCallOf(call))
      return request === undefined ? '' : `${request.place} ${request.asks}`
    },
    tokenOf: (call) => fake.read(fakeCallOf(call))?.token ?? '',
    ownerOf: (token) => {
      const subject = tokens.get(token)?.subject
      return subject?._tag === 'App' ? subject.appId : ''
    },
  })
  const attemptOf = (recorded: RecordedRequest): Attempt => {
    const { method, path, rawQuery, body, tookEffect, answer: answered } = recorded
    const request = fake.read(recorded)
    const sent = withoutToken(`${method} ${path} ${rawQuery} ${request?.appId ?? ''} ${body}`, request?.token ?? '')
    const requestId = answered === undefined ? undefined : fake.requestIdOf?.(answered.body)
    return {
      place: request?.place ?? 'other',
      subject: (request === undefined ? undefined : addressAt(request)?.subject) ?? platformSubject,
      asks: request?.asks ?? 'other',
      sent,
      landed: tookEffect,
      ...(answered === undefined ? {} : { answer: answered.body }),
      ...(requestId === undefined ? {} : { requestId }),
    }
  }
  const monthly = ({ place }: Address) => limitsAt(variations, place).monthlyModifications
  const reject = (address: Address, style: RejectionStyle): ReadonlyArray<Rejected> => {
    const hosts = rejectedHosts(address)
    lists.reject(address, style, hosts)
    const reason = fake.reasons?.[style] ?? 'not-verified'
    return hosts.map((host) => ({ host, reason, named: style === 'named' }))
  }
  const vendor: ScriptedVendor = {
    reset: async () => {
      await server.faults.openPort()
      server.clear()
      lists.reset()
      tokens.clear()
    },
    lists: lists.read,
    put: (address, patch) => lists.put(address, heldAs(fake, patch)),
    modifications: (address) => (monthly(address) === undefined ? undefined : lists.counted(address)),
    leaveModifications: (address, left) => {
      const most = monthly(address)
      if (most !== undefined) lists.count(address, most - left)
      return most !== undefined
    },
    attempts: () => server.requests().map(attemptOf),
    script: (fault) => scriptFault(server.faults, dialect, fault),
    reject,
    issueToken,
    voidToken: (token, state) => {
      const held = tokens.get(token)
      if (held !== undefined) tokens.set(token, { ...held, state })
    },
    release: () => undefined,
    confirmFile: () => undefined,
    putConfirmFile: () => undefined,
  }
  return { baseUrl: server.baseUrl, vendor, close: server.close }
}
