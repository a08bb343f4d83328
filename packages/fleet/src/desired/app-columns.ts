import { type TableOptions, appIdNames, chosenColumns, columnFinder } from '@mini-domains/files'
import { bilingual } from '@mini-domains/core/adapter'
import { type DesiredAppFile } from './desired-file.js'

const named: Readonly<Record<string, ReadonlyArray<string>>> = {
  id: appIdNames,
  vendor: ['厂商', '平台', '所属平台'],
  name: ['名称', '小程序名称', '商家', '商户', '商家名称', '商户名称', 'merchant'],
  profile: ['方案'],
  policy: ['策略'],
  frozen: ['冻结', '是否冻结', '停用', '是否停用'],
  keep: ['保留', '保留域名'],
  request: ['request合法域名', 'request域名'],
  socket: ['socket合法域名', 'socket域名'],
  upload: ['uploadFile合法域名', 'upload域名'],
  download: ['downloadFile合法域名', 'download域名'],
  udp: ['udp合法域名', 'udp域名'],
  tcp: ['tcp合法域名', 'tcp域名'],
  any: [],
  webview: ['业务域名', 'web view', 'webview域名'],
  prefetch: ['预解析域名', 'dns预解析域名'],
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
 * All columns that a file of apps can have, as messages name them.
 */
export const appColumns: ReadonlyArray<string> = [...Object.keys(named), 'label.…']

/**
 * Says whether the name of a column is one of those, as it stands under `columns` of a file of apps.
 */
export const isAppColumn = (name: string): boolean => Object.hasOwn(named, name) || /^label\.[^]/u.test(name)

const required = ({ vendor }: DesiredAppFile): ReadonlyArray<string> =>
  vendor === undefined ? ['id', 'vendor'] : ['id']

const mapped = bilingual(
  'Or say with columns: of this file in the config which columns are read; others are then ignored.',
  '也可在配置中为该文件写 columns:，指定要读取的列，其余列即被忽略。',
)

/**
 * Says which columns of a file of apps are read: those that its `columns` name, all of which must be there; without `columns`, those that
 * are known by their names, and no others.
 */
export const tableOptionsOf = (file: DesiredAppFile): TableOptions => {
  const { columns } = file
  return columns === undefined
    ? { column: appColumn, required: required(file), others: appColumns, otherwise: mapped }
    : { column: chosenColumns(columns), required: Object.keys(columns), others: 'passed-over', chosen: columns }
}
