# Shared by bin/kill, bin/burst, bin/lasting and bin/stateful; sourced by them after bin/_setup.sh, with $command and $module set.
# shellcheck shell=bash disable=SC2154

packages=("${demo_packages[@]}" postgresql)
for argument in "$@"; do
    case $argument in
        -h | --help)
            sed -n '2,/^[^#]/ s/^# \{0,1\}//p' "$repository/bin/$command" | grep -v shellcheck
            exit 0
            ;;
        sqlite | --database=sqlite) packages=("${demo_packages[@]}") ;;
    esac
done

set_up requirements-dev.lock "${packages[@]}"
need_space "${TMPDIR:-/tmp}" 700

folder=$(mktemp -d)
# PostgreSQL's own: another user's where this one is root, and with a short path.
server=$(env -u TMPDIR mktemp -d -t kill.XXXXXX)
to_remove+=("$folder" "$server")
programs=(--server "$server")
if found=$(find_postgres); then programs+=(--postgres "$found"); fi
status=0
# It stops its servers by itself; whatever is left after ten seconds goes with its group.
end_signal=INT spawn - "$python" -m "$module" "$@" "${programs[@]}" --folder "$folder"
wait "$spawned" || status=$?
exit "$status"
