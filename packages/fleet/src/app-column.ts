import { appIdNames, columnFinder } from '@mini-domains/files'

const named: Readonly<Record<string, ReadonlyArray<string>>> = {
  id: appIdNames,
  vendor: ['厂商'],
  profile: ['方案'],
  policy: ['策略'],
  frozen: ['冻结', '是否冻结'],
  keep: ['保留', '保留域名'],
  request: ['request合法域名', 'request域名'],
  socket: ['socket合法域名', 'socket域名'],
  upload: ['uploadFile合法域名', 'upload域名'],
  download: ['downloadFile合法域名', 'download域名'],
  udp: ['udp合法域名', 'udp域名'],
  tcp: ['tcp合法域名', 'tcp域名'],
  any: [],
  webview: ['业务域名', 'web view', 'webview域名'],
}

const find = columnFinder(named)

const label = /^\s*(?:label|标签)\s*[.．]\s*(.+)$/iu

/**
 * Tells which column of a file of apps a written name means: `id`, `vendor`, …, `label.city`.
 */
export const appColumn = (written: string): string | undefined => {
  const key = label.exec(written)?.[1]?.trim()
  return key === undefined ? find(written) : `label.${key}`
}

/**
 * All columns that a file of apps can have, as they are told.
 */
export const appColumns: ReadonlyArray<string> = [...Object.keys(named), 'label.…']
