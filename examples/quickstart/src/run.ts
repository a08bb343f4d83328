import { baidu } from '@mini-domains/baidu'
import {
  type Bilingual,
  type Capabilities,
  type DomainError,
  createDomainProvider,
  decodeConfig,
} from '@mini-domains/core'
import { douyin } from '@mini-domains/douyin'
import { type Emulator, openings, startEmulator } from '@mini-domains/emulator'
import { huawei } from '@mini-domains/huawei'
import { wechat } from '@mini-domains/wechat'
import { pipe } from 'fp-ts/lib/function.js'
import * as E from 'fp-ts/lib/Either.js'
import * as TE from 'fp-ts/lib/TaskEither.js'
import { type QuickstartConfig } from './config.js'
import { type Report, program } from './program.js'
import { seeds } from './seeds.js'

/**
 * The vendors that a config may name.
 */
export const adapters = [wechat, baidu, huawei, douyin]

/**
 * The report of one vendor: its name, what it declares of an app's lists, and what the program did.
 */
export interface VendorReport {
  readonly vendor: string
  readonly displayName: Bilingual
  readonly app: string
  readonly server: Pick<Capabilities['app']['server'], 'writes' | 'modifications'>
  readonly report: Report
}

const displayNameOf = (vendor: string): Bilingual =>
  adapters.find((adapter) => adapter.vendor === vendor)?.displayName ?? { en: vendor, zh: vendor }

/**
 * Runs the one program against the vendor that a config names; only the address is that of the emulator.
 */
const runVendor = (
  emulator: Emulator,
  { app, provider }: QuickstartConfig,
): TE.TaskEither<DomainError, VendorReport> => {
  const vendor = String(provider['vendor'])
  const baseUrl = new Map(Object.entries(openings(emulator))).get(vendor)?.baseUrl
  return pipe(
    decodeConfig(adapters, { ...provider, baseUrl }),
    E.chain((settings) => createDomainProvider(adapters, settings)),
    TE.fromEither,
    TE.chain((connected) =>
      TE.bracket(
        TE.of<DomainError, typeof connected>(connected),
        () =>
          pipe(
            program(connected, app),
            TE.map((report) => {
              const { writes, modifications } = connected.capabilities.app.server
              const server = { ...(writes && { writes }), ...(modifications && { modifications }) }
              return { vendor, displayName: displayNameOf(vendor), app, server, report }
            }),
          ),
        () => TE.fromTask(() => connected.close()),
      ),
    ),
  )
}

/**
 * Starts every vendor on free ports of this machine, runs the program against each config, and stops them again.
 */
export const run = (
  configs: ReadonlyArray<QuickstartConfig>,
): TE.TaskEither<DomainError, ReadonlyArray<VendorReport>> =>
  TE.bracket(
    TE.fromTask<Emulator, DomainError>(() => startEmulator(seeds)),
    (emulator) => TE.traverseSeqArray((config: QuickstartConfig) => runVendor(emulator, config))(configs),
    (emulator) => TE.fromTask(() => emulator.close()),
  )
