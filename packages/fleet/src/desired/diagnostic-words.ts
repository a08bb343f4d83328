const words: Readonly<Record<string, string>> = {
  nothing: '空',
  none: '没有',
  null: '空',
  string: '文本',
  number: '数字',
  boolean: 'true 或 false',
  'a string': '文本',
  'a number': '数字',
  'a boolean': 'true 或 false',
  'an object': '对象',
  'an array': '列表',
  'a text': '文本',
  'a value': '有效内容',
  'something else': '其他内容',
  columns: 'columns',
  'a list of texts': '文本列表',
  'a list of objects': '对象列表',
  'an object of names': '以名称为键的对象',
  'a text that is not empty': '非空文本',
  'a text of letters, digits and signs of ASCII, without blanks': '由 ASCII 字母、数字与符号组成且不含空白的文本',
  'a whole number from 0': '不小于 0 的整数',
  'sync or add-only': 'sync 或 add-only',
  'csv or jsonl': 'csv 或 jsonl',
  'en or zh': 'en 或 zh',
  'a form of message': 'webhook、wecom、dingtalk、feishu 或 slack',
  'what is told of': '一种通知事件',
  'a desired state': '期望状态',
  'a vendor': '厂商',
  'a profile': '方案',
  'a pool': '域名池',
  'a selection': '选择条件',
  'a rule': '规则',
  'an app': '小程序',
  'a file of apps': '名单文件',
  'a guard': '删除阈值',
  'who is told': '通知接收方',
  'a migration': '域名更换',
  'server domains by kind': '按种类书写的服务器域名',
  'each app once': '每个小程序只出现一次',
  'each column once': '每列只出现一次',
  'another host than from': '与 from 不同的域名',
  'the same host': '同一域名',
  'an app that it selects': '至少选中一个小程序',
  'the whole id, as text': '完整的 ID（文本格式）',
  'an id, or no row': 'ID；合计行、说明行请删除',
  'a word for nothing': '表示空值的文字',
  'a number that a spreadsheet has rounded': '被表格软件舍入的数字',
  'a number with decimals or separators': '带小数或分隔符的数字',
  'a formula': '公式',
  'an apostrophe in front': '前面的单引号',
  'an error of a spreadsheet': '表格公式错误值',
  'one JSON object on a line': '每行一个 JSON 对象',
  'a file that can be read': '可读取的文件',
  'none, or its reading broke off': '文件不存在，或读取中断',
  'YAML or JSON': 'YAML 或 JSON',
  'endless aliases': '无穷的引用',
  'an unknown directive': '未知的 YAML 指令',
  'an ASCII colon and a blank after a key': '键名后的英文冒号与空格',
  'a full-width colon ：': '全角冒号 ：',
  'nothing here: put secrets under credentials, as { env: NAME } or { store: NAME }':
    '不写在此处；机密请写在 credentials 下，如 { env: NAME } 或 { store: NAME }',
  '{ env: NAME } or { store: NAME } (or allowInlineSecrets: true)':
    '{ env: NAME } 或 { store: NAME }（或 allowInlineSecrets: true）',
  'nothing here: JSON Lines have keys and no columns': '不写 columns（JSON Lines 只有键，没有列）',
  '(the text)': '（全文）',
  '(the row)': '（整行）',
  '(the file)': '（整个文件）',
  '(an unknown key)': '（未知的键）',
  '(the config itself)': '（整个配置）',
}

type Rewrite = readonly [RegExp, (match: ReadonlyArray<string>) => string]

const listed = (names: string): string => names.replaceAll(', ', '、')

const patterns: ReadonlyArray<Rewrite> = [
  [/^(.+), of which there are none$/, ([, what = '']) => `${diagnosticInChinese(what)}（目前没有）`],
  [/^(a vendor|a profile): (.+)$/, ([, what = '', names = '']) => `${diagnosticInChinese(what)}之一：${listed(names)}`],
  [/^a kind of this vendor: (.+)$/, ([, kinds = '']) => `该厂商支持的种类：${listed(kinds)}`],
  [
    /^one of (.+?) \(did you mean (.+)\?\)$/,
    ([, all = '', meant = '']) => `${listed(all)} 之一（您是否想用 ${meant}？）`,
  ],
  [/^one of (.+)$/, ([, all = '']) => `${listed(all)} 之一`],
  [/^no such key; did you mean (.+)\?$/, ([, meant = '']) => `已知的键（您是否想用 ${meant}？）`],
  [/^an object \((.+)\)$/, ([, what = '']) => `对象（${diagnosticInChinese(what)}）`],
  [/^the column of (.+)$/, ([, field = '']) => `${field} 列`],
  [/^(\d+) columns$/, ([, count = '']) => `${count} 列`],
  [/^(\d+): (".*") does not separate them here$/, ([, count = '', sign = '']) => `${count} 列：${sign} 在此不是分隔符`],
  [
    /^(".*") of (\S+) again, which stands at (.+)$/,
    ([, id = '', of = '', at = '']) => `${of} 的 ${id} 重复，首次出现于 ${at}`,
  ],
  [/^(".*") again$/, ([, what = '']) => `${what} 重复`],
  [/^quotes around a text that begins with a star: (.+)$/, ([, text = '']) => `以星号开头的文本须加引号：${text}`],
  [/^(.+) without quotes$/, ([, text = '']) => `未加引号的 ${text}`],
  [/^(?!")(.+) or (.+)$/, ([, one = '', other = '']) => `${diagnosticInChinese(one)}，或${diagnosticInChinese(other)}`],
]

/**
 * Says in Chinese what a diagnostic expected, found, or points at. What is quoted from a file, and what has no other word, stays as it is.
 */
export const diagnosticInChinese = (text: string): string => {
  const word = Object.hasOwn(words, text) ? words[text] : undefined
  if (word !== undefined) return word
  for (const [pattern, rewrite] of patterns) {
    const match = pattern.exec(text)
    if (match !== null) return rewrite(match)
  }
  return text
}
