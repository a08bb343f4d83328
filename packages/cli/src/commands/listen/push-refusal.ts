import type { Bilingual } from '@mini-domains/core'
import type { PushRefusal } from '@mini-domains/core/adapter'
import { bilingual } from '../../output/language.js'
import { type Problem, problem } from '../../output/problem.js'

interface Words {
  readonly reason: string
  readonly hint: Bilingual
}

// Reasons in Chinese: a refusal has its own words in English. Each has its own hint.
const words: { readonly [R in PushRefusal['reason']]: Words } = {
  'already-read': {
    reason: '请求体已被解析器读取',
    hint: bilingual(
      'Mount the handler before any body parser, or keep rawBody.',
      '请将处理函数挂载在请求体解析器之前，或保留 rawBody。',
    ),
  },
  'not-signed': {
    reason: '缺少时间戳、随机数、签名或密文',
    hint: bilingual(
      'Not from the vendor: a scanner, or somebody who tries the address. Where the vendor did send it, see what a proxy before this changes.',
      '并非厂商发送：可能是扫描，或有人在试探该地址。若确为厂商发送，请检查前置代理改动了什么。',
    ),
  },
  'wrong-signature': {
    reason: '签名不符',
    hint: bilingual(
      'A forgery, or the token under pushes is not the one in the console.',
      '可能是伪造推送，或 pushes 中的 token 与控制台不一致。',
    ),
  },
  'too-old': {
    reason: '时间戳超出允许范围',
    hint: bilingual(
      "Set this machine's clock (NTP). Where it is right, somebody sends a push again that was recorded earlier.",
      '请校准本机时钟（NTP）。若时钟无误，则是有人重发了早先截获的推送。',
    ),
  },
  unreadable: {
    reason: '已配置的密钥都无法解密',
    hint: bilingual(
      'The signature is right, so the token is: copy the message key (WeChat encodingAesKey, Baidu aesKey) from the console again; after a change of the key, keep the one before as previousEncodingAesKey (Baidu: previousAesKey).',
      '签名相符，token 无误：请从控制台重新复制消息加解密密钥（微信 encodingAesKey，百度 aesKey）；更换密钥后，将旧密钥保留为 previousEncodingAesKey（百度 previousAesKey）。',
    ),
  },
  'wrong-receiver': {
    reason: '推送的接收方是另一个第三方平台',
    hint: bilingual(
      'Token and key are right: give pushes the id of this platform (WeChat componentAppId, Baidu clientId), or the console of the other one its own address.',
      'token 与密钥无误：请在 pushes 中填写本平台的标识（微信 componentAppId，百度 clientId），或为另一个平台在控制台设置各自的地址。',
    ),
  },
  'no-message': {
    reason: '已解密，但内容不是推送消息',
    hint: bilingual(
      'Token, key and platform are right. The vendor pushes a message of another form; please report which.',
      'token、密钥与平台均无误。厂商推送了另一种格式的消息，请反馈是哪一种。',
    ),
  },
}

/**
 * Says why a push was refused, and what to do about that reason.
 */
export const refusalProblem = ({ reason, message }: PushRefusal): Problem =>
  problem(
    'push',
    bilingual(`a push was refused (${reason}): ${message}`, `已拒绝一次推送（${reason}）：${words[reason].reason}`),
    words[reason].hint,
  )
