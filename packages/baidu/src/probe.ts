import { type AssumedField, type ProbeCall } from '@mini-domains/core/adapter'
import { type Endpoint, appServer, appWebview, platformServer, platformWebview } from './wire/endpoint.js'

const field = (path: string, type: AssumedField['types'][number], always: boolean): AssumedField => ({
  path,
  types: [type],
  always,
  confidence: 'vendor document',
})

// docs/vendors/baidu.md B.0.1
const envelope: ReadonlyArray<AssumedField> = [
  field('errno', 'number', true),
  field('msg', 'text', true),
  field('request_id', 'text', false),
  field('trace_id', 'text', false),
  field('timestamp', 'number', false),
]

const serverFields = ['request_domain', 'socket_domain', 'upload_domain', 'download_domain']

const get = (
  name: string,
  source: string,
  level: ProbeCall['level'],
  { path }: Endpoint,
  fields: ReadonlyArray<AssumedField>,
): ProbeCall => ({
  name,
  source: `docs/vendors/baidu.md ${source}`,
  level,
  method: 'POST',
  path,
  body: { action: 'get' },
  fields: [...envelope, ...fields],
})

/**
 * What is assumed of Baidu's replies to calls that only read: a comma string at the app, an array at the platform (docs/vendors/baidu.md D 2).
 */
export const baiduProbe: ReadonlyArray<ProbeCall> = [
  get(
    'app.server.get',
    'B.1.1',
    'app',
    appServer,
    serverFields.map((name) => field(`data.${name}`, 'joined', true)),
  ),
  get('app.webview.get', 'B.1.2', 'app', appWebview, [field('data', 'joined', true)]),
  get(
    'platform.server.get',
    'B.2.1',
    'platform',
    platformServer,
    serverFields.map((name) => field(`data.${name}`, 'array', true)),
  ),
  get('platform.webview.get', 'B.2.2', 'platform', platformWebview, [field('data', 'array', true)]),
]
