import { type DomainSet, type Kind } from '@mini-domains/core'
import { type ChangeName, fromKinds } from '@mini-domains/core/adapter'
import fc from 'fast-check'
import { adoptsAt } from './ability.js'
import { type PlaceName, levelOf } from './place.js'
import { type Request, request } from './request.js'
import { domain, poolHosts, spellings } from './spelling.js'
import { type Variations } from './variation.js'

/**
 * The hosts that random things at a place are made of: few, so that changes meet each other. Those of the platform never lie
 * under what its pools hold for the apps.
 */
export const hostsAt = (place: PlaceName): ReadonlyArray<string> =>
  (levelOf(place) === 'app' ? ['a', 'b', 'c', 'd'] : ['p', 'q', 'r']).map(
    (label) => `${label}.${levelOf(place) === 'app' ? 'example.com' : 'example.org'}`,
  )

interface Pick {
  readonly host: string
  readonly spelling: number
}

const picksAt = (variations: Variations, place: PlaceName): fc.Arbitrary<ReadonlyArray<Pick>> =>
  fc.array(
    fc.record({
      host: fc.constantFrom(...hostsAt(place)),
      spelling: fc.nat(spellings(variations.limits[place]).length - 1),
    }),
    {
      maxLength: 5,
    },
  )

const spell = (variations: Variations, place: PlaceName, kind: Kind, { host, spelling }: Pick): string =>
  spellings(variations.limits[place])[spelling]?.(kind, host) ?? domain(kind, host)

/**
 * The hosts that stay in a pool, since the apps draw from it, whatever else is done to it.
 */
export const keptAt = (variations: Variations, place: PlaceName): ReadonlyArray<string> =>
  levelOf(place) === 'platform' && variations.pool === 'required' ? poolHosts : []

/**
 * Any request that the vendor takes whole at a place, in any spelling.
 */
export const requestAt = (variations: Variations, place: PlaceName): fc.Arbitrary<Request> => {
  const kinds = variations.kinds[place]
  const names: ReadonlyArray<ChangeName> = [
    'add',
    'delete',
    'set',
    ...(adoptsAt(variations, place) ? ['adopt' as const] : []),
  ]
  return fc.constantFrom(...names).chain((name) => {
    if (name === 'adopt') return fc.constant(request('adopt', {}))
    const kept = name === 'set' ? keptAt(variations, place) : []
    return fc.subarray([...kinds], { minLength: 1 }).chain((named) =>
      fc
        .tuple(...named.map((kind) => picksAt(variations, place).map((picks) => [kind, picks] as const)))
        .map((entries) => {
          const picksOf = (kind: Kind) => entries.find(([each]) => each === kind)?.[1] ?? []
          const extra = (kind: Kind) => kept.map((host) => domain(kind, host))
          const wanted: DomainSet<Kind> = fromKinds(named, (kind) => [
            ...new Set([...picksOf(kind).map(({ host }) => domain(kind, host)), ...extra(kind)]),
          ])
          const spelt = fromKinds(named, (kind) => [
            ...picksOf(kind).map((pick) => spell(variations, place, kind, pick)),
            ...extra(kind),
          ])
          return request(name, wanted, spelt)
        }),
    )
  })
}
