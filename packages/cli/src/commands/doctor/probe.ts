import { resolve } from 'node:path'
import { type DomainError, type Subject, appSubject, platformSubject } from '@mini-domains/core'
import type { ProbeCall } from '@mini-domains/core/adapter'
import type { ObservedProfile, ObservedReply } from '@mini-domains/emulator'
import * as E from 'fp-ts/lib/Either.js'
import * as t from 'io-ts'
import { firstApps } from '../../config/check-read.js'
import { type OpenVendor, withConfig, withVendors } from '../../config/session.js'
import type { Context } from '../../context.js'
import { writeWhole } from '../../io/whole-file.js'
import type { ExitStatus } from '../../output/exit-code.js'
import { bilingual } from '../../output/language.js'
import { reportProblem } from '../../output/problem.js'
import { version } from '../../version.js'
import { type ProbedCall, type ProbedVendor, isAsAssumed, probeReport } from './probe-report.js'
import { probedTokens } from './probe-tokens.js'
import { compareReply } from './probe-shape.js'

// A vendor's code is a number; a text in its place may be anything.
const codeOf = ({ vendorCode }: DomainError): { readonly code?: number } =>
  typeof vendorCode === 'number' ? { code: vendorCode } : {}

const failureOf = (error: DomainError): ProbedCall['result'] => ({
  _tag: 'Failed',
  error: error._tag,
  ...codeOf(error),
  ...(error.httpStatus === undefined ? {} : { httpStatus: error.httpStatus }),
})

const probeCall = async ({ provider }: OpenVendor, call: ProbeCall, app: string | undefined): Promise<ProbedCall> => {
  const { name, source, level, method, path, query, body } = call
  const told = { name, source, path }
  const subject: Subject | undefined =
    level === 'platform' ? platformSubject : app === undefined ? undefined : appSubject(app)
  if (subject === undefined) return { ...told, result: { _tag: 'Skipped' } }
  const reply = await provider.raw({
    subject,
    method,
    path,
    ...(query === undefined ? {} : { query }),
    ...(body === undefined ? {} : { body }),
    readOnly: true,
    reply: t.unknown,
  })()
  return {
    ...told,
    result: E.isLeft(reply) ? failureOf(reply.left) : { _tag: 'Read', fields: compareReply(call, reply.right) },
  }
}

const probeVendor = async ({ io }: Context, open: OpenVendor, app: string | undefined): Promise<ProbedVendor> => {
  const { vendor, version, probe: known = [] } = open.declared
  const calls: Array<ProbedCall> = []
  for (const call of known) calls.push(await probeCall(open, call, app))
  // After the calls, for which tokens are got.
  return { vendor, version, tokens: await probedTokens(open, app, io.clock.now()), calls }
}

const observed = ({ path, result }: ProbedCall): ReadonlyArray<ObservedReply> => {
  switch (result._tag) {
    case 'Skipped':
      return []
    case 'Failed': {
      const { code, httpStatus } = result
      return [{ path, ...(code === undefined ? {} : { code }), ...(httpStatus === undefined ? {} : { httpStatus }) }]
    }
    case 'Read':
      return [
        { path, fields: result.fields.flatMap(({ path, shape }) => (shape === undefined ? [] : [{ path, ...shape }])) },
      ]
  }
}

const profileOf = async (probed: ReadonlyArray<ProbedVendor>): Promise<ObservedProfile> => {
  const { observedProfile } = await import('@mini-domains/emulator')
  return observedProfile(Object.fromEntries(probed.map(({ vendor, calls }) => [vendor, calls.flatMap(observed)])))
}

const show = async (
  { args, io, reporter }: Context,
  probed: ReadonlyArray<ProbedVendor>,
): Promise<ExitStatus | undefined> => {
  const profile = await profileOf(probed)
  for (const { vendor, calls, tokens } of probed) {
    reporter.event({ event: 'fact', name: 'probe-tokens', value: { vendor, ...tokens } })
    for (const call of calls) reporter.event({ event: 'fact', name: 'probe', value: { vendor, ...call } })
  }
  reporter.event({ event: 'fact', name: 'emulator-profile', value: { ...profile } })
  const lines = probeReport(probed, profile, { tool: version, node: io.nodeVersion })
  const file = args.text('out')
  if (file === undefined) {
    reporter.lines(lines)
    return undefined
  }
  const unwritten = await writeWhole(resolve(io.folder, file), file, [`${lines.join('\n')}\n`], {
    mode: 0o666,
    isNew: false,
  })
  if (unwritten !== undefined) {
    reportProblem(reporter, unwritten)
    return 'error'
  }
  reporter.event({ event: 'written', what: 'probe', file })
  reporter.line(reporter.say(bilingual(`Wrote ${file}.`, `已写出 ${file}。`)))
  return undefined
}

/**
 * Makes the calls of each vendor that only read, with the tokens of the config, and compares what comes back with what its adapter assumes.
 */
export const probe = (context: Context): Promise<ExitStatus> =>
  withConfig(context, async (config) => {
    const apps = await firstApps(config)
    return withVendors(context, config, undefined, async ({ vendors }) => {
      const probed: Array<ProbedVendor> = []
      for (const vendor of vendors) {
        if (context.stop.aborted) return 'cancelled'
        probed.push(await probeVendor(context, vendor, apps.get(vendor.name)))
      }
      const ended = await show(context, probed)
      const calls = probed.flatMap((one) => one.calls)
      return ended ?? (calls.every(isAsAssumed) ? 'done' : 'differences')
    })
  })
