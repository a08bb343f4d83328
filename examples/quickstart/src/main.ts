import { type Language, messageOf } from '@mini-domains/core/adapter'
import * as E from 'fp-ts/lib/Either.js'
import { readFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { readConfig } from './config.js'
import { adapters, run } from './run.js'
import { reportTable } from './table.js'
import { words } from './words.js'

const options = {
  json: { type: 'boolean', default: false },
  lang: { type: 'string' },
  help: { type: 'boolean', default: false },
} as const

const help = `pnpm start [--json] [--lang en|zh]

Starts every vendor on this machine, runs one program against each, shows what became of each domain, and ends.
在本机启动各家平台的模拟服务，用同一段程序分别管理域名，展示每个域名的处理结果后自动退出。

  --json      one JSON document instead of tables  输出 JSON
  --lang      en or zh; by locale where left out   输出语言，默认随系统
`

const languageOf = (wanted: string | undefined): Language => {
  const named = wanted ?? process.env['LC_ALL'] ?? process.env['LANG'] ?? ''
  return named.toLowerCase().startsWith('zh') ? 'zh' : 'en'
}

const fail = (text: string): void => {
  process.stderr.write(`${text}\n`)
  process.exitCode = 1
}

const main = async (): Promise<void> => {
  const { values } = parseArgs({ options, strict: true })
  if (values.help) {
    process.stdout.write(help)
    return
  }
  const language = languageOf(values.lang)
  const texts = adapters.map(({ vendor }) => readFileSync(new URL(`../${vendor}.config.json`, import.meta.url), 'utf8'))
  const configs = E.sequenceArray(texts.map(readConfig))
  if (E.isLeft(configs)) return fail(configs.left)
  const result = await run(configs.right)()
  if (E.isLeft(result)) {
    const error = result.left
    return fail(
      values.json ? JSON.stringify(error) : `${error._tag}: ${messageOf(error)[language]}\n${error.hint[language]}`,
    )
  }
  if (values.json) process.stdout.write(`${JSON.stringify(result.right, null, 2)}\n`)
  else {
    process.stdout.write(`${words.title[language]}\n`)
    for (const report of result.right) process.stdout.write(`${reportTable(report, language)}\n`)
  }
}

main().catch((error: unknown) => fail(error instanceof Error ? error.message : String(error)))
