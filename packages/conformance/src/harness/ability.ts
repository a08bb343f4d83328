import { type PlaceName } from './address.js'
import { type Ability, type Variations } from './variations.js'

/**
 * The name of an ability at a list; none where no vendor has it.
 */
export const abilityOf = (place: PlaceName, what: 'adopt' | 'effective'): Ability | undefined => {
  if (place === 'app.server') return `app.server.${what}`
  return place === 'app.webview' ? `app.webview.${what}` : undefined
}

/**
 * Says whether the vendor can do it.
 */
export const hasAbility = (variations: Variations, ability: Ability | undefined): boolean =>
  ability !== undefined && variations.abilities.includes(ability)

/**
 * Says whether the vendor can adopt the pool at a list.
 */
export const adoptsAt = (variations: Variations, place: PlaceName): boolean =>
  hasAbility(variations, abilityOf(place, 'adopt'))
