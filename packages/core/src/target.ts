import { type ListCapabilities } from './capability.js'
import { type Call, type ListDriver } from './driver.js'
import { type Kind } from './kind.js'

/**
 * A list as a change sees it.
 */
export interface Target<K extends Kind> {
  readonly call: Call
  readonly driver: ListDriver<K>
  readonly capabilities: ListCapabilities<K>
}
