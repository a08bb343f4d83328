import { type Bilingual, type DomainErrorTag } from '@mini-domains/core'
import { bilingual } from '@mini-domains/core/adapter'

type Chinese = readonly [English: RegExp, chinese: (...parts: ReadonlyArray<string>) => string]

const things: Readonly<Record<string, string>> = {
  'an object': '对象',
  'a string': '字符串',
  'a number': '数字',
  'an array': '数组',
  'a boolean': '布尔值',
  'a list': '列表',
  JSON: 'JSON',
}

const thing = (expected = ''): string => things[expected] ?? expected

const characters: Readonly<Record<string, string>> = {
  'a line end': '换行符',
  'white space': '空白字符',
  'a character that does not show': '不可见字符',
  'full-width, or another form of a plain character': '全角字符或普通字符的变体',
  'not ASCII': '非 ASCII 字符',
}

const windows: Readonly<Record<string, string>> = {
  second: '这一秒',
  minute: '这一分钟',
  day: '今日',
  window: '此时段',
}

const reasons: ReadonlyArray<Chinese> = [
  [/^the vendor says so$/, () => '厂商确认未授权'],
  [/^the authorisation was never completed, its code was not exchanged$/, () => '授权未完成，授权码没有被兑换'],
  [/^its refresh token is dead, and the vendor knows no other$/, () => '刷新令牌已失效，厂商也没有新的'],
  [/^the merchant took it back \(pushed by the vendor\)$/, () => '商家已取消授权（厂商推送）'],
  [
    /^the vendor knows no authorisation of this app, and none was ever kept here$/,
    () => '厂商没有该小程序的授权记录，本机也从未保存过',
  ],
]

/** What core, its adapters and the keeping of tokens say of an error, and the same in Chinese. */
const sentences: ReadonlyArray<Chinese> = [
  ...reasons,
  [
    /^the change was made, but the list could not be read after it: (.+)$/s,
    (why) => `变更已提交，但随后无法读取列表：${inChinese(why)}`,
  ],
  [
    /^the vendor refused the change or a part of it \((.+?)\), and the list could not be read after it: (.+)$/s,
    (code, why) => `厂商拒绝了变更或其中一部分（${code}），且随后无法读取列表：${inChinese(why)}`,
  ],
  [
    /^the first of two calls was made, but the second failed: (.+)$/s,
    (why) => `两次调用中第一次已完成，第二次失败：${inChinese(why)}`,
  ],
  [/^the account is not a mini program$/, () => '该账号不是小程序'],
  [/^mini programs of individuals cannot have webview domains$/, () => '个人主体的小程序不能设置业务域名'],
  [/^the platform has not been published$/, () => '第三方平台尚未全网发布'],
  [/^the platform pool has no domains$/, () => '平台域名池中没有域名'],
  [/^the confirm file was not found, or differs$/, () => '校验文件不存在或内容不符'],
  [/^the account is blocked, frozen or deleted$/, () => '该账号已被封禁、冻结或注销'],
  [/^the vendor knows no such app$/, () => '厂商没有该小程序'],
  [
    /^the vendor refused the token, and a fresh one was not to be had or was refused too$/,
    () => '厂商不接受该令牌，且无法获取新令牌或新令牌同样被拒绝',
  ],
  [/^the app is not authorised to this platform \(any more\)$/, () => '该小程序未授权给本平台，或授权已取消'],
  [
    /^the authorisation was never completed: its code was not exchanged, so there are no tokens$/,
    () => '授权未完成：授权码没有被兑换，因此没有令牌',
  ],
  [/^the authorisation is gone since (\S+): (.+)$/s, (since, why) => `授权自 ${since} 起已失效：${inChinese(why)}`],
  [/^the authorisation code was used already, is too old, or is none$/, () => '授权码已被使用、已过期或无效'],
  [/^the token is not allowed to make this call$/, () => '该令牌无权调用此接口'],
  [
    /^the IP address of this machine(?:, (.+),)? is not on the platform's list$/s,
    (address = '') => `本机 IP 地址${address === '' ? '' : ` ${address} `}不在第三方平台的白名单中`,
  ],
  [/^the config is not right: (.+)$/s, (what) => `配置不正确：${what}`],
  [/^refused before sending: (.+)$/s, (what) => `发送前已拒绝：${what}`],
  [/^(\S+) cannot do (\S+): /, (vendor, operation) => `${vendor} 不支持 ${operation}`],
  [/^too many calls in this (second|minute|day|window)$/, (window) => `${windows[window] ?? ''}调用次数过多`],
  [
    /^too many calls in this window, as the HTTP status says; whether the call was carried out it does not say$/,
    () => '调用次数过多（由 HTTP 状态码得知）；此次调用是否已执行无从得知',
  ],
  [/^this API is blocked for a while$/, () => '该接口暂时被封禁'],
  [/^the month's modifications are used up$/, () => '本月修改次数已用完'],
  [/^the month's resets of the daily quota are used up$/, () => '本月重置每日调用额度的次数已用完'],
  [/^the list has no room for this many domains$/, () => '列表容纳不下这么多域名'],
  [/^the vendor found the request itself wrong$/, () => '厂商认为请求本身有误'],
  [/^the vendor refused the domains$/, () => '厂商拒绝了这些域名'],
  [/^the vendor could not serve the call now$/, () => '厂商暂时无法处理该调用'],
  [/^the vendor answered with a code that is not known here: (.+)$/s, (code) => `厂商返回了未知的错误码：${code}`],
  [/^the connection broke \((.+)\)$/s, (code) => `连接中断（${code}）`],
  [/^no connection \((.+)\)$/s, (code) => `无法建立连接（${code}）`],
  [/^no full reply within (\d+) ms$/, (ms) => `${ms} 毫秒内未收到完整响应`],
  [/^cancelled while the call was under way$/, () => '调用进行中被取消'],
  [/^cancelled before anything was sent$/, () => '尚未发送即被取消'],
  [
    /^the reply cannot be read at its root: expected (.+)$/s,
    (expected) => `无法解读响应：根节点应为 ${thing(expected)}`,
  ],
  [
    /^the reply cannot be read at (.+): expected (.+)$/s,
    (path, expected) => `无法解读响应：${path} 处应为 ${thing(expected)}`,
  ],
  [
    /^the vendor does not know the platform by this client id, or does not let it ask for this$/,
    () => '厂商不认识此 client_id 对应的平台，或不允许其请求此内容',
  ],
  [/^the adapter threw, which is a defect of it$/, () => '适配器抛出了异常，这是它的缺陷'],
  [/^no token for (.+) in (.+)$/s, (subject, place) => `${place} 中没有 ${subject} 的令牌`],
  [
    /^the token callback gave a token for (.+) with what no token has: (.+)$/s,
    (subject, what) => `令牌回调给出的 ${subject} 的令牌含有令牌中不会有的内容：${inChinese(what)}`,
  ],
  [/^character (\d+) is (.+)$/s, (position, kind) => `第 ${position} 个字符为${characters[kind] ?? kind}`],
  [/^the token callback failed for (.+)$/s, (subject) => `获取 ${subject} 的令牌时回调失败`],
  [
    /^the source of tokens gave no usable token: /,
    () => '令牌来源没有给出可用的令牌：为空，或首尾有空白，或含有换行、全角字符或不可见字符',
  ],
  [/^the list of authorised apps could not be read$/, () => '无法读取已授权列表'],
  [/^the source of tokens failed$/, () => '令牌来源出错'],
  [/^the token store failed \(([\w-]+)\): (.+)$/s, (reason, why) => `令牌存储出错（${reason}）：${inChinese(why)}`],
  [
    /^another process is refreshing this token and did not finish within (\d+) ms$/,
    (ms) => `另一进程正在刷新该令牌，${ms} 毫秒内未完成`,
  ],
  [/^no ticket has been pushed to this platform yet$/, () => '尚未收到推送给该平台的票据'],
  [/^the newest ticket is too old to be good$/, () => '最新的票据已过期'],
  [/^the component ticket is expired or invalid$/, () => '票据（component_verify_ticket）已过期或无效'],
  [
    /^the list of authorised apps changed each time that it was read, and did not name the app$/,
    () => '已授权列表在每次读取时都有变化，其中没有该小程序',
  ],
  [/^the vendor takes the ticket or the client id for wrong$/, () => '厂商认为票据或 client_id 有误'],
  [/^the vendor did not take the code that it has just given$/, () => '厂商不接受它刚刚给出的授权码'],
  [/^the vendor's reply to a code does not name the app$/, () => '厂商对授权码的响应中没有小程序 appId'],
  [/^no credentials: give (.+) in the config$/s, (where) => `没有凭据：请在配置中填写 ${where}`],
  // Of stores.
  [
    /^the record was encrypted with key (.+); at hand: (.*)$/s,
    (key, keys) => `该记录以密钥 ${key} 加密，现有密钥：${keys}`,
  ],
  [/^a stored record cannot be read: (.+)$/s, (why) => `存储中的记录无法读取：${inChinese(why)}`],
  [/^its fields are not those of this version$/, () => '字段与此版本不符'],
  [/^it is no JSON$/, () => '不是 JSON'],
  [/^it changes without end$/, () => '它一直在变动'],
  [/^it was altered, or belongs under another name$/, () => '内容被改动过，或属于另一个名称'],
  [/^it is in no form that is known here$/, () => '格式无法识别'],
  [/^its key has no name$/, () => '其密钥没有名称'],
  [/^it is cut short$/, () => '内容不完整'],
  [/^the encryption key is not (.+)$/s, (expected) => `加密密钥不是 ${expected}`],
  [/^the callback for the encryption key failed$/, () => '获取加密密钥的回调失败'],
  [/^the name of a secret is text that is not empty and well-formed$/, () => '机密的名称应为非空且格式正确的文本'],
  [/^the stored (.+) cannot be read$/s, (what) => `存储中的 ${what} 无法读取`],
  [/^the stored record cannot be read: (.+)$/s, (key) => `存储中的记录无法读取：${key}`],
  [/^a text is not well-formed Unicode$/, () => '文本不是格式正确的 Unicode'],
  [/^a transaction names a key twice$/, () => '同一事务中两次使用了同一个键'],
  [/^the store was closed$/, () => '存储已关闭'],
  [/^the file of the store is no longer at its path$/, () => '存储文件已不在原来的路径'],
  [/^the header of the file cannot be read$/, () => '存储文件头无法读取'],
  [/^the file is a database of another program$/, () => '该文件是其他程序的数据库'],
  [/^the file has schema version (.+)$/s, (version) => `存储文件的结构版本为 ${version}`],
  [/^others may read the file of the store$/, () => '其他用户可以读取存储文件'],
  [/^this disk allows no write-ahead log$/, () => '该磁盘不支持预写日志（WAL）'],
  [
    /^Redis: the command failed(?: \((.+)\))?$/s,
    (code = '') => `Redis：命令执行失败${code === '' ? '' : `（${code}）`}`,
  ],
  [
    /^Redis: the data of the store is gone(?: \((.+)\))?$/s,
    (code = '') => `Redis：存储的数据已丢失${code === '' ? '' : `（${code}）`}`,
  ],
  [/^SQLite: (.+)$/s, (said) => `SQLite 报错：${said}`],
  [/^what Redis holds for the store cannot be read$/, () => 'Redis 中存储的内容无法读取'],
  [/^the URL of the store cannot be read$/, () => '存储的 URL 无法解析'],
  [
    /^the prefix of the store holds other characters, none, or too many$/,
    () => '存储的前缀为空、过长或含有不允许的字符',
  ],
]

const tags: { readonly [T in DomainErrorTag]: string } = {
  InvalidConfig: '配置不正确',
  InvalidChange: '变更有误，未发送',
  Unsupported: '厂商不支持',
  TokenUnavailable: '无法取得令牌',
  TokenRejected: '厂商不接受该令牌',
  AuthorizationLost: '授权已失效',
  CodeRefused: '授权码无效',
  PermissionDenied: '没有权限',
  AddressNotAllowed: '本机 IP 地址不在白名单中',
  RateLimited: '调用次数过多',
  BudgetSpent: '本月修改次数已用完',
  LimitReached: '超出列表上限',
  PreconditionFailed: '前提条件不满足',
  RequestRejected: '厂商拒绝了请求',
  VendorBusy: '厂商暂时无法处理该调用',
  ConnectionFailed: '连接失败',
  TimedOut: '响应超时',
  Cancelled: '已取消',
  UnreadableReply: '无法解读厂商的响应',
  UnknownCode: '厂商返回了未知的错误码',
}

const knownChinese = (message: string): string | undefined => {
  for (const [english, chinese] of sentences) {
    const found = english.exec(message)
    if (found !== null) return chinese(...found.slice(1))
  }
  return undefined
}

function inChinese(message: string): string {
  return knownChinese(message) ?? message
}

const isTag = (tag: string): tag is DomainErrorTag => Object.hasOwn(tags, tag)

/**
 * Gives what a failure says, such as the message of a `StoreFailure`, in both languages: in English as it is, in Chinese where the words
 * are of mini-domains. Words of somebody else, such as those of Redis, stay as they are.
 */
export const failureWord = (message: string): Bilingual => bilingual(message, inChinese(message))

/**
 * Gives what a `DomainError` or its note says, from its tag and message, in both languages: in English as it is, in Chinese where the
 * words are of mini-domains. Words of somebody else, such as those of an adapter, are quoted behind what the tag means.
 */
export const errorWord = (tag: string, message: string): Bilingual =>
  bilingual(message, knownChinese(message) ?? (isTag(tag) ? `${tags[tag]}（${message}）` : message))
