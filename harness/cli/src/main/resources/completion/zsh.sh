_syslab_complete() {
  local root
  local -a candidates
  _syslab_root "${words[1]}"
  root=$_syslab_found
  _syslab_read "${(@)words[2,CURRENT-1]}"
  if [[ -z $_syslab_verb ]]; then
    candidates=(${(f)"$(_syslab_verbs)"})
    _describe -t commands command candidates
  elif [[ -n $_syslab_options && ${words[CURRENT]} == -* ]]; then
    candidates=(${(f)"$(_syslab_flags "$_syslab_verb")"})
    _describe -t options option candidates
  elif [[ $_syslab_kind == files ]]; then
    _files
  else
    candidates=(${(f)"$(_syslab_words "$_syslab_kind" "$root" "$_syslab_lab")"})
    compadd -a candidates
  fi
}
(( ${+functions[compdef]} )) || { autoload -Uz compinit && compinit -u; }
compdef _syslab_complete lab
