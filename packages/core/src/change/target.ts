import { type ListCapabilities } from '../provider/capability.js'
import { type Call, type ListDriver } from '../provider/driver.js'
import { type Kind } from '../domain/kind.js'
import { type Spelling } from '../domain/listing.js'

/**
 * A list as a change sees it.
 */
export interface Target<K extends Kind> {
  readonly call: Call
  readonly driver: ListDriver<K>
  readonly capabilities: ListCapabilities<K>
  /** How the vendor spelt the list when it was last read, and the place to keep that. */
  readonly spelling: () => Spelling<K>
  readonly keepSpelling: (spelling: Spelling<K>) => void
}
