/**
 * The shells for which there is completion.
 */
export type Shell = 'bash' | 'zsh' | 'fish'

// Bash makes three words of `--name=value`. What it offers replaces the last of them only. Bash 3.2, as on macOS, has no compopt.
const bash = `_mini_domains() {
  local current=\${COMP_WORDS[COMP_CWORD]} program=mini-domains kind= line
  command -v "$program" >/dev/null || program=\${COMP_WORDS[0]}
  [ "$current" = "=" ] && current=
  COMPREPLY=()
  while IFS= read -r line; do
    if [ -z "$kind" ]; then kind=$line; continue; fi
    line=\${line%%$'\\t'*}
    case $line in "$current"*) COMPREPLY+=("$line") ;; esac
  done < <("$program" __complete "\${COMP_WORDS[@]:1:COMP_CWORD}" 2>/dev/null)
  if [ "$kind" = files ]; then
    compopt -o filenames 2>/dev/null
    while IFS= read -r line; do COMPREPLY+=("$line"); done < <(compgen -f -- "$current")
  fi
}
complete -F _mini_domains mini-domains
`

const zsh = `#compdef mini-domains
_mini_domains() {
  local program=mini-domains line
  local -a lines offered
  (( $+commands[mini-domains] )) || program=\${(Q)words[1]}
  lines=("\${(@f)$("$program" __complete "\${(@Q)words[2,CURRENT-1]}" "\${(Q)PREFIX}" 2>/dev/null)}")
  for line in "\${(@)lines[2,-1]}"; do
    line=\${line//:/\\\\:}
    offered+=("\${line/$'\\t'/:}")
  done
  (( $#offered )) && _describe -t words 'mini-domains' offered
  if [[ $lines[1] == files ]]; then
    compset -P '--*='
    _files
  fi
}
(( $+functions[compdef] )) || { autoload -Uz compinit && compinit }
compdef _mini_domains mini-domains
[[ $funcstack[1] == _mini_domains ]] && _mini_domains "$@"
`

const fish = `function __mini_domains_offer
    set -l words (commandline -opc)
    set -l current (commandline -ct)
    set -l program mini-domains
    type -q $program; or set program $words[1]
    set -l lines ($program __complete $words[2..] "$current" 2>/dev/null)
    string join \\n -- $lines[2..]
    if test "$lines[1]" = files
        set -l option (string match -r -- '^--[^=]+=' "$current")
        for path in (__fish_complete_path (string replace -r -- '^--[^=]+=' '' "$current"))
            echo "$option$path"
        end
    end
end
complete -c mini-domains -f -a '(__mini_domains_offer)'
`

/**
 * Writes the completion script of a shell. It asks `mini-domains __complete WORDS...` what to offer, so it stays right when the
 * command is updated.
 */
export const completionScript = (shell: Shell): string => {
  switch (shell) {
    case 'bash':
      return bash
    case 'zsh':
      return zsh
    case 'fish':
      return fish
  }
}
