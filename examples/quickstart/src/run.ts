import { type DomainError, createDomainProvider, decodeConfig } from '@mini-domains/core'
import { baidu } from '@mini-domains/baidu'
import { type Emulator, startEmulator } from '@mini-domains/emulator'
import { wechat } from '@mini-domains/wechat'
import { pipe } from 'fp-ts/lib/function.js'
import * as E from 'fp-ts/lib/Either.js'
import * as TE from 'fp-ts/lib/TaskEither.js'
import { type QuickstartConfig } from './config.js'
import { type Report, program } from './program.js'

/**
 * The report of one vendor.
 */
export interface VendorReport {
  readonly vendor: string
  readonly app: string
  readonly report: Report
}

// Something that is there already, so that the report shows what becomes of it.
const seeds = {
  wechat: { apps: { 'wx-app-1': { server: { configured: { downloaddomain: ['https://old.example.com'] } } } } },
  baidu: { apps: { 'bd-app-1': { server: { configured: { download_domain: ['https://old.example.com'] } } } } },
}

const baseUrlOf = (emulator: Emulator, vendor: unknown): string =>
  vendor === 'baidu' ? emulator.baidu.baseUrl : emulator.wechat.baseUrl

/**
 * Runs the one program against the vendor that a config names; only the address is that of the emulator.
 */
const runVendor = (emulator: Emulator, config: QuickstartConfig): TE.TaskEither<DomainError, VendorReport> =>
  pipe(
    decodeConfig([wechat, baidu], {
      ...config.provider,
      baseUrl: baseUrlOf(emulator, config.provider['vendor']),
    }),
    E.chain((settings) => createDomainProvider([wechat, baidu], settings)),
    TE.fromEither,
    TE.chain((provider) =>
      TE.bracket(
        TE.of<DomainError, typeof provider>(provider),
        () => program(provider, config.app),
        () => TE.fromTask(() => provider.close()),
      ),
    ),
    TE.map((report) => ({ vendor: String(config.provider['vendor']), app: config.app, report })),
  )

/**
 * Starts both vendors on free ports of this machine, runs the program against each config, and stops them again.
 */
export const run = (
  configs: ReadonlyArray<QuickstartConfig>,
): TE.TaskEither<DomainError, ReadonlyArray<VendorReport>> =>
  TE.bracket(
    TE.fromTask<Emulator, DomainError>(() => startEmulator(seeds)),
    (emulator) => TE.traverseSeqArray((config: QuickstartConfig) => runVendor(emulator, config))(configs),
    (emulator) => TE.fromTask(() => emulator.close()),
  )
