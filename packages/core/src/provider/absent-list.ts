import { type Kind } from '../domain/kind.js'
import { bilingual } from '../error/language.js'
import {
  type Capabilities,
  type Capability,
  type DeclaredCapabilities,
  type DeclaredLevel,
  type LevelCapabilities,
  type ListCapabilities,
  cannot,
} from './capability.js'
import { fact } from './fact.js'

const noSuchList: Capability = cannot(bilingual('The vendor has no such list.', '该厂商没有此列表。'), '')

const reasonOf = ({ absent }: DeclaredLevel): Capability =>
  absent === undefined ? noSuchList : cannot(absent.why, absent.link)

// It has no kinds, so there is no domain that its limits could refuse.
const absentList = <K extends Kind>(refused: Capability): ListCapabilities<K> => ({
  kinds: [],
  get: refused,
  add: refused,
  delete: refused,
  set: refused,
  copyPool: refused,
  effective: refused,
  limits: { ports: fact(false, '', '', 'guess'), forbiddenHosts: fact([], '', '', 'guess') },
})

const levelOf = (declared: DeclaredLevel): LevelCapabilities => {
  const refused = reasonOf(declared)
  return {
    server: declared.server ?? absentList(refused),
    webview: declared.webview ?? absentList(refused),
    prefetch: declared.prefetch ?? absentList(refused),
    confirmFile: declared.confirmFile ?? refused,
  }
}

/**
 * Fills in what an adapter does not declare, so that whoever asks for it is told and nothing is sent.
 */
export const capabilitiesOf = ({ app, platform }: DeclaredCapabilities): Capabilities => ({
  app: levelOf(app),
  platform: levelOf(platform),
})
