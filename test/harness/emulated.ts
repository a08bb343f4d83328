import { type DomainAdapter, type DomainProvider } from '../../packages/core/src/index.js'
import { type ProviderSettings } from '../../packages/conformance/src/index.js'

/** What a harness over an emulator can be made to do otherwise; for mutants and for other profiles. */
export interface EmulatedOptions {
  /** Over the config of the adapter. */
  readonly config?: Readonly<Record<string, unknown>>
  /** In place of the adapter. */
  readonly adapter?: DomainAdapter
  /** Changes the provider under test. */
  readonly wrap?: (make: (settings: ProviderSettings) => DomainProvider, settings: ProviderSettings) => DomainProvider
  /** Puts something between the adapter and the vendor: gets the vendor's address and gives its own. */
  readonly between?: (baseUrl: string) => Promise<{ readonly baseUrl: string; readonly close: () => Promise<void> }>
}
