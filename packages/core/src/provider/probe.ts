import { type HttpMethod } from './driver.js'
import { type Confidence } from './fact.js'

/**
 * What a value in a reply can be: `joined` is a list in one text, `array` one of texts, `objects` one of objects.
 */
export type AssumedType = 'text' | 'number' | 'object' | 'array' | 'objects' | 'joined'

/**
 * A field that a reply is assumed to have.
 */
export interface AssumedField {
  /** Its name, after those that it stands in: `data.request_domain`. */
  readonly path: string
  readonly types: ReadonlyArray<AssumedType>
  /** Whether every reply has it. */
  readonly always: boolean
  readonly confidence: Confidence
}

/**
 * A call that only reads, and what the adapter assumes of its reply. `doctor --probe` makes it at a live vendor and compares.
 */
export interface ProbeCall {
  /** `app.server.get`. */
  readonly name: string
  /** Where the facts are: a page and a section, such as `docs/vendors/wechat.md A.1.2`. */
  readonly source: string
  readonly level: 'app' | 'platform'
  readonly method: HttpMethod
  readonly path: string
  readonly query?: Readonly<Record<string, string>>
  readonly body?: Readonly<Record<string, string>>
  readonly fields: ReadonlyArray<AssumedField>
}
