import { type Kind, type Scheme, schemeOf } from '../../src/domain/kind.js'

test.each<readonly [Kind, Scheme]>([
  ['request', 'https'],
  ['upload', 'https'],
  ['download', 'https'],
  ['webview', 'https'],
  ['socket', 'wss'],
  ['udp', 'udp'],
  ['tcp', 'tcp'],
  ['any', 'none'],
])('a domain of the kind %s is written with the scheme %s', (kind, scheme) => {
  expect(schemeOf(kind)).toBe(scheme)
})
