import type { Command } from './command.js'
import { type Option, commonOptions } from './option.js'

/**
 * The shells for which there is completion.
 */
export type Shell = 'bash' | 'zsh' | 'fish'

const optionsOf = (command: Command): ReadonlyArray<Option> => [...command.options, ...commonOptions]

const flags = (command: Command): string =>
  optionsOf(command)
    .map(({ name }) => `--${name}`)
    .join(' ')

const choiceCases = (command: Command, indent: string): string =>
  optionsOf(command)
    .flatMap(({ name, choices }) =>
      choices === undefined ? [] : [`${indent}--${name}) words="${choices.join(' ')}" ;;`],
    )
    .join('\n')

const bashCase = (command: Command): string => `    ${command.name})
      words="${[...(command.choices ?? []), flags(command)].join(' ')}"
      case "$previous" in
${choiceCases(command, '        ')}
      esac
      ;;`

const bash = (commands: ReadonlyArray<Command>): string => `_mini_domains() {
  local current="\${COMP_WORDS[COMP_CWORD]}" previous="\${COMP_WORDS[COMP_CWORD-1]}" words=""
  case "\${COMP_WORDS[1]}" in
${commands.map(bashCase).join('\n')}
  esac
  if [ "$COMP_CWORD" -eq 1 ]; then words="${commands.map(({ name }) => name).join(' ')} --help --version"; fi
  COMPREPLY=($(compgen -W "$words" -- "$current"))
  if [ "\${#COMPREPLY[@]}" -eq 0 ]; then COMPREPLY=($(compgen -f -- "$current")); fi
}
complete -o filenames -F _mini_domains mini-domains
`

const zsh = (commands: ReadonlyArray<Command>): string => `autoload -U +X bashcompinit && bashcompinit
${bash(commands)}`

const quoted = (text: string): string => `'${text.replaceAll("'", "\\'")}'`

const fishOption = (command: Command, { name, short, value, choices, about }: Option): string => {
  const condition = `-n '__fish_seen_subcommand_from ${command.name}'`
  const letter = short === undefined ? '' : ` -s ${short}`
  const argument = value === undefined ? '' : choices === undefined ? ' -r' : ` -x -a ${quoted(choices.join(' '))}`
  return `complete -c mini-domains ${condition} -l ${name}${letter}${argument} -d ${quoted(about.en)}`
}

const fishCommand = (command: Command): ReadonlyArray<string> => [
  `complete -c mini-domains -n __fish_use_subcommand -f -a ${command.name} -d ${quoted(command.about.en)}`,
  ...(command.choices === undefined
    ? []
    : [
        `complete -c mini-domains -n '__fish_seen_subcommand_from ${command.name}' -f -a ${quoted(command.choices.join(' '))}`,
      ]),
  ...optionsOf(command).map((option) => fishOption(command, option)),
]

const fish = (commands: ReadonlyArray<Command>): string => `${commands.flatMap(fishCommand).join('\n')}\n`

/**
 * Writes the completion script of a shell, from the same table as the help.
 */
export const completionScript = (shell: Shell, commands: ReadonlyArray<Command>): string => {
  switch (shell) {
    case 'bash':
      return bash(commands)
    case 'zsh':
      return zsh(commands)
    case 'fish':
      return fish(commands)
  }
}
