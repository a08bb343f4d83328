import { afterAction, never } from './actor.js'
import { type ConfigIssue, type InvalidChange, type InvalidConfig, type Unsupported } from './domain-error.js'
import { type Where } from './details.js'
import { at, untouched } from './applied.js'
import { type Bilingual, bilingual } from './language.js'
import { messageFields } from './message.js'
import { type Refusal } from './refusal.js'

const places: Readonly<Record<string, string>> = {
  '(the config itself)': '（整个配置）',
  '(an unknown key)': '（无法识别的键）',
  '(a name)': '（某个名称）',
  '(the text)': '（全文）',
  '(the file)': '（整个文件）',
  '(the row)': '（整行）',
}

const placeInChinese = (path: string): string => path.replace(/\([a-z ]+\)/, (place) => places[place] ?? place)

const apart = (text: string): string => (/^[\x21-\x7e]/.test(text) ? ` ${text}` : text)

// What somebody wrote may hold line breaks and control characters, and a message is one line.
const oneLine = (text: string): string => text.replace(/\p{Cc}+/gu, ' ')

/**
 * What is wrong with a config, in one line.
 */
export const issueText = ({ path, expected, found }: ConfigIssue): Bilingual =>
  bilingual(
    oneLine(`${path}: expected ${expected.en}, found ${found.en}`),
    oneLine(`${placeInChinese(path)}：应为${apart(expected.zh)}，实际为${apart(found.zh)}`),
  )

/**
 * The config was refused.
 */
export const invalidConfig = (vendor: string, issues: ReadonlyArray<ConfigIssue>): InvalidConfig => ({
  _tag: 'InvalidConfig',
  vendor,
  operation: 'config',
  subject: 'config',
  issues,
  ...messageFields(
    `the config is not right: ${issues.map((issue) => issueText(issue).en).join('; ')}`,
    `配置不正确：${issues.map((issue) => issueText(issue).zh).join('；')}`,
  ),
  actor: 'caller',
  retry: afterAction,
  ...untouched,
  hint: bilingual('Fix the config at the paths listed.', '请按列出的路径修改配置。'),
})

const refusedBefore = (refusals: ReadonlyArray<Refusal>) => {
  const shown = refusals.slice(0, 5).map((r) => oneLine(`${r.kind} "${r.domain.slice(0, 100)}" (${r.rule})`))
  const more = refusals.length - shown.length
  return messageFields(
    `refused before sending: ${shown.join(', ')}${more > 0 ? ` and ${more} more` : ''}`,
    `发送前已拒绝：${shown.join('、')}${more > 0 ? `，另有 ${more} 项` : ''}`,
  )
}

/**
 * A change was refused before anything was sent.
 */
export const invalidChange = (where: Where, refusals: ReadonlyArray<Refusal>): InvalidChange => ({
  _tag: 'InvalidChange',
  ...at(where),
  refusals,
  ...refusedBefore(refusals),
  actor: 'caller',
  retry: afterAction,
  ...untouched,
  hint: refusals[0]?.hint ?? bilingual('Fix the change.', '请修改该变更。'),
})

/**
 * The vendor has no such thing.
 */
export const unsupported = (where: Where, why: Bilingual, link: string): Unsupported => ({
  _tag: 'Unsupported',
  ...at(where),
  why,
  link,
  ...messageFields(
    `${where.vendor} cannot do ${where.operation}: ${why.en.replace(/\.$/, '')}`,
    `${where.vendor} 不支持 ${where.operation}：${why.zh.replace(/。$/, '')}`,
  ),
  actor: 'caller',
  retry: never,
  ...untouched,
  hint: bilingual(`${why.en} Ask provider.capabilities first.`, `${why.zh}请先查看 provider.capabilities。`),
})
