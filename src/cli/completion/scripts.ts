/**
 * What a shell must be told to ask this program for completions. Each script calls `competing-units --complete` with the words up
 * to the cursor, and gets a line for each candidate: the word, a tab, what it is. Where there is none, files are completed.
 */

/** The first word of a call that asks for candidates. */
export const COMPLETE = '--complete';

/** Shells with a script. */
export type Shell = 'bash' | 'zsh' | 'fish';

// `read` with the tab alone in IFS takes the word; also bash 3.2 of macOS knows all of this.
const bash = `# competing-units completion for bash: add to ~/.bashrc
#   eval "$(competing-units completion bash)"
_competing_units() {
  local word about
  COMPREPLY=()
  while IFS=$'\\t' read -r word about; do
    COMPREPLY+=("$word")
  done < <("$1" ${COMPLETE} "\${COMP_WORDS[@]:1:COMP_CWORD}" 2>/dev/null)
}
complete -o bashdefault -o default -F _competing_units competing-units
`;

const zsh = `#compdef competing-units
# competing-units completion for zsh: add to ~/.zshrc, after compinit
#   eval "$(competing-units completion zsh)"
_competing_units() {
  local line
  local -a found
  while IFS= read -r line; do
    line=\${line//:/\\\\:}
    found+=("\${line/$'\\t'/:}")
  done < <("\${words[1]}" ${COMPLETE} "\${(@)words[2,CURRENT]}" 2>/dev/null)
  if (( \${#found} )); then
    _describe 'competing-units' found
  else
    _files
  fi
}
if [[ "\${zsh_eval_context[-1]}" == loadautofunc ]]; then
  _competing_units "$@"
else
  compdef _competing_units competing-units
fi
`;

const fish = `# competing-units completion for fish: write to ~/.config/fish/completions/competing-units.fish
#   competing-units completion fish > ~/.config/fish/completions/competing-units.fish
function __competing_units
    set -l typed (commandline -opc)
    set -l current (commandline -ct)
    set -l found ($typed[1] ${COMPLETE} $typed[2..-1] "$current" 2>/dev/null)
    if test (count $found) -gt 0
        printf '%s\\n' $found
    else
        __fish_complete_path "$current"
    end
end
complete -c competing-units -f -a '(__competing_units)'
`;

/** The script for each shell. */
export const COMPLETION_SCRIPTS: Readonly<Record<Shell, string>> = { bash, zsh, fish };
