import { type DomainError, type DomainProvider, addDomains } from '@mini-domains/core'
import type * as TE from 'fp-ts/lib/TaskEither.js'
import { abilityOf, hasAbility } from './ability.js'
import { type Struck } from './fault.js'
import { type Address, confirmFileAt, levelOf, listAt, poolOf } from './place.js'
import { under } from './spelling.js'
import { type Stage, firstKind } from './stage.js'

/**
 * A call that can be made at a list, and what a fault has to strike to meet it.
 */
interface CallAt {
  readonly strikes: Extract<Struck, 'get' | 'add' | 'effective' | 'confirmFile'>
  readonly operation: string
  readonly task: TE.TaskEither<DomainError, unknown>
}

/**
 * The calls that a provider can make at an address: a read, a change that lists `host`, and, where the vendor has them, what is
 * effective and the confirm file.
 */
export const callsAt = (
  stage: Stage,
  address: Address,
  provider: DomainProvider,
  host = 'new.example.com',
): ReadonlyArray<CallAt> => {
  const { place } = address
  const { variations } = stage
  const list = listAt(provider, address)
  const kind = firstKind(stage, place)
  const level = levelOf(place)
  const hasFile = poolOf(place) === 'platform.webview' && variations.abilities.includes(`${level}.confirmFile`)
  const hasEffective = hasAbility(variations, abilityOf(place, 'effective'))
  return [
    { strikes: 'get', operation: `${place}.get`, task: list.get() },
    { strikes: 'add', operation: `${place}.add`, task: list.modify(addDomains(under([kind], host))) },
    ...(hasEffective ? [{ strikes: 'effective', operation: `${place}.effective`, task: list.effective() } as const] : []),
    ...(hasFile
      ? [
          {
            strikes: 'confirmFile',
            operation: `${level}.confirmFile`,
            task: confirmFileAt(provider, address).task,
          } as const,
        ]
      : []),
  ]
}
