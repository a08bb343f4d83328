import type { ConfirmFile } from '../account.js'
import { answerOnly } from '../call.js'
import type { Visit } from './desk.js'
import { ok } from './reply.js'

/** Both confirm-file endpoints: the file of the app (docs/vendors/wechat.md A.2.5) or of the platform (A.3.3). */
export const getConfirmFile = ({ vendor }: Visit, { confirmFile }: { readonly confirmFile: ConfirmFile }) =>
  answerOnly(ok(vendor, { file_name: confirmFile.name, file_content: confirmFile.content }))
