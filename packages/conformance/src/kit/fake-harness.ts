import { type DomainAdapter } from '@mini-domains/core'
import { type Harness } from '../harness/harness.js'
import { type Variations } from '../harness/variations.js'
import { type FakeVendor } from './fake.js'
import { startFake } from './fake-server.js'
import { providerOf } from './provider-of.js'

/**
 * The harness of an adapter over a fake of its vendor, for `conformance`. `config` is what the adapter needs beside `baseUrl` and `tokens`.
 */
export const fakeHarness =
  (
    adapter: DomainAdapter,
    fake: FakeVendor,
    variations: Variations,
    config: Readonly<Record<string, unknown>> = {},
  ): (() => Promise<Harness>) =>
  async () => {
    const { baseUrl, vendor, close } = await startFake(fake, variations)
    return { vendor, provider: providerOf(adapter, baseUrl, config), close }
  }
