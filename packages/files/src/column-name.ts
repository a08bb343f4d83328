/**
 * The columns of a table, by the name that its reader knows them by, each with the other names that people and vendors' consoles
 * write for it. Capitals, blanks, `_`, `-` and full-width letters do not count.
 */
export type ColumnNames = Readonly<Record<string, ReadonlyArray<string>>>

const plain = (name: string): string =>
  name
    .normalize('NFKC')
    .replace(/[\s\u200b-\u200d\u2060\ufeff_-]/g, '')
    .toLowerCase()

/**
 * Makes a function that finds the column a written name means; `undefined` where it means none.
 */
export const columnFinder = (columns: ColumnNames): ((written: string) => string | undefined) => {
  const byName = new Map(
    Object.entries(columns).flatMap(([column, others]) => [column, ...others].map((name) => [plain(name), column])),
  )
  // `AppID(小程序ID)` is how WeChat's console heads it; `id (必填)` is a template's.
  return (written) =>
    byName.get(plain(written)) ?? byName.get(plain(written.normalize('NFKC').replace(/\([^()]*\)\s*$/, '')))
}

/**
 * Other names of the column, or key, that says which app a row is about.
 */
export const appIdNames: ReadonlyArray<string> = [
  'appid',
  'authorizer appid',
  'authorized appid',
  'mini program appid',
  'miniprogram appid',
  'weapp appid',
  'wx appid',
  '小程序appid',
  '小程序id',
  '授权方appid',
  '授权小程序appid',
  '授权小程序',
  '授权账号appid',
  '智能小程序appid',
  '智能小程序id',
  '微信小程序appid',
  '百度小程序appid',
  '应用id',
  '应用appid',
]
