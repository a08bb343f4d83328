import { type Language, messageOf } from '@mini-domains/core/adapter'
import * as E from 'fp-ts/lib/Either.js'
import { mkdtempSync, mkdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { type Job, type Trouble, isWell, runJob } from './job.js'
import { jobTables } from './table.js'
import { words } from './words.js'

const options = {
  json: { type: 'boolean', default: false },
  lang: { type: 'string' },
  out: { type: 'string' },
  help: { type: 'boolean', default: false },
} as const

const help = `pnpm start [--json] [--lang en|zh] [--out DIR]

Starts every vendor on this machine, plans a fleet of all, applies the plan while one answer gets lost, verifies, and ends.
在本机启动各家平台的模拟服务，对一批小程序做计划、执行（其间丢失一次应答）与核对，然后自动退出。

  --json      one JSON document instead of tables  输出 JSON
  --lang      en or zh; by locale where left out   输出语言，默认随系统
  --out DIR   keep the plan and the report there   保留计划与报告
`

const languageOf = (wanted: string | undefined): Language => {
  const named = wanted ?? process.env['LC_ALL'] ?? process.env['LANG'] ?? ''
  return named.toLowerCase().startsWith('zh') ? 'zh' : 'en'
}

const fail = (text: string): void => {
  process.stderr.write(`${text}\n`)
  process.exitCode = 1
}

const troubleText = (trouble: Trouble, language: Language): string => {
  switch (trouble._tag) {
    case 'Complaints':
      return trouble.complaints.map(({ message }) => message[language]).join('\n')
    case 'Error':
      return `${trouble.error._tag}: ${messageOf(trouble.error)[language]}\n${trouble.error.hint[language]}`
    case 'NoPlan':
      return 'no plan was made'
  }
}

const show = (job: Job, isKept: boolean, language: Language): void => {
  const { file, bytes } = job.report
  process.stdout.write(`${words.title[language]}\n${jobTables(job, language)}\n`)
  process.stdout.write(
    `\n${(isKept ? words.kept : words.removed)[language]} ${file} (${Math.ceil(bytes / 1024)} KiB)\n`,
  )
}

const folderFor = (out: string | undefined): string => {
  if (out === undefined) return mkdtempSync(join(tmpdir(), 'mini-domains-'))
  const folder = resolve(out)
  mkdirSync(folder, { recursive: true })
  return folder
}

const work = async (folder: string, isKept: boolean, isJson: boolean, language: Language): Promise<void> => {
  const text = readFileSync(new URL('../mini-domains.yaml', import.meta.url), 'utf8')
  const job = await runJob(text, folder)
  if (E.isLeft(job)) return fail(troubleText(job.left, language))
  if (isJson)
    process.stdout.write(`${JSON.stringify({ ...job.right, well: isWell(job.right), kept: isKept }, null, 2)}\n`)
  else show(job.right, isKept, language)
  if (!isWell(job.right)) process.exitCode = 1
}

const main = async (): Promise<void> => {
  const { values } = parseArgs({ options, strict: true })
  if (values.help) {
    process.stdout.write(help)
    return
  }
  const isKept = values.out !== undefined
  const folder = folderFor(values.out)
  try {
    await work(folder, isKept, values.json, languageOf(values.lang))
  } finally {
    if (!isKept) rmSync(folder, { recursive: true, force: true })
  }
}

main().catch((error: unknown) => fail(error instanceof Error ? error.message : String(error)))
