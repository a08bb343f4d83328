import { type Clock, type Hooks, systemClock } from '@mini-domains/core'
import type { ResponseEvent, RetryEvent } from '@mini-domains/core/adapter'
import { type Attributes, type Meter, SpanKind, SpanStatusCode, type Tracer, metrics, trace } from '@opentelemetry/api'

/**
 * What calls are recorded with. All of it may be left out.
 */
export interface TelemetryOptions {
  /** By default the tracer `@mini-domains/otel` of the SDK that the program has registered; spans go nowhere where it has none. */
  readonly tracer?: Tracer
  /** The same for metrics. */
  readonly meter?: Meter
  /** Whether spans name the app and the vendor's request id. Metrics never do: a label is kept for each of its values. `false`. */
  readonly subject?: boolean
  readonly clock?: Clock
}

const scope = '@mini-domains/otel'

// The names of HTTP are those of OpenTelemetry's semantic conventions; what is ours begins with `mini_domains.`.
const callOf = ({ vendor, operation }: Pick<ResponseEvent, 'vendor' | 'operation'>): Attributes => ({
  'mini_domains.vendor': vendor,
  'mini_domains.operation': operation,
})

const replyOf = ({ method, httpStatus, error }: ResponseEvent): Attributes => ({
  'http.request.method': method,
  ...(httpStatus === undefined ? {} : { 'http.response.status_code': httpStatus }),
  ...(error === undefined ? {} : { 'error.type': error }),
})

const subjectOf = ({ subject, requestId }: ResponseEvent): Attributes => ({
  'mini_domains.subject': subject,
  ...(requestId === undefined ? {} : { 'mini_domains.request_id': requestId }),
})

/**
 * Makes hooks that record every call to a vendor: a client span under the one that is active, the histogram
 * `mini_domains.call.duration` in seconds, and the counter `mini_domains.call.retries`.
 *
 * Make them once the SDK is registered: OpenTelemetry looks for where metrics go only then. No attribute of a metric names an app, a domain
 * or a request.
 */
export const telemetryHooks = ({
  tracer = trace.getTracer(scope),
  meter = metrics.getMeter(scope),
  subject = false,
  clock = systemClock,
}: TelemetryOptions = {}): Required<Pick<Hooks, 'onResponse' | 'onRetry'>> => {
  const duration = meter.createHistogram('mini_domains.call.duration', {
    unit: 's',
    description: 'How long a call to a vendor took, from the request to the end of its reply.',
  })
  const retries = meter.createCounter('mini_domains.call.retries', {
    description: 'Calls to a vendor that were tried again.',
  })

  const span = (event: ResponseEvent): void => {
    const end = clock.now()
    const recorded = tracer.startSpan(`${event.vendor} ${event.operation}`, {
      kind: SpanKind.CLIENT,
      startTime: end - event.durationMs,
      attributes: {
        ...callOf(event),
        ...replyOf(event),
        'url.path': event.url,
        ...(event.attempt > 1 ? { 'http.request.resend_count': event.attempt - 1 } : {}),
        ...(subject ? subjectOf(event) : {}),
      },
    })
    if (event.error !== undefined) recorded.setStatus({ code: SpanStatusCode.ERROR, message: event.error })
    recorded.end(end)
  }

  return {
    onResponse: (event) => {
      span(event)
      duration.record(event.durationMs / 1000, { ...callOf(event), ...replyOf(event) })
    },
    onRetry: ({ because, ...event }: RetryEvent) => retries.add(1, { ...callOf(event), 'error.type': because }),
  }
}
