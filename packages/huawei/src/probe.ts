import { type AssumedField, type ProbeCall } from '@mini-domains/core/adapter'
import { appPath, poolPath } from './wire/endpoint.js'

const field = (
  path: string,
  type: AssumedField['types'][number],
  always: boolean,
  confidence: AssumedField['confidence'],
): AssumedField => ({ path, types: [type], always, confidence })

// docs/vendors/huawei.md C.7.0
const envelope: ReadonlyArray<AssumedField> = [
  field('ret.code', 'number', true, 'official doc copy'),
  field('ret.msg', 'text', true, 'official doc copy'),
]

const get = (
  name: string,
  level: ProbeCall['level'],
  path: string,
  category: string,
  fields: ReadonlyArray<AssumedField>,
): ProbeCall => ({
  name,
  source: 'docs/vendors/huawei.md C.7.1',
  level,
  method: 'GET',
  path,
  query: { category },
  fields: [...envelope, ...fields],
})

const app = [
  field('modifyCounts', 'number', false, 'official doc copy'),
  field('domains', 'objects', false, 'official doc copy'),
]
const pool = [field('domains', 'objects', false, 'guess')]

/**
 * What is assumed of Huawei's replies to calls that only read.
 */
export const huaweiProbe: ReadonlyArray<ProbeCall> = [
  get('app.server.get', 'app', appPath, 'server', app),
  get('app.webview.get', 'app', appPath, 'business', app),
  get('platform.server.get', 'platform', poolPath, 'server', pool),
  get('platform.webview.get', 'platform', poolPath, 'business', pool),
]
