import { faultShape, isFault } from '../fault/fault.js'
import { isObject, problems } from '../json.js'
import type { Authorisation } from '../push/authorisation.js'
import { isPushOrder, pushOrderShape } from '../push/push.js'
import type { Call, Reply } from './call.js'
import { refusedControl } from './control-guard.js'
import type { VendorModel } from '../state/model.js'
import type { FaultServer } from './fault-server.js'

/** Where the control API lives on each vendor's server. */
export const controlPrefix = '/_emulator/'

/** A vendor that tests may look at and change. */
export interface ControlledVendor<State, Seed> extends Pick<FaultServer, 'requests' | 'faults'> {
  readonly model: VendorModel<State, Seed>
}

/** What the control API can do besides reading and seeding the model. */
export interface Controls {
  readonly reset: () => void
  readonly closePortFor: (ms: number) => void
  readonly advance: (ms: number) => void
  readonly authorisation: Authorisation
  /** What a call that makes the emulator send requests has to carry. */
  readonly token: string
}

const json = (status: number, value: unknown): Reply => ({
  status,
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify(value),
})

const done = json(200, { ok: true })

const wrong = (reasons: ReadonlyArray<string>): Reply => json(400, { ok: false, problems: reasons })

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text === '' ? '{}' : text)
  } catch (error) {
    if (error instanceof SyntaxError) return undefined
    throw error
  }
}

type Command = (value: unknown) => Reply | Promise<Reply>

const textOf = (value: unknown, name: string): string => {
  const text = isObject(value) ? value[name] : undefined
  return typeof text === 'string' ? text : ''
}

const pushing =
  ({ authorisation }: Controls, pushUrl: string): Command =>
  async (value) => {
    if (!isPushOrder(value)) return wrong(['event: a push', ...problems(pushOrderShape, value)])
    try {
      const push = authorisation.build(value)
      const url = value.url ?? pushUrl
      return json(200, { ok: true, push, answer: url === '' ? undefined : await authorisation.send(url, push) })
    } catch (error) {
      return wrong([String(error)])
    }
  }

const commandsOf = <S, P>({ model, requests, faults }: ControlledVendor<S, P>, controls: Controls, faultId: string) => {
  const seed: Command = (value) => {
    if (!model.isSeed(value)) return wrong(model.seedProblems(value))
    model.seed(value)
    return done
  }
  const commands: { readonly [name: string]: Command } = {
    'GET state': () => json(200, model.state()),
    'PUT seed': seed,
    'POST seed': seed,
    'POST reset': () => {
      controls.reset()
      return done
    },
    'POST release': (value) => {
      const appId = textOf(value, 'appId')
      return model.release(appId) ? done : wrong([`appId: no app ${JSON.stringify(appId)}`])
    },
    'POST authorise': (value) => {
      const appId = textOf(value, 'appId')
      return appId === ''
        ? wrong(['appId: expected a text'])
        : json(200, { ok: true, code: controls.authorisation.authorise(appId) })
    },
    'POST deauthorise': (value) => {
      const appId = textOf(value, 'appId')
      return model.deauthorise(appId) ? done : wrong([`appId: no app ${JSON.stringify(appId)}`])
    },
    'POST push': pushing(controls, model.pushUrl()),
    'POST resend': async (value) => {
      try {
        const answer = await controls.authorisation.resend(textOf(value, 'url') || model.pushUrl())
        return json(200, { ok: true, answer })
      } catch (error) {
        return wrong([String(error)])
      }
    },
    'GET token-calls': () => json(200, model.tokenCalls.read()),
    'POST clock': (value) => {
      const ms = isObject(value) ? value.advanceMs : undefined
      if (typeof ms !== 'number') return wrong(['advanceMs: expected a number'])
      controls.advance(ms)
      return done
    },
    'GET requests': () => json(200, requests()),
    'GET faults': () => json(200, faults.list()),
    'POST faults': (value) =>
      isFault(value)
        ? json(200, { ok: true, id: faults.add(value) })
        : wrong(['kind: a fault', ...problems(faultShape, value)]),
    'DELETE faults': () => {
      faults.clear(faultId === '' ? undefined : faultId)
      return done
    },
    'POST port': (value) => {
      const ms = isObject(value) ? value.closedForMs : undefined
      if (typeof ms !== 'number') return wrong(['closedForMs: expected a number'])
      controls.closePortFor(ms)
      return done
    },
  }
  return commands
}

/** Answers one call of the control API; a command it does not know is a 404 that lists those it does. */
export const answerControl = <S, P>(
  served: ControlledVendor<S, P>,
  controls: Controls,
  call: Call,
): Reply | Promise<Reply> => {
  const [name = '', faultId = ''] = call.path.slice(controlPrefix.length).split('/')
  const value = parsed(call.body)
  const refused = refusedControl(call, name, value, controls.token)
  if (refused !== undefined) return refused
  const commands = commandsOf(served, controls, faultId)
  const command = commands[`${call.method} ${name}`]
  if (command === undefined) return json(404, { ok: false, commands: Object.keys(commands) })
  return value === undefined ? wrong(['body: not JSON']) : command(value)
}
