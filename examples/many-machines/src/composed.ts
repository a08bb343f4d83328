import * as E from 'fp-ts/lib/Either.js'
import * as t from 'io-ts'
import { PathReporter } from 'io-ts/lib/PathReporter.js'
import { readFileSync } from 'node:fs'
import { parse } from 'yaml'

const Service = t.intersection([
  t.type({ command: t.string }),
  t.partial({ environment: t.record(t.string, t.string), deploy: t.type({ replicas: t.number }) }),
])

const Compose = t.type({
  services: t.type({ redis: Service, vendors: Service, plan: Service, worker: Service, apply: Service }),
})

/**
 * A service as a process of this machine can be it.
 */
export interface Composed {
  readonly words: ReadonlyArray<string>
  readonly replicas: number
  /** Its environment, with addresses of containers replaced by those of this machine. */
  readonly environment: (addresses: Readonly<Record<string, string>>) => Readonly<Record<string, string>>
}

const composedService = ({ command, environment = {}, deploy }: t.TypeOf<typeof Service>): Composed => ({
  words: command.split(' '),
  replicas: deploy?.replicas ?? 1,
  environment: (addresses) =>
    Object.fromEntries(
      Object.entries(environment).map(([name, value]) => [
        name,
        Object.entries(addresses).reduce((text, [container, here]) => text.replace(container, here), value),
      ]),
    ),
})

/**
 * Reads what compose.yaml starts. Throws where the file is not as it is read here.
 */
export const composed = (file: string): Readonly<Record<keyof t.TypeOf<typeof Compose>['services'], Composed>> => {
  const input: unknown = parse(readFileSync(file, 'utf8'), { merge: true })
  const read = Compose.decode(input)
  if (E.isLeft(read)) throw new Error(PathReporter.report(read).join('; '))
  const { redis, vendors, plan, worker, apply } = read.right.services
  return {
    redis: composedService(redis),
    vendors: composedService(vendors),
    plan: composedService(plan),
    worker: composedService(worker),
    apply: composedService(apply),
  }
}
