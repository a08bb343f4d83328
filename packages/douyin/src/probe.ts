import { type AssumedField, type ProbeCall } from '@mini-domains/core/adapter'
import { serverKinds } from './capabilities.js'
import { paths } from './wire/endpoint.js'

const field = (path: string, type: AssumedField['types'][number], always: boolean): AssumedField => ({
  path,
  types: [type],
  always,
  confidence: 'official doc copy',
})

// docs/vendors/douyin.md C.1.0
const envelope: ReadonlyArray<AssumedField> = [
  field('err_no', 'number', true),
  field('err_msg', 'text', true),
  field('log_id', 'text', true),
]

const get = { level: 'app', method: 'POST', body: { action: 'get' } } as const

/**
 * What is assumed of Douyin's replies to calls that only read.
 */
export const douyinProbe: ReadonlyArray<ProbeCall> = [
  {
    ...get,
    name: 'app.server.get',
    source: 'docs/vendors/douyin.md C.1.1',
    path: paths['app-server'],
    fields: [...envelope, ...serverKinds.map((kind) => field(`data.${kind}`, 'array', true))],
  },
  {
    ...get,
    name: 'app.webview.get',
    source: 'docs/vendors/douyin.md C.1.1',
    path: paths['app-webview'],
    fields: [...envelope, field('data.webview', 'array', true)],
  },
  {
    name: 'platform.confirm-file',
    source: 'docs/vendors/douyin.md C.1.5',
    level: 'platform',
    method: 'GET',
    path: paths['confirm-file'],
    fields: [...envelope, field('data.file_name', 'text', true), field('data.file_content', 'text', true)],
  },
]
