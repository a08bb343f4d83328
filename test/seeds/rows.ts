import { baiduRows } from './baidu.js'
import { type Row } from './row.js'
import { wechatPoolRows } from './wechat-pool.js'
import { wechatServerRows } from './wechat-server.js'
import { wechatWebviewRows } from './wechat-webview.js'

/** Every line of the four documents. */
export const rows: ReadonlyArray<Row> = [...wechatServerRows, ...wechatWebviewRows, ...wechatPoolRows, ...baiduRows]
