import { type LawNumber } from '../../packages/conformance/src/index.js'
import { type EmulatedOptions } from '../harness/emulated.js'

/** An adapter that is broken on purpose, and the law that is to find it out. */
export interface Mutant {
  readonly name: string
  readonly law: LawNumber
  readonly vendor: 'wechat' | 'baidu'
  readonly options: EmulatedOptions
}
