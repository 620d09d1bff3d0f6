# Words of a kind, a line each: kind, the checkout, the lab.
_syslab_words() {
  case $1 in
    labs) { cd "$2/labs" && ls -d */src/main/java; } 2>/dev/null | sed 's,/.*,,' ;;
    stages) sed -n 's/^## Stage \([0-9][0-9]*\):.*/\1/p' "$2/labs/$3/README.md" 2>/dev/null ;;
    hints) sed -n 's/^## //p' "$2/labs/$3/hints.md" 2>/dev/null ;;
    subjects)
      printf '%s\n' learner reference
      { cd "$2/solutions/$3" && ls -d */subject.properties; } 2>/dev/null | sed 's,/.*,,'
      ;;
    =*) printf '%s\n' "${1#=}" | tr ',' '\n' ;;
  esac
}

# The checkout whose ./lab is completed.
_syslab_root() {
  _syslab_found=$1
  case $1 in
    '~/'*) _syslab_found=$HOME/${1#\~/} ;;
    */*) ;;
    *) _syslab_found=$(command -v "$1") ;;
  esac
  _syslab_found=${_syslab_found%/*}
}

# Reads the words between the command and the one that is completed, and sets what that one may be:
# its verb, its lab, and its kind.
_syslab_read() {
  local word position=0
  _syslab_verb='' _syslab_lab='' _syslab_kind=''
  for word in "$@"; do
    if [ -n "$_syslab_kind" ]; then
      _syslab_kind=''
    elif [ -z "$_syslab_verb" ]; then
      case $word in
        -*) ;;
        *) _syslab_verb=$word ;;
      esac
    else
      case $word in
        -*) _syslab_value "$_syslab_verb" "$word" ;;
        *)
          position=$((position + 1))
          [ $position -gt 1 ] || _syslab_lab=$word
          ;;
      esac
    fi
  done
  if [ -z "$_syslab_kind" ] && [ -n "$_syslab_verb" ]; then
    _syslab_position "$_syslab_verb" $((position + 1))
    _syslab_options=1
  else
    _syslab_options=
  fi
}
