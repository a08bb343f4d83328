import { connect } from '@mini-domains/core'
import { type Emulator, startEmulator, wechatTokenOf } from '@mini-domains/emulator'
import { wechat } from '@mini-domains/wechat'
import { SpanKind, SpanStatusCode } from '@opentelemetry/api'
import {
  AggregationTemporality,
  InMemoryMetricExporter,
  MeterProvider,
  PeriodicExportingMetricReader,
} from '@opentelemetry/sdk-metrics'
import { BasicTracerProvider, InMemorySpanExporter, SimpleSpanProcessor } from '@opentelemetry/sdk-trace-base'
import { telemetryHooks } from '../src/index.js'

const appId = 'wx-app-1'
const token = wechatTokenOf(appId)

describe('the hooks of telemetry', () => {
  let emulator: Emulator
  beforeEach(async () => {
    emulator = await startEmulator()
  })
  afterEach(() => emulator.close())

  /** Makes calls at the emulated vendor and gives what an SDK recorded of them. */
  const recorded = async (subject: boolean, calls: 'that succeed' | 'that are lost') => {
    const spans = new InMemorySpanExporter()
    const points = new InMemoryMetricExporter(AggregationTemporality.CUMULATIVE)
    const tracers = new BasicTracerProvider({ spanProcessors: [new SimpleSpanProcessor(spans)] })
    const reader = new PeriodicExportingMetricReader({ exporter: points, exportIntervalMillis: 60_000 })
    const meters = new MeterProvider({ readers: [reader] })
    const hooks = telemetryHooks({ tracer: tracers.getTracer('test'), meter: meters.getMeter('test'), subject })
    const config = {
      vendor: 'wechat' as const,
      baseUrl: emulator.wechat.baseUrl,
      tokens: { platform: 'token-wx-platform', apps: { [appId]: token } },
    }
    const provider = connect([wechat], config, { hooks })
    if (calls === 'that are lost') emulator.wechat.seed({ apps: { [appId]: { authorized: false } } })
    else emulator.wechat.faults.add({ kind: 'reset-before', match: { path: '/wxa/modify_domain' } })
    await provider
      .app(appId)
      .server.get()
      .catch(() => undefined)
    await meters.forceFlush()
    await provider.close()
    const told = {
      spans: spans.getFinishedSpans(),
      metrics: points.getMetrics().flatMap(({ scopeMetrics }) => scopeMetrics.flatMap((scope) => scope.metrics)),
    }
    await meters.shutdown()
    return told
  }

  test('record a span and a duration of each call, and what was tried again', async () => {
    const { spans, metrics } = await recorded(false, 'that succeed')
    const last = spans.at(-1)
    expect(last).toMatchObject({
      name: 'wechat app.server.get',
      kind: SpanKind.CLIENT,
      status: { code: SpanStatusCode.UNSET },
      attributes: {
        'mini_domains.vendor': 'wechat',
        'http.request.method': 'POST',
        'http.request.resend_count': 1,
        'url.path': '/wxa/modify_domain',
      },
    })
    const [seconds = 0, nanos = 0] = last?.duration ?? []
    expect(seconds + nanos / 1e9).toBeGreaterThanOrEqual(0)
    expect(metrics.map(({ descriptor }) => descriptor.name)).toEqual([
      'mini_domains.call.duration',
      'mini_domains.call.retries',
    ])
    expect(metrics[1]?.dataPoints[0]).toMatchObject({ value: 1, attributes: { 'error.type': 'ConnectionFailed' } })
  })

  test('mark a call that came to an error', async () => {
    const { spans } = await recorded(false, 'that are lost')
    expect(spans.at(-1)?.status).toEqual({ code: SpanStatusCode.ERROR, message: 'AuthorizationLost' })
    expect(spans.at(-1)?.attributes['error.type']).toBe('AuthorizationLost')
  })

  test('name no app and no token, but in spans where that is asked for', async () => {
    const unnamed = await recorded(false, 'that succeed')
    const told = JSON.stringify([unnamed.spans.map(({ name, attributes }) => ({ name, attributes })), unnamed.metrics])
    expect(told).not.toContain(appId)
    const named = await recorded(true, 'that succeed')
    expect(named.spans.at(-1)?.attributes['mini_domains.subject']).toBe(`app ${appId}`)
    expect(JSON.stringify(named.metrics)).not.toContain(appId)
    expect(JSON.stringify(named.spans.map(({ attributes }) => attributes))).not.toContain(token)
  })
})
