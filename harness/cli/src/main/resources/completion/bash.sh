_syslab_complete() {
  local word=${COMP_WORDS[COMP_CWORD]} candidates='' root before
  before=()
  local i
  for ((i = 1; i < COMP_CWORD; i++)); do
    # Bash takes --stage=1 for three words.
    [ "${COMP_WORDS[i]}" = = ] || before[${#before[@]}]=${COMP_WORDS[i]}
  done
  [ "$word" != = ] || word=
  _syslab_root "${COMP_WORDS[0]}"
  root=$_syslab_found
  _syslab_read ${before[@]+"${before[@]}"}
  if [ -z "$_syslab_verb" ]; then
    candidates=$(_syslab_verbs | sed 's/:.*//')
  elif [ -n "$_syslab_options" ] && [ "${word#-}" != "$word" ]; then
    candidates=$(_syslab_flags "$_syslab_verb" | sed 's/:.*//')
  elif [ "$_syslab_kind" = files ]; then
    COMPREPLY=($(compgen -f -- "$word"))
    return
  else
    candidates=$(_syslab_words "$_syslab_kind" "$root" "$_syslab_lab")
  fi
  COMPREPLY=($(compgen -W "$candidates" -- "$word"))
}
complete -o bashdefault -F _syslab_complete lab
