import { type Argument, type Command, Help, type HelpConfiguration, type Option } from 'commander'
import type { Definition, Say } from './definition.js'

const described = ({ description, argChoices = [], ...rest }: Option | Argument): string => {
  const isShown = argChoices.length === 0 || ('flags' in rest && rest.flags.includes('|'))
  return isShown ? description : `${description}\n${argChoices.join(', ')}`
}

const argumentsOf = (helper: Help, { registeredArguments }: Command): string =>
  registeredArguments
    .map((argument) => {
      const term = `${helper.argumentTerm(argument)}${argument.variadic ? '...' : ''}`
      return argument.required ? term : `[${term}]`
    })
    .join(' ')

/**
 * The arguments that a command takes, such as `APP...`.
 */
export const usageOf = (command: Command): string => argumentsOf(new Help(), command)

/**
 * How help measures and breaks its lines. Commander's own way, a place a character and breaks at blanks, is right for English alone.
 */
export type HelpLayout = Required<Pick<HelpConfiguration, 'displayWidth' | 'boxWrap'>>

/**
 * How commander writes help: in the chosen language and layout.
 */
export const helpConfiguration = (say: Say, layout?: HelpLayout): HelpConfiguration => {
  const base = new Help()
  const titles: Readonly<Record<string, string>> = {
    'Usage:': say('Usage:', '用法：'),
    'Arguments:': say('Arguments:', '参数：'),
    'Options:': say('Options:', '选项：'),
    'Global Options:': say('Options of every command:', '通用选项：'),
    'Commands:': say('Commands:', '命令：'),
  }
  return {
    showGlobalOptions: true,
    minWidthToWrap: 16,
    styleTitle: (title) => titles[title] ?? title,
    commandUsage: (command) => {
      const options = say('[OPTIONS]', '[选项]')
      return command.parent === null
        ? `${command.name()} ${say('COMMAND', '命令')} ${options}`
        : [command.parent.name(), command.name(), usageOf(command), options].filter((part) => part !== '').join(' ')
    },
    subcommandTerm: (command) => `${command.name()} ${usageOf(command)}`.trim(),
    optionTerm: ({ short, long = '', flags }) => {
      const value = /<(.*)>/.exec(flags)?.[1]
      return `${short === undefined ? '    ' : `${short}, `}${long}${value === undefined ? '' : ` ${value}`}`
    },
    argumentDescription: described,
    optionDescription: described,
    ...layout,
    // A full-width colon brings its own blank along.
    formatHelp: (command, helper) => base.formatHelp(command, helper).replace(/(?<=：) /, ''),
  }
}

/**
 * The examples of a command, as they stand below its options. What they do is broken like the rest; a line to copy is not.
 */
export const examplesText = (say: Say, examples: Definition['examples'], helper: Help, columns: number): string =>
  [
    say('\nExamples:', '\n示例：'),
    ...examples.flatMap(([line, about]) => [
      ...helper
        .boxWrap(about, columns - 4)
        .split('\n')
        .map((text) => `  # ${text}`),
      `  ${line}`,
    ]),
  ].join('\n')
