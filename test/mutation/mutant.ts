import { type LawNumber } from '../../packages/conformance/src/index.js'
import { type EmulatedOptions } from '../harness/emulated.js'

/** An adapter that is broken on purpose, and the law that is to find it out. */
export interface Mutant {
  readonly name: string
  readonly law: LawNumber
  readonly vendor: 'wechat' | 'baidu'
  readonly options: EmulatedOptions
  /** Part of the names of the tests of its law that are run before the others, so that finding it takes less time. */
  readonly near?: string
}
