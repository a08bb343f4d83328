import * as E from 'fp-ts/lib/Either.js'
import * as TE from 'fp-ts/lib/TaskEither.js'
import { capabilitiesOf } from './absent-list.js'
import { type LevelCapabilities } from './capability.js'
import { type DomainError } from '../error/domain-error.js'
import { type DomainDriver, type LevelDriver } from './driver.js'
import { invalidChange } from '../error/local-failure.js'
import { type Kind } from '../domain/kind.js'
import { bilingual } from '../error/language.js'
import { listingMemory } from '../domain/listing.js'
import { type Refusal, type Rule, refusal, refusalWith } from '../error/refusal.js'
import { type Session, callOf, guardedRead, listOf, optionsOver } from './domain-list.js'
import { type DomainList, type DomainProvider, type Domains } from './provider.js'
import { changeQueue } from '../change/change-queue.js'
import { type AppId, type Subject, appSubject, platformSubject } from '../domain/subject.js'
import { printable, unfitCharacter } from '../config/unbroken-text.js'

const appIdRule = (appId: unknown): Rule | undefined => {
  if (typeof appId !== 'string') return 'not-text'
  if (appId === '') return 'empty'
  return printable.test(appId) ? undefined : 'hidden-character'
}

const refusing = <K extends Kind>(refused: DomainError): DomainList<K> => ({
  get: () => TE.left(refused),
  effective: () => TE.left(refused),
  add: () => TE.left(refused),
  delete: () => TE.left(refused),
  set: () => TE.left(refused),
  copyPool: () => TE.left(refused),
  cost: () => E.left(refused),
  modify: () => TE.left(refused),
})

const wrongId = (appId: string, rule: Rule): Refusal => {
  const unfit = rule === 'hidden-character' ? unfitCharacter(appId) : undefined
  if (unfit === undefined) return refusal('appId', appId, rule)
  const { en, zh } = unfit
  const hint = bilingual(
    `Retype the id: ${en}; an id is letters, digits and signs of ASCII.`,
    `请重新输入 ID：${zh}；ID 只含 ASCII 字母、数字和符号。`,
  )
  return refusalWith('appId', appId, rule, hint)
}

// Reached from JavaScript, or with an id from a file: an app that is not named must not get somebody's token.
const noApp = (session: Session, appId: unknown, rule: Rule): Domains => {
  const call = callOf(session, appSubject(String(appId)), 'app')
  const refused = invalidChange(call, [wrongId(String(appId), rule)])
  return {
    server: refusing(refused),
    webview: refusing(refused),
    prefetch: refusing(refused),
    confirmFile: () => TE.left(refused),
  }
}

const levelOf = (
  session: Session,
  target: Subject,
  name: string,
  driver: LevelDriver,
  capabilities: LevelCapabilities,
): Domains => ({
  server: listOf(session, session.server, target, `${name}.server`, driver.server, capabilities.server),
  webview: listOf(session, session.webview, target, `${name}.webview`, driver.webview, capabilities.webview),
  prefetch: listOf(session, session.prefetch, target, `${name}.prefetch`, driver.prefetch, capabilities.prefetch),
  confirmFile: (options) => () =>
    guardedRead(capabilities.confirmFile, callOf(session, target, `${name}.confirmFile`, options), driver.confirmFile),
})

const providerOf = (session: Session): DomainProvider => {
  const { driver, capabilities } = session
  return {
    vendor: driver.vendor,
    capabilities,
    app: (appId: AppId) => {
      const rule = appIdRule(appId)
      return rule === undefined
        ? levelOf(session, appSubject(appId), 'app', driver.app, capabilities.app)
        : noApp(session, appId, rule)
    },
    platform: levelOf(session, platformSubject, 'platform', driver.platform, capabilities.platform),
    raw: (request, options) => () => driver.raw(callOf(session, request.subject, 'raw', options), request)(),
    with: (options) => providerOf({ ...session, options: optionsOver(session.options, options) }),
    close: driver.close,
  }
}

/**
 * Makes a provider of a driver: adds the laws that are the same for every vendor.
 */
export const domainProvider = (driver: DomainDriver): DomainProvider =>
  providerOf({
    driver,
    capabilities: capabilitiesOf(driver.capabilities),
    server: { queue: changeQueue(), memory: listingMemory() },
    webview: { queue: changeQueue(), memory: listingMemory() },
    prefetch: { queue: changeQueue(), memory: listingMemory() },
    options: {},
  })
