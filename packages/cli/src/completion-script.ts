import type { Command, Manual } from './command.js'
import { type Option, commonOptions } from './option.js'

/**
 * The shells for which there is completion.
 */
export type Shell = 'bash' | 'zsh' | 'fish'

/**
 * A command and what it takes.
 */
export type Documented = Command & { readonly taken: Manual }

const optionsOf = (command: Documented): ReadonlyArray<Option> => [...command.taken.options, ...commonOptions]

const flags = (command: Documented): string =>
  optionsOf(command)
    .map(({ name }) => `--${name}`)
    .join(' ')

const choiceCases = (command: Documented, indent: string): string =>
  optionsOf(command)
    .flatMap(({ name, choices }) =>
      choices === undefined ? [] : [`${indent}--${name}) words="${choices.join(' ')}" ;;`],
    )
    .join('\n')

const bashCase = (command: Documented): string => `    ${command.name})
      words="${[...(command.taken.choices ?? []), flags(command)].join(' ')}"
      case "$previous" in
${choiceCases(command, '        ')}
      esac
      ;;`

const bash = (commands: ReadonlyArray<Documented>): string => `_mini_domains() {
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

const zsh = (commands: ReadonlyArray<Documented>): string => `autoload -U +X bashcompinit && bashcompinit
${bash(commands)}`

const quoted = (text: string): string => `'${text.replaceAll("'", "\\'")}'`

const fishOption = (command: Documented, { name, short, value, choices, about }: Option): string => {
  const condition = `-n '__fish_seen_subcommand_from ${command.name}'`
  const letter = short === undefined ? '' : ` -s ${short}`
  const argument = value === undefined ? '' : choices === undefined ? ' -r' : ` -x -a ${quoted(choices.join(' '))}`
  return `complete -c mini-domains ${condition} -l ${name}${letter}${argument} -d ${quoted(about.en)}`
}

const fishCommand = (command: Documented): ReadonlyArray<string> => [
  `complete -c mini-domains -n __fish_use_subcommand -f -a ${command.name} -d ${quoted(command.about.en)}`,
  ...(command.taken.choices === undefined
    ? []
    : [
        `complete -c mini-domains -n '__fish_seen_subcommand_from ${command.name}' -f -a ${quoted(command.taken.choices.join(' '))}`,
      ]),
  ...optionsOf(command).map((option) => fishOption(command, option)),
]

const fish = (commands: ReadonlyArray<Documented>): string => `${commands.flatMap(fishCommand).join('\n')}\n`

/**
 * Writes the completion script of a shell, from the same table as the help.
 */
export const completionScript = (shell: Shell, commands: ReadonlyArray<Documented>): string => {
  switch (shell) {
    case 'bash':
      return bash(commands)
    case 'zsh':
      return zsh(commands)
    case 'fish':
      return fish(commands)
  }
}
