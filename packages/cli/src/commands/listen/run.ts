import { type Server, createServer } from 'node:http'
import { type PushRefusal, type PushedEvent, type Store, messageOf } from '@mini-domains/core/adapter'
import { type PushOptions, type PushRoute, pushHandler } from '@mini-domains/credentials'
import * as E from 'fp-ts/lib/Either.js'
import { type Context, untilStopped } from '../../context.js'
import type { ExitStatus } from '../../output/exit-code.js'
import {
  type Failure,
  type Problem,
  failed,
  problem,
  reportError,
  reportFailure,
  reportProblem,
} from '../../output/problem.js'
import { bilingual } from '../../output/language.js'
import { appTitle } from '../../output/listing.js'
import { noPushes, pushRoute, pushVendors } from './push-vendor.js'
import { type Session, withConfig, withVendors } from '../../config/session.js'
import { wholeNumber } from '../../args/args.js'
import { desiredApp } from '../../config/app-target.js'
import { withStore } from '../../config/store.js'
import type { ConfigFile } from '../../config/config-file.js'
import { lostAuthorizations } from '../../notify/authorization-notice.js'
import { tell } from '../../notify/tell.js'
import { withEndpoints } from '../../service/endpoints.js'
import { type PushMetrics, pushMetrics } from '../../service/push-metrics.js'
import type { Bilingual, Clock } from '@mini-domains/core'
import { once } from 'node:events'

const detailsOf = (event: PushedEvent): { readonly app?: string; readonly name?: string } => {
  if (event._tag === 'Other') return event.name === '' ? {} : { name: event.name }
  return 'appId' in event ? { app: event.appId } : {}
}

const eventWords: Readonly<Record<PushedEvent['_tag'], Bilingual>> = {
  Ticket: bilingual('ticket', '票据'),
  Authorized: bilingual('authorised', '商家已授权'),
  AuthorizationUpdated: bilingual('authorisation updated', '授权已更新'),
  Unauthorized: bilingual('authorisation withdrawn', '商家取消授权'),
  Other: bilingual('another event', '其他事件'),
}

const tellEvent = ({ io, reporter }: Context, event: PushedEvent, vendor: string): void => {
  const details = detailsOf(event)
  const { app = '', name = '' } = details
  reporter.event({ event: 'fact', name: 'push', value: { push: event._tag, ...details } })
  const word = name === '' ? reporter.say(eventWords[event._tag]) : name
  reporter.line([new Date(io.clock.now()).toISOString(), vendor, word, app].filter((part) => part !== '').join('  '))
}

const refused = (refusal: PushRefusal): Problem => {
  const { en, zh } = messageOf(refusal)
  const { reason, hint } = refusal
  return problem('push', bilingual(`a push was refused (${reason}): ${en}`, `已拒绝一次推送（${reason}）：${zh}`), hint)
}

// A merchant who takes the authorisation back is reported at once, by name. The push has its answer by then.
const reportLost = async (context: Context, config: ConfigFile, event: PushedEvent, vendor: string): Promise<void> => {
  if (event._tag !== 'Unauthorized') return
  const { reporter } = context
  const app = event.appId
  const name = (await desiredApp(config, { vendor, app }))?.app.name
  reporter.note(
    reporter.say(
      bilingual(
        `  → ${vendor} · ${appTitle(app, name)}: ask the merchant to authorise again; mini-domains authorize-url makes the link`,
        `  → ${vendor} · ${appTitle(app, name)}：请联系商家重新授权，授权链接可用 mini-domains authorize-url 生成`,
      ),
    ),
  )
  const lost = lostAuthorizations()
  lost.add({ vendor, app }, name)
  await tell(context, config, lost.notices())
}

/** Work behind the answers, which is over before the command is. */
const background = () => {
  const running = new Set<Promise<void>>()
  return {
    start: (work: Promise<void>): void => {
      const ended = work.finally(() => running.delete(ended))
      running.add(ended)
    },
    over: () => Promise.allSettled(running),
  }
}

const handlerOf = (
  context: Context,
  { config }: Session,
  routes: ReadonlyArray<PushRoute>,
  metrics: PushMetrics,
  start: (work: Promise<void>) => void,
): ReturnType<typeof pushHandler> => {
  const options: PushOptions = {
    routes,
    clock: context.io.clock,
    signal: context.stop,
    onEvent: (event, vendor) => {
      metrics.taken(event, vendor)
      tellEvent(context, event, vendor)
      start(reportLost(context, config, event, vendor))
    },
    onRefusal: (refusal) => {
      metrics.refused(refusal)
      reportProblem(context.reporter, refused(refusal))
    },
    onError: (error, givenUp) => {
      metrics.failed(error, givenUp)
      reportError(context.reporter, error)
    },
  }
  return pushHandler(options)
}

const notListening = (host: string, port: number, code: string | undefined): Failure =>
  failed(
    problem(
      'usage',
      bilingual(`cannot listen on ${host}:${port} (${code})`, `无法监听 ${host}:${port}（${code}）`),
      bilingual('Name another --port or --host.', '请更换 --port 或 --host。'),
    ),
  )

const portOf = (server: Server, asked: number): number => {
  const address = server.address()
  return typeof address === 'object' && address !== null ? address.port : asked
}

const listening = (server: Server, host: string, port: number): Promise<E.Either<Failure, number>> =>
  new Promise((done) => {
    server.once('error', ({ code }: NodeJS.ErrnoException) => done(E.left(notListening(host, port, code))))
    server.listen(port, host, () => done(E.right(portOf(server, port))))
  })

// Any key will do: what counts is that the store answers.
const notReady = async ({ stop }: Context, store: Pick<Store, 'get'>): Promise<string | undefined> => {
  if (stop.aborted) return 'stopping'
  const found = await store.get('ready')()
  return E.isLeft(found) ? `the store is ${found.left.reason}` : undefined
}

const serve = async (
  context: Context,
  session: Session,
  store: Pick<Store, 'get'>,
  host: string,
  port: number,
): Promise<ExitStatus> => {
  const { reporter } = context
  const routes: Array<PushRoute> = []
  for (const vendor of session.vendors) {
    const route = await pushRoute(context, session.config, vendor)
    if (E.isLeft(route)) return reportFailure(reporter, route.left)
    routes.push(route.right)
  }
  const metrics = pushMetrics()
  const unwatch = session.onCall(metrics.called)
  const state = { notReady: () => notReady(context, store), metrics: metrics.shown }
  const { start, over } = background()
  const server = createServer(withEndpoints(state, handlerOf(context, session, routes, metrics, start)))
  const bound = await listening(server, host, port)
  if (E.isLeft(bound)) return reportFailure(reporter, bound.left)
  const url = `http://${host}:${bound.right}/`
  const names = session.vendors.map(({ name }) => name)
  reporter.event({ event: 'fact', name: 'listening', value: { url, vendors: names } })
  reporter.line(
    reporter.say(bilingual(`${names.join(', ')}: listening at ${url}`, `${names.join('、')}：正在监听 ${url}`)),
  )
  reporter.note(reporter.say(bilingual('Ctrl+C ends it', '按 Ctrl+C 结束')))
  await untilStopped(context.stop)
  await endServer(server, context.io.clock)
  unwatch()
  await over()
  return 'done'
}

/**
 * Takes the pushes of the vendors, tickets and authorisations, and keeps what they bring in the store, until it is stopped.
 */
export const listen = async (context: Context): Promise<ExitStatus> => {
  const { args, reporter } = context
  const port = wholeNumber(args.text('port'), 8080)
  if (port === undefined) {
    reportProblem(reporter, problem('usage', bilingual('--port is a whole number', '--port 应为整数')))
    return 'error'
  }
  const vendor = args.text('vendor')
  return withConfig(context, async (config) => {
    const names = pushVendors(config).filter((name) => vendor === undefined || name === vendor)
    if (names.length === 0) return reportFailure(reporter, noPushes(vendor))
    return withVendors(context, config, names, async (session) => {
      const host = args.text('host') ?? '127.0.0.1'
      const status = await withStore(context.io, config, (store) => serve(context, session, store, host, port))
      return E.isLeft(status) ? reportFailure(reporter, status.left) : status.right
    })
  })
}

/**
 * How long requests under way may take to end once a server is stopped.
 */
export const graceMs = 5_000

/**
 * Stops a server: takes no new connections, lets what is under way end, and after the grace ends what is left, such as a request
 * that was sent half and never goes on. Resolves once the last connection is gone.
 */
export const endServer = async (server: Server, clock: Clock): Promise<void> => {
  const closed = once(server, 'close')
  server.close()
  server.closeIdleConnections()
  const cancel = clock.timer(graceMs, () => server.closeAllConnections())
  await closed
  cancel()
}
