/**
 * Why no reply came: found out before, or while, the connection was made.
 */
export type FetchFault =
  | 'address'
  | 'dns'
  | 'refused'
  | 'unreachable'
  | 'timeout'
  | 'cut-off'
  | 'certificate-name'
  | 'certificate-date'
  | 'certificate-self-signed'
  | 'certificate-chain'
  | 'certificate'
  | 'no-tls'
  | 'tls'
  | 'encoding'
  | 'no-reply'

const faults: Readonly<Record<string, FetchFault>> = {
  ERR_INVALID_URL: 'address',
  ENOTFOUND: 'dns',
  EAI_AGAIN: 'dns',
  EAI_NODATA: 'dns',
  EAI_FAIL: 'dns',
  ENODATA: 'dns',
  ESERVFAIL: 'dns',
  ECONNREFUSED: 'refused',
  EHOSTUNREACH: 'unreachable',
  ENETUNREACH: 'unreachable',
  EHOSTDOWN: 'unreachable',
  EADDRNOTAVAIL: 'unreachable',
  ETIMEDOUT: 'timeout',
  UND_ERR_CONNECT_TIMEOUT: 'timeout',
  UND_ERR_HEADERS_TIMEOUT: 'timeout',
  UND_ERR_BODY_TIMEOUT: 'timeout',
  ECONNRESET: 'cut-off',
  EPIPE: 'cut-off',
  UND_ERR_SOCKET: 'cut-off',
  UND_ERR_RES_CONTENT_LENGTH_MISMATCH: 'cut-off',
  ERR_TLS_CERT_ALTNAME_INVALID: 'certificate-name',
  HOSTNAME_MISMATCH: 'certificate-name',
  CERT_HAS_EXPIRED: 'certificate-date',
  CERT_NOT_YET_VALID: 'certificate-date',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'certificate-self-signed',
  SELF_SIGNED_CERT_IN_CHAIN: 'certificate-chain',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'certificate-chain',
  UNABLE_TO_GET_ISSUER_CERT: 'certificate-chain',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'certificate-chain',
  CERT_UNTRUSTED: 'certificate-chain',
  CERT_SIGNATURE_FAILURE: 'certificate',
  CERT_REVOKED: 'certificate',
  CERT_REJECTED: 'certificate',
  CERT_CHAIN_TOO_LONG: 'certificate',
  INVALID_CA: 'certificate',
  INVALID_PURPOSE: 'certificate',
  ERR_SSL_WRONG_VERSION_NUMBER: 'no-tls',
  ERR_SSL_PACKET_LENGTH_TOO_LONG: 'no-tls',
  ERR_SSL_HTTP_REQUEST: 'no-tls',
  EPROTO: 'tls',
}

const ofCode = (code: string): FetchFault | undefined => {
  if (Object.hasOwn(faults, code)) return faults[code]
  if (code.startsWith('ERR_SSL_') || code.startsWith('ERR_TLS_')) return 'tls'
  return code.startsWith('Z_') || code.startsWith('ERR__ERROR_FORMAT_') ? 'encoding' : undefined
}

// `fetch` wraps what happened in causes, and tries of several addresses in a list.
const deepest = 5

const within = (error: unknown, depth: number): FetchFault | undefined => {
  if (typeof error !== 'object' || error === null || depth > deepest) return undefined
  if ('code' in error && typeof error.code === 'string') {
    const known = ofCode(error.code)
    if (known !== undefined) return known
  }
  if ('name' in error && error.name === 'TimeoutError') return 'timeout'
  if ('cause' in error) {
    const inner = within(error.cause, depth + 1)
    if (inner !== undefined) return inner
  }
  return 'errors' in error && Array.isArray(error.errors) ? within(error.errors[0], depth + 1) : undefined
}

/**
 * Says why a fetch failed, by the codes of Node, undici, OpenSSL and zlib in what it threw. Its texts are never shown: they may
 * hold anything. `no-reply` where none of the codes is known.
 */
export const fetchFault = (error: unknown): FetchFault => within(error, 0) ?? 'no-reply'
