# Completion of moonscribe for bash.
_moonscribe() {
  local verbs="summary timeline dataset topics compare keywords claims mentions convert run merge inspect list show plugins test new help"
  local limits="depth members name member total ratio ratio-after document nesting pattern pattern-heap time fuel
    memory string source rows output"
  local flags="--output --to --jobs --shard --sample --only-rejects --gather-only --gathered --verify --profile --watch --restart --first --dry-run --date --dates --speaker --role --column --format --encoding --password-file
    --stdin --text-field --id-field --date-field --max-rejects --result --plugins --words --allow --json --quiet --help --version"
  local word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD - 1]} limit
  for limit in $limits; do flags+=" --limit-$limit"; done
  COMPREPLY=()
  case $before in
    -o | --output | --gathered | --only-rejects | --dates | --words | --password-file) mapfile -t COMPREPLY < <(compgen -f -- "$word"); return ;;
    --plugins) mapfile -t COMPREPLY < <(compgen -d -- "$word"); return ;;
    -t | --to) mapfile -t COMPREPLY < <(compgen -W "jsonl csv tsv md html table txt docx srt vtt ttml whisperx eaf textgrid chat tei otr qdpx convokit" -- "$word"); return ;;
    --unit)
      mapfile -t COMPREPLY < <(compgen -W "turn exchange sentence point figure mention document" -- "$word")
      return
      ;;
    help) mapfile -t COMPREPLY < <(compgen -W "$verbs" -- "$word"); return ;;
    new) mapfile -t COMPREPLY < <(compgen -W "script format extractor" -- "$word"); return ;;
    -j | --jobs | --sample | --shard | -n | --first | --date | --speaker | --role | --column | --format | --encoding | --stdin | --text-field | --id-field | --date-field | --max-rejects | --limit-*) return ;;
  esac
  if [[ $word == -* ]]; then
    [[ ${COMP_WORDS[1]} == dataset ]] && flags+=" --unit"
    mapfile -t COMPREPLY < <(compgen -W "$flags" -- "$word")
  elif ((COMP_CWORD == 1)); then
    mapfile -t COMPREPLY < <(compgen -W "$verbs" -- "$word")
  else
    mapfile -t COMPREPLY < <(compgen -f -- "$word")
  fi
}
complete -o filenames -F _moonscribe moonscribe
