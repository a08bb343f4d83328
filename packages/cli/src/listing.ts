import { type DomainSet, type Kind } from '@mini-domains/core'
import { type ListAddress } from '@mini-domains/fleet'
import { bilingual } from './language.js'
import { tableOf } from './table.js'
import type { Voice } from './voice.js'

/**
 * A set of domains as plain lists by kind.
 */
export const plainLists = <K extends Kind>(set: DomainSet<K>): Readonly<Record<string, ReadonlyArray<string>>> =>
  Object.fromEntries(
    Object.entries<ReadonlyArray<string> | undefined>(set).map(([kind, domains]) => [kind, domains ?? []]),
  )

/**
 * Names a list for people.
 */
export const titleOf = ({ vendor, app, list }: ListAddress, voice: Voice): string => {
  const whose = app === undefined ? voice.in(bilingual('pool', '平台域名池')) : app
  const which = list === 'server' ? bilingual('server domains', '服务器域名') : bilingual('webview domains', '业务域名')
  return `${vendor} · ${whose} · ${voice.in(which)}`
}

/**
 * Shows a list.
 */
export const showList = (
  voice: Voice,
  address: ListAddress,
  state: 'configured' | 'effective',
  lists: Readonly<Record<string, ReadonlyArray<string>>>,
): void => {
  voice.tell({ event: 'list', address, state, domains: lists })
  const rows = Object.entries(lists).map(([kind, domains]) => [
    kind,
    domains.length === 0 ? voice.in(bilingual('(none)', '（无）')) : domains,
  ])
  const mark = state === 'effective' ? ` · ${voice.in(bilingual('effective', '已生效'))}` : ''
  voice.line(voice.paint.bold(`${titleOf(address, voice)}${mark}`))
  voice.lines(tableOf([voice.in(bilingual('kind', '种类')), voice.in(bilingual('domains', '域名'))], rows))
}
