import { type ChangeName, type DomainSet, type Kind, fromKinds } from '@mini-domains/core'
import fc from 'fast-check'
import { type Case, type Chapter } from '../case.js'
import { type PlaceName, levelOf, placeNames } from '../place.js'
import { prove } from '../proof.js'
import { type Request, request } from '../request.js'
import { domain, poolHosts, spellings } from '../spelling.js'
import { at, setTheStage } from '../stage.js'
import { type Variations } from '../variation.js'
import { adoptsAt } from './capability-honesty.js'

interface Step {
  readonly place: PlaceName
  readonly request: Request
}

// Few hosts, so that changes meet each other. Those of the platform never lie under what its pools hold for the apps.
const hostsAt = (place: PlaceName): ReadonlyArray<string> =>
  (levelOf(place) === 'app' ? ['a', 'b', 'c', 'd'] : ['p', 'q', 'r']).map(
    (label) => `${label}.${levelOf(place) === 'app' ? 'example.com' : 'example.org'}`,
  )

interface Pick {
  readonly host: string
  readonly spelling: number
}

const picksAt = (place: PlaceName): fc.Arbitrary<ReadonlyArray<Pick>> =>
  fc.array(fc.record({ host: fc.constantFrom(...hostsAt(place)), spelling: fc.nat(spellings.length - 1) }), {
    maxLength: 5,
  })

const spell = (kind: Kind, { host, spelling }: Pick): string => spellings[spelling]?.(kind, host) ?? domain(kind, host)

// The pool keeps what the apps draw from, whatever else is done to it.
const kept = (variations: Variations, place: PlaceName, name: ChangeName): ReadonlyArray<string> =>
  levelOf(place) === 'platform' && name === 'set' && variations.pool === 'required' ? poolHosts : []

const requestAt = (variations: Variations, place: PlaceName): fc.Arbitrary<Request> => {
  const kinds = variations.kinds[place]
  const names: ReadonlyArray<ChangeName> = [
    'add',
    'delete',
    'set',
    ...(adoptsAt(variations, place) ? ['adopt' as const] : []),
  ]
  return fc.constantFrom(...names).chain((name) => {
    if (name === 'adopt') return fc.constant(request('adopt', {}))
    return fc.subarray([...kinds], { minLength: 1 }).chain((named) =>
      fc.tuple(...named.map((kind) => picksAt(place).map((picks) => [kind, picks] as const))).map((entries) => {
        const picksOf = (kind: Kind) => entries.find(([each]) => each === kind)?.[1] ?? []
        const extra = (kind: Kind) => kept(variations, place, name).map((host) => domain(kind, host))
        const wanted: DomainSet<Kind> = fromKinds(named, (kind) => [
          ...new Set([...picksOf(kind).map(({ host }) => domain(kind, host)), ...extra(kind)]),
        ])
        const spelt = fromKinds(named, (kind) => [...picksOf(kind).map((pick) => spell(kind, pick)), ...extra(kind)])
        return request(name, wanted, spelt)
      }),
    )
  })
}

const stepOf = (variations: Variations): fc.Arbitrary<Step> =>
  fc
    .constantFrom(...placeNames)
    .chain((place) => requestAt(variations, place).map((each) => ({ place, request: each })))

const sequences = (variations: Variations): Case => ({
  name: 'any sequence of changes at both levels leaves what the model says',
  run: async (stage) => {
    await fc.assert(
      fc.asyncProperty(fc.array(stepOf(variations), { minLength: 1, maxLength: 6 }), async (steps) => {
        await setTheStage(stage.vendor, variations)
        for (const step of steps) await prove(stage, at(stage, step.place), step.request)
      }),
      { numRuns: stage.runs, ...(stage.seed === undefined ? {} : { seed: stage.seed }) },
    )
  },
})

/**
 * All laws together: model-based sequences.
 */
export const anySequence: Chapter = { law: 0, cases: (variations) => [sequences(variations)] }
