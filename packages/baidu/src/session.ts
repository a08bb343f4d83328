import { type VendorClient } from '@mini-domains/http'
import { type Readings } from './config.js'

/**
 * What every call of a driver goes through, and the readings it was configured with.
 */
export interface Session {
  readonly client: VendorClient
  readonly readings: Readings
}
