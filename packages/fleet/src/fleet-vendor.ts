import { type DomainProvider } from '@mini-domains/core'

/**
 * A vendor as the desired state names it: the provider, and the adapter that made it (told in plans).
 */
export interface FleetVendor {
  readonly provider: DomainProvider
  readonly adapter: { readonly name: string; readonly version: string }
}

/**
 * The vendors of a fleet, by their names in the desired state.
 */
export type FleetVendors = Readonly<Record<string, FleetVendor>>

/**
 * Gives the vendor of a name.
 */
export const vendorOf = (vendors: FleetVendors, name: string): FleetVendor | undefined =>
  Object.hasOwn(vendors, name) ? vendors[name] : undefined
