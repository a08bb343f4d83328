import { type LawNumber } from '../../packages/conformance/src/index.js'
import { type Mutant } from './mutant.js'
import { type Answered, type Sent, type Tap, wireTap } from './wire-tap.js'

const mutant = (law: LawNumber, name: string, tap: Tap, vendor: Mutant['vendor'] = 'wechat'): Mutant => ({
  name,
  law,
  vendor,
  options: { between: wireTap(tap) },
})

const isWrite = ({ path, body }: Sent): boolean =>
  /"action":"(?:add|delete|set)"|action=(?:add|delete|set)/.test(`${path} ${body}`)

const isGet = (sent: Sent): boolean => /"action":"get"|action=get/.test(`${sent.path} ${sent.body}`)

const asked =
  (alter: (sent: Sent) => Sent): Tap =>
  (sent, pass) =>
    pass(alter(sent))

const told =
  (alter: (text: string, sent: Sent) => string): Tap =>
  async (sent, pass) => {
    const answer = await pass(sent)
    const text = answer.body.toString()
    return { ...answer, body: Buffer.from(alter(text, sent)) }
  }

const body = (alter: (text: string) => string): Tap => asked((sent) => ({ ...sent, body: alter(sent.body) }))

const ok: Answered = {
  status: 200,
  headers: { 'content-type': 'application/json' },
  body: Buffer.from('{"errcode":0,"errmsg":"ok"}'),
}

const emptied = (text: string, field: RegExp): string => text.replace(field, '$1[]')

const swap = (text: string): string =>
  text.replace(/uploaddomain|downloaddomain/g, (field) =>
    field === 'uploaddomain' ? 'downloaddomain' : 'uploaddomain',
  )

const remembering = (): Tap => {
  const known = new Map<string, Answered>()
  return async (sent, pass) => {
    const key = sent.path.replace(/\?.*/, '')
    const kept = known.get(key)
    if (isGet(sent) && kept !== undefined) return kept
    const answer = await pass(sent)
    if (isGet(sent)) known.set(key, answer)
    return answer
  }
}

/** Adapters broken between the adapter's own code and the vendor: what they would send or understand otherwise. */
export const wireMutants: ReadonlyArray<Mutant> = [
  mutant(
    4,
    'drops invalid_* and no_icp_domain',
    told((text) => emptied(text, /("(?:invalid_\w+|no_icp_domain)":)(?:\[[^\]]*\]|"[^"]*")/g)),
  ),
  mutant(
    4,
    'drops no_icp_domain only',
    told((text) => emptied(text, /("no_icp_domain":)\[[^\]]*\]/)),
  ),
  mutant(
    7,
    'treats an unknown errcode as success',
    told((text) => text.replace('"errcode":987654', '"errcode":0')),
  ),
  mutant(
    8,
    'treats -1 as success',
    told((text) => text.replace('"errcode":-1', '"errcode":0')),
  ),
  mutant(
    7,
    'treats every errcode as success',
    told((text) => text.replace(/"errcode":-?\d+/, '"errcode":0')),
  ),
  mutant(
    8,
    'treats a page as success',
    told((text) => (text.startsWith('<') ? '{"errcode":0}' : text)),
  ),
  mutant(
    8,
    'treats an empty body as success',
    told((text) => (text === '' ? '{"errcode":0,"errmsg":"ok"}' : text)),
  ),
  mutant(8, 'treats a broken connection as success', async (sent, pass) => {
    if (!isWrite(sent)) return pass(sent)
    return pass(sent).catch(() => ok)
  }),
  mutant(8, 'sends a write again when the connection breaks', (sent, pass) =>
    pass(sent).catch((error: unknown) => {
      if (isWrite(sent)) return pass(sent)
      throw error
    }),
  ),
  mutant(8, 'sends a write again when the vendor is busy', async (sent, pass) => {
    const answer = await pass(sent)
    return isWrite(sent) && answer.body.includes('"errcode":-1') ? pass(sent) : answer
  }),
  mutant(8, 'sends every write twice', async (sent, pass) => {
    if (isWrite(sent)) await pass(sent)
    return pass(sent)
  }),
  mutant(
    1,
    'splits on "," but not on ";"',
    told((text) =>
      text.replace(
        /("published_[^"]*":")([^"]*)/g,
        (_, head: string, list: string) => `${head}${list.replaceAll(';', ',')}`,
      ),
    ),
  ),
  mutant(
    1,
    'loses the last domain of a list',
    told((text, sent) => (isGet(sent) ? text.replace(/,"[^"]*"\]/g, ']') : text)),
  ),
  mutant(
    1,
    'writes the testing pool only',
    body((text) => text.replace('"is_modify_published_together":true', '"is_modify_published_together":false')),
  ),
  mutant(
    6,
    'sends an empty change without its action',
    asked((sent) => ({
      ...sent,
      body: sent.path.startsWith('/wxa/setwebviewdomain')
        ? sent.body.replace(/"action":"set",(?="webviewdomain":\[\])/, '')
        : sent.body,
    })),
  ),
  mutant(
    1,
    'sends add without its action',
    body((text) => text.replace('"action":"add",', '')),
  ),
  mutant(
    1,
    'loses udp domains',
    body((text) => text.replace(/,?"udpdomain":\[[^\]]*\]/, '')),
  ),
  mutant(
    3,
    'mixes up uploads and downloads',
    asked((sent) => ({ ...sent, body: swap(sent.body) })),
  ),
  mutant(
    1,
    'sends set for add',
    body((text) => text.replace('"action":"add"', '"action":"set"')),
  ),
  mutant(1, 'remembers lists for ever', remembering()),
  mutant(7, 'repeats a read that fails without end', async (sent, pass) => {
    let answer = await pass(sent)
    for (let count = 0; isGet(sent) && count < 8 && /"errcode":-?[1-9]/.test(answer.body.toString()); count += 1)
      answer = await pass(sent)
    return answer
  }),
  mutant(
    12,
    'loses the request id',
    told((text) => text.replace(/ rid: [0-9a-f-]+/, '')),
  ),
  mutant(
    12,
    'loses the words of the vendor',
    told((text) => text.replace(/"errmsg":"[^"]*"/, '"errmsg":"ok"')),
  ),
  mutant(
    12,
    'takes a daily limit for one of a minute',
    told((text) => text.replace('"errcode":45009', '"errcode":45011')),
  ),
  mutant(
    12,
    'takes lost authorisation for a bad token',
    told((text) => text.replace('"errcode":61003', '"errcode":40001')),
  ),
  mutant(
    9,
    'does not know that 42001 is of the token',
    told((text) => text.replace('"errcode":42001', '"errcode":45011')),
  ),
  mutant(
    9,
    'does not know the envelope of the gateway',
    told((text) => text.replace('"error_code"', '"errno"')),
    'baidu',
  ),
  mutant(
    7,
    'takes the gateway for success',
    told((text) => text.replace(/"error_code":\d+/, '"errno":0')),
    'baidu',
  ),
  mutant(
    1,
    'reads only the first domain of a list',
    told((text) => text.replace(/("\w+_domain":"[^",]*),[^"]*"/g, '$1"')),
    'baidu',
  ),
  mutant(
    3,
    'sends delete for set',
    body((text) => text.replace('action=set', 'action=delete')),
    'baidu',
  ),
  mutant(
    8,
    'sends a write again when the gateway is busy',
    async (sent, pass) => {
      const answer = await pass(sent)
      return isWrite(sent) && answer.body.includes('"error_code":2,') ? pass(sent) : answer
    },
    'baidu',
  ),
  mutant(
    4,
    'takes 470016 for success',
    told((text) => text.replace('"errno":470016', '"errno":0')),
    'baidu',
  ),
  mutant(
    2,
    'takes 470017 for a failure of the call',
    told((text) => text.replace('"errno":470017', '"errno":50001')),
    'baidu',
  ),
]
