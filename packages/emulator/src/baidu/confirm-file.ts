import { answerOnly } from '../call.js'
import type { PlatformDesk } from './desk.js'

/** GET /rest/2.0/smartapp/tp/download/domaincer (docs/vendors/baidu.md B.2.3): the raw file, not JSON. */
export const downloadConfirmFile: PlatformDesk = (_visit, { confirmFile }) =>
  answerOnly({
    status: 200,
    headers: {
      'content-disposition': `attachment; filename=${confirmFile.name}`,
      'content-type': 'application/octet-stream;charset=UTF-8',
    },
    body: confirmFile.content,
  })
