# Completion of moonscribe for fish.
set -l verbs summary timeline dataset mentions run inspect list show plugins test new help
complete -c moonscribe -n "not __fish_seen_subcommand_from $verbs" -f
complete -c moonscribe -n "not __fish_seen_subcommand_from $verbs" -a summary -d 'who speaks, the gist, each exchange, the figures'
complete -c moonscribe -n "not __fish_seen_subcommand_from $verbs" -a timeline -d 'dated statements in order of their dates'
complete -c moonscribe -n "not __fish_seen_subcommand_from $verbs" -a dataset -d 'one row a turn, exchange, sentence, point, figure, ...'
complete -c moonscribe -n "not __fish_seen_subcommand_from $verbs" -a mentions -d 'every date, figure, name and other mention'
complete -c moonscribe -n "not __fish_seen_subcommand_from $verbs" -a run -d 'a script of your own'
complete -c moonscribe -n "not __fish_seen_subcommand_from $verbs" -a inspect -d 'what is it, who speaks, what could be run next'
complete -c moonscribe -n "not __fish_seen_subcommand_from $verbs" -a list -d 'one line a document, archives opened'
complete -c moonscribe -n "not __fish_seen_subcommand_from $verbs" -a show -d 'the words that a locator cites'
complete -c moonscribe -n "not __fish_seen_subcommand_from $verbs" -a plugins -d 'the formats, extractors and writers that there are'
complete -c moonscribe -n "not __fish_seen_subcommand_from $verbs" -a test -d 'run the samples inside plugins'
complete -c moonscribe -n "not __fish_seen_subcommand_from $verbs" -a new -d 'begin a script or plugin from a template'
complete -c moonscribe -n "not __fish_seen_subcommand_from $verbs" -a help -d 'help on all, or on one verb'
complete -c moonscribe -n '__fish_seen_subcommand_from new' -f -a 'script format extractor'
complete -c moonscribe -n '__fish_seen_subcommand_from help' -f -a "$verbs"
complete -c moonscribe -n '__fish_seen_subcommand_from dataset' -l unit -x -a 'turn exchange sentence point figure mention document'
complete -c moonscribe -s o -l output -r -d 'write the result to a file'
complete -c moonscribe -s t -l to -x -a 'jsonl csv tsv md html table' -d 'format of the result'
complete -c moonscribe -s j -l jobs -x -d 'workers at once'
complete -c moonscribe -s n -l first -x -d 'only the first documents'
complete -c moonscribe -l dry-run -d 'list the files that would be read'
complete -c moonscribe -l date -x -d 'when the interviews took place'
complete -c moonscribe -l dates -r -d 'when each took place'
complete -c moonscribe -l speaker -x -d 'the speaker labelled A is NAME'
complete -c moonscribe -l role -x -d 'the role of a speaker'
complete -c moonscribe -l format -x -d 'format of the transcripts'
complete -c moonscribe -l encoding -x -d 'encoding of the transcripts'
complete -c moonscribe -l max-rejects -x -d 'stop when so many documents have failed'
complete -c moonscribe -l plugins -r -a '(__fish_complete_directories)' -d 'a further folder of plugins'
complete -c moonscribe -l json -d 'every report as JSON'
complete -c moonscribe -s q -l quiet -d 'no reports, only errors'
complete -c moonscribe -s h -l help -d 'help'
complete -c moonscribe -s V -l version -d 'the version'
for limit in depth members name member total ratio ratio-after document nesting pattern pattern-heap time fuel memory \
    string source rows output
    complete -c moonscribe -l limit-$limit -x -d 'a limit of a document or an input'
end
