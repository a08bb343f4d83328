import { conformance } from '@mini-domains/conformance'
import { fakeHarness } from '@mini-domains/conformance/kit'
import { lantern } from '../src/index.js'
import { lanternFake, lanternVariations } from './fake.js'

conformance(
  { describe, it, beforeAll, afterAll },
  {
    adapter: { name: lantern.vendor, version: lantern.version },
    harness: fakeHarness(lantern, lanternFake, lanternVariations),
    variations: lanternVariations,
    cases: 'pairwise',
    runs: 30,
  },
)
