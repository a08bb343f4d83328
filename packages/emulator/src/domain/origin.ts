/** The parts of a domain entry: `https://a.example.com:8443/x` is scheme, host, port and rest. */
export interface Origin {
  readonly scheme: string
  readonly host: string
  readonly port: string
  readonly rest: string
}

const withScheme = /^([a-z]+:\/\/)([^/?#:\s]+)(?::(\d+))?(.*)$/is

/** Takes an entry with a scheme apart; `undefined` when it is not even of that form. */
export const readOrigin = (entry: string): Origin | undefined => {
  const [, scheme = '', host = '', port = '', rest = ''] = withScheme.exec(entry) ?? []
  return host === '' ? undefined : { scheme: scheme.toLowerCase(), host: host.toLowerCase(), port, rest }
}

const label = '[a-z0-9_](?:[a-z0-9_-]*[a-z0-9_])?'
const hostName = new RegExp(`^${label}(?:\\.${label})+$`, 'i')
const ipv4 = /^\d+(\.\d+){3}$/

/** Says whether a host is a name with at least one dot: IP addresses and `localhost` are not. */
export const isHostName = (host: string): boolean => host.length <= 253 && hostName.test(host) && !ipv4.test(host)

/** Says whether a host is a registered host or lies below it, at any depth. */
export const isUnder = (registered: string, host: string): boolean =>
  host === registered || host.endsWith(`.${registered}`)

/** Says whether a host is one of the hosts listed or lies below one of them. */
export const isUnderAny = (registered: ReadonlyArray<string>, host: string): boolean =>
  registered.some((one) => isUnder(one, host))
