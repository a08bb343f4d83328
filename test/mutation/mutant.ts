import { type DomainProvider } from '../../packages/core/src/index.js'
import { type LawNumber, type ProviderSettings } from '../../packages/conformance/src/index.js'
import { type EmulatedOptions } from '../harness/emulated.js'

/** An adapter that is broken on purpose, and the law that is to find it out. */
export interface Mutant {
  readonly name: string
  readonly law: LawNumber
  readonly vendor: 'wechat' | 'baidu'
  readonly options: EmulatedOptions
  /** Part of the names of the tests of its law that are run before the others, so that finding it takes less time. */
  readonly near?: string
}

/** Makes a provider of what the suite gives. */
type Make = (settings: ProviderSettings) => DomainProvider

/** Breaks a provider that is made. */
export type Break = (provider: DomainProvider, settings: ProviderSettings) => DomainProvider

/** An adapter whose provider is made in a way of its own. */
export const made = (
  law: LawNumber,
  name: string,
  wrap: (make: Make, settings: ProviderSettings) => DomainProvider,
  vendor: Mutant['vendor'] = 'wechat',
): Mutant => ({ name, law, vendor, options: { wrap } })

/** An adapter whose provider is broken once it is made. */
export const broken = (law: LawNumber, name: string, alter: Break, vendor: Mutant['vendor'] = 'wechat'): Mutant =>
  made(law, name, (make, settings) => alter(make(settings), settings), vendor)
