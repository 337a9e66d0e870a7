_stackwise_ask() {
    # zsh would quote a `~` that is not its own.
    [[ $PREFIX == \~* ]] && { _files; return; }
    local -a others folders
    local line
    for line in "${(@f)$(COMPLETE=zsh stackwise -- "${(@Q)words[1,CURRENT-1]}" "${(Q)PREFIX}" 2>/dev/null)}"; do
        case $line in
            '') ;;
            */:*) folders+=("$line") ;;
            *) others+=("$line") ;;
        esac
    done
    (( $#folders )) && _describe -V 'folder' folders -S ''
    (( $#others )) && _describe -V 'stackwise' others
}
(( $+functions[compdef] )) || { autoload -Uz compinit && compinit; }
compdef _stackwise_ask stackwise
