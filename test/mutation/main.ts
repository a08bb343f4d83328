import { performance } from 'node:perf_hooks'
import {
  type Failure,
  type Harness,
  type NumberedCase,
  type Variations,
  casesOf,
  laws,
  sampleOf,
  tryAdapter,
} from '../../packages/conformance/src/index.js'
import { baiduHarness, baiduVariations } from '../harness/baidu.js'
import { type EmulatedOptions } from '../harness/emulated.js'
import { wechatHarness, wechatVariations } from '../harness/wechat.js'
import { driverMutants } from './driver-mutants.js'
import { figureMutants } from './figure-mutants.js'
import { type Mutant } from './mutant.js'
import { optionMutants } from './option-mutants.js'
import { outsideMutants } from './outside-mutants.js'
import { poolMutants } from './pool-mutants.js'
import { providerMutants } from './provider-mutants.js'
import { spellingMutants } from './spelling-mutants.js'
import { tellingMutants } from './telling-mutants.js'
import { tellingWireMutants } from './telling-wire-mutants.js'
import { wireMutants } from './wire-mutants.js'
import { wireTap } from './wire-tap.js'

const seed = 7
const runs = 12

interface Verdict {
  readonly mutant: Pick<Mutant, 'name' | 'law' | 'vendor'>
  readonly killer: Failure | undefined
  readonly ms: number
}

const ofVendor = (vendor: Mutant['vendor']): Variations => (vendor === 'wechat' ? wechatVariations : baiduVariations)

// Whoever stands on the wire listens also where the vendor does not.
const variationsOf = ({ vendor, options }: Pick<Mutant, 'vendor' | 'options'>): Variations => {
  const variations = ofVendor(vendor)
  if (options.between === undefined) return variations
  return { ...variations, missingFaults: [...(variations.missingFaults ?? []), 'unreachable'] }
}

const harnessOf = (vendor: Mutant['vendor'], options: EmulatedOptions): Promise<Harness> =>
  vendor === 'wechat' ? wechatHarness('default', options)() : baiduHarness('default', options)()

// What `pnpm test` runs: what an adapter is found out by is to be in the sample, and not only in the full suite.
const samples: Readonly<Record<Mutant['vendor'], ReadonlySet<string>>> = {
  wechat: new Set(
    sampleOf(casesOf(wechatVariations), 'pairwise', '@mini-domains/wechat default').map(({ name }) => name),
  ),
  baidu: new Set(sampleOf(casesOf(baiduVariations), 'pairwise', '@mini-domains/baidu default').map(({ name }) => name)),
}

// First the law that is to find it out, then all the others.
const killerOf = async (harness: Harness, mutant: Mutant): Promise<Failure | undefined> => {
  const { law, vendor, near } = mutant
  const options = { variations: variationsOf(mutant), runs, seed }
  const isTaken = ({ name }: NumberedCase): boolean => samples[vendor].has(name)
  if (near !== undefined) {
    const [close] = await tryAdapter(harness, {
      ...options,
      only: (each) => isTaken(each) && each.law === law && each.name.includes(near),
    })
    if (close !== undefined) return close
  }
  const [expected] = await tryAdapter(harness, { ...options, only: (each) => isTaken(each) && each.law === law })
  if (expected !== undefined) return expected
  const [other] = await tryAdapter(harness, { ...options, only: (each) => isTaken(each) && each.law !== law })
  return other
}

const judge = async (mutant: Mutant): Promise<Verdict> => {
  const started = performance.now()
  const harness = await harnessOf(mutant.vendor, mutant.options)
  try {
    return { mutant, killer: await killerOf(harness, mutant), ms: performance.now() - started }
  } finally {
    await harness.close()
  }
}

const goodOnes: ReadonlyArray<Mutant> = [
  { name: 'the good adapter', law: 1, vendor: 'wechat', options: {} },
  { name: 'the good adapter', law: 1, vendor: 'baidu', options: {} },
]

const row = ({ mutant, killer, ms }: Verdict): string => {
  const found = killer === undefined ? '**survived**' : `law ${killer.law === 0 ? 'all' : killer.law}`
  const expected = killer !== undefined && killer.law !== mutant.law ? ` (expected ${mutant.law})` : ''
  return `| ${mutant.name} | ${mutant.vendor} | ${found}${expected} | ${killer?.name ?? ''} | ${Math.round(ms)} ms |`
}

// `1/3`: the second of three processes that share the work.
const [part = 0, parts = 1] = (process.env['MINI_DOMAINS_MUTATION_PART'] ?? '').split('/').filter(Boolean).map(Number)

const isOurs = (_: unknown, index: number): boolean => index % parts === part

const main = async (): Promise<void> => {
  const wanted = process.argv[2]?.toLowerCase() ?? ''
  const mutants = [
    ...providerMutants,
    ...driverMutants,
    ...wireMutants,
    ...outsideMutants,
    ...poolMutants,
    ...spellingMutants,
    ...optionMutants,
    ...figureMutants,
    ...tellingMutants,
    ...tellingWireMutants,
  ]
    .filter(({ name }) => name.toLowerCase().includes(wanted))
    .filter(isOurs)
  const survivors: Array<Verdict> = []
  for (const mutant of mutants) {
    const verdict = await judge(mutant)
    console.log(row(verdict))
    if (verdict.killer === undefined) survivors.push(verdict)
  }
  console.log(`\nMutation score: ${mutants.length - survivors.length} of ${mutants.length}`)
  for (const { mutant } of survivors) console.log(`Survived: ${mutant.name} (law ${mutant.law}: ${laws[mutant.law]})`)
  if (survivors.length > 0) process.exitCode = 1
  if (wanted !== '') return
  const good = [
    ...goodOnes,
    {
      ...goodOnes[0],
      name: 'the good adapter behind a tap',
      law: 1,
      vendor: 'wechat',
      options: { between: wireTap((sent, pass) => pass(sent)) },
    } as const,
  ]
  for (const mutant of good.filter(isOurs)) {
    const { killer, ms } = await judge(mutant)
    console.log(
      `${mutant.name} (${mutant.vendor}): ${killer === undefined ? `passes, ${Math.round(ms)} ms` : `FAILS ${killer.name}: ${killer.why}`}`,
    )
    if (killer !== undefined) process.exitCode = 1
  }
}

await main()
