import { type Checked, type Diagnostic, checkDesired } from '@mini-domains/fleet'
import { type ConfigFile, appLines, diagnosticProblem, tellIgnoredColumns } from '../../config/config-file.js'
import { withConfig } from '../../config/session.js'
import { knownCapabilities } from '../../config/vendor-capabilities.js'
import type { Context } from '../../context.js'
import type { ExitStatus } from '../../output/exit-code.js'
import { bilingual } from '../../output/language.js'
import { type Problem, noApps, problem, reportEmpty, reportProblem } from '../../output/problem.js'
import { causeOf, repeatedRows } from '../../output/repeated-row.js'

interface Tally {
  apps: number
  faults: number
}

const unusedRule = ({ file, line, column, path }: Diagnostic): Problem => ({
  ...problem(
    'unused-rule',
    bilingual(
      `${file}:${line}:${column}: ${path}: selects none of the apps`,
      `${file}:${line}:${column}：${path}：没有选中任何小程序`,
    ),
  ),
  at: `${file}:${line}:${column}`,
})

/** Tells faults, those of many rows with the same cause once, and counts them all. */
const faultTeller = ({ reporter }: Context, tally: Tally) => {
  const repeated = repeatedRows(reporter)
  const fault = (one: Diagnostic): void => {
    tally.faults += 1
    const found = diagnosticProblem(one)
    if (repeated.note(one.file, one.line, causeOf(one.message.en))) reportProblem(reporter, found)
    else reporter.event({ event: 'problem', ...found })
  }
  return {
    see: (checked: Checked): void => {
      switch (checked._tag) {
        case 'app':
          tally.apps += 1
          return checked.faults.forEach(fault)
        case 'row':
        case 'pool':
          return checked.faults.forEach(fault)
        case 'unused': {
          const one = unusedRule(checked.rule)
          reporter.event({ event: 'problem', ...one })
          return reporter.error(
            `${reporter.paint.yellow(reporter.say(bilingual('note: ', '注意：')))}${reporter.say(one.message)}`,
          )
        }
      }
    },
    end: (): void => repeated.end(reporter.error),
  }
}

const check = async (context: Context, config: ConfigFile): Promise<ExitStatus> => {
  const { reporter, stop } = context
  const vendors = await knownCapabilities(context, config)
  const tally: Tally = { apps: 0, faults: vendors.faults }
  const tell = faultTeller(context, tally)
  await tellIgnoredColumns(context, config)
  for await (const checked of checkDesired(config.desired, (vendor) => vendors.known.get(vendor), appLines(config))) {
    if (stop.aborted) return 'cancelled'
    tell.see(checked)
  }
  tell.end()
  const { apps, faults } = tally
  reporter.event({ event: 'fact', name: 'validated', value: { file: config.desired.file, apps, faults } })
  if (apps === 0 && faults === 0) return reportEmpty(reporter, noApps)
  const looked = bilingual(
    `${apps} ${apps === 1 ? 'app' : 'apps'} looked at, ${faults} ${faults === 1 ? 'fault' : 'faults'}`,
    `已检查 ${apps} 个小程序，发现 ${faults} 处错误`,
  )
  reporter.line(reporter.say(looked))
  return faults === 0 ? 'done' : 'error'
}

/**
 * Checks the config with all its files by what the adapters can list, without asking a vendor and without credentials.
 */
export const validate = (context: Context): Promise<ExitStatus> =>
  withConfig(context, (config) => check(context, config))
