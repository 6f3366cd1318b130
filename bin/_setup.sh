# Shared by bin/demo, bin/test and bin/check; sourced, never run by itself.
#
# It knows how to say what happens, how to start a process and be sure that it ends with the
# script, and how to bring a fresh Debian or Ubuntu machine to the state the project needs.
# shellcheck shell=bash

set -euo pipefail

# Started with "&" from another script, a process is made deaf to Ctrl-C, and bash cannot undo that
# from within; a fresh start can.
if [[ $(trap -p INT) == "trap -- '' "* ]]; then
    exec env --default-signal=INT "$0" "$@"
fi

called_from=$PWD
repository=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
cd "$repository"
venv=$repository/.venv
# Always through the interpreter: the scripts in .venv/bin hold the path of the folder they were
# made in and would point to the wrong place once the folder has moved.
python=$venv/bin/python

# shellcheck disable=SC2034 # the scripts that source this use them
demo_packages=(python3-venv libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 fonts-noto-core fonts-noto-cjk)
# libatomic1: what drives the browser is linked against it, and not every system has it.
# shellcheck disable=SC2034
test_packages=("${demo_packages[@]}" chromium libatomic1 postgresql poppler-utils)

export PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_INPUT=1


# --- Saying what happens ---------------------------------------------------------------------

red='' plain=''
if [[ -t 1 && -z ${NO_COLOR:-} ]]; then
    red=$'\e[31m' plain=$'\e[0m'
fi

say() { printf '%s\n' "$*"; }

# One clear line, and the end.
fail() {
    printf '%s%s%s\n' "$red" "$*" "$plain" >&2
    exit 1
}

# The end of a log, set apart by a margin.
show_end_of() { # file [lines]
    [[ -s $1 ]] || return 0
    tail -n "${2:-20}" -- "$1" | sed 's/^/    | /' >&2
}

# step TITLE COMMAND…: runs the command with its output in a log; shows the time that goes by and,
# on a terminal, what it is at. When it fails, the last lines of the log are shown and the script ends.
step() {
    local title=$1
    shift
    try_step "$title" "$@" || {
        explain_failure "$title" "$scratch/step.log"
        exit 1
    }
}

# The same, but a failure is left to the caller.
try_step() {
    local title=$1 began=$SECONDS log=$scratch/step.log pid status=0 told=0 took latest room
    shift
    room=$(room_beside "$title")
    spawn "$log" "$@"
    pid=$spawned
    [[ -t 1 ]] || printf '%s …\n' "$title"
    while kill -0 "$pid" 2>/dev/null; do
        took=$((SECONDS - began))
        if [[ -t 1 ]]; then
            latest=$(tail -n 1 -- "$log" | tr -d '\r\033' | cut -c "1-$room")
            printf '\r\e[K%s … %s s  %s' "$title" "$took" "$latest"
        elif ((took >= told + 15)); then
            told=$took
            printf '%s … %s s\n' "$title" "$took"
        fi
        sleep 0.2
    done
    wait "$pid" || status=$?
    [[ ! -t 1 ]] || printf '\r\e[K'
    if ((status == 0)); then
        printf '%s: done in %s s\n' "$title" "$((SECONDS - began))"
    else
        printf '%s: failed after %s s\n' "$title" "$((SECONDS - began))"
    fi
    return "$status"
}

room_beside() { # text
    local room=$(($(tput cols 2>/dev/null || echo 80) - ${#1} - 14))
    echo $((room > 1 ? room : 1))
}

explain_failure() { # title log
    if grep -qiE 'no space left on device|not enough free (disk )?space|enough free space in' "$2" 2>/dev/null; then
        fail "$1: the disk is full. Free some space and run it again; what was done is kept."
    fi
    show_end_of "$2"
    printf '%s%s: this did not work; the lines above say why.%s\n' "$red" "$1" "$plain" >&2
}


# --- Processes that end with the script --------------------------------------------------------

scratch=''   # for logs; gone at the end
to_remove=() # further folders that go at the end
started=()
declare -A ends_with=() # process id → the signal that asks it to end, where that is not TERM
exec 3<&0 # bash gives a background process /dev/null for its input; this keeps the real one at hand

# spawn LOG COMMAND…: starts the command in the background; its process id is in $spawned.
# LOG may be "-": input and output are then the script's own. What ends by another signal than TERM
# is started with that one in $end_signal.
#
# A session of its own, so that Ctrl-C reaches only this script, which then stops each process in
# order; SIGINT as on a terminal, since bash makes a background process ignore it; and a signal at
# the parent's death, so that not even "kill -9" of the script leaves anything running.
spawn() {
    local log=$1
    shift
    local command=(setsid env --default-signal=INT setpriv --pdeathsig "${end_signal:-TERM}" "$@")
    # (8 and 9 are locks that are the script's own to hold.) Not so for apt: sudo remembers a password by terminal, and dpkg is never to be cut short.
    if [[ -n ${in_this_session:-} ]]; then command=(env --default-signal=INT "$@"); fi
    if [[ $log == - ]]; then
        "${command[@]}" <&3 3<&- 8<&- 9<&- &
    else
        "${command[@]}" </dev/null 3<&- 8<&- 9<&- >"$log" 2>&1 &
    fi
    spawned=$!
    started+=("$spawned")
    ends_with[$spawned]=${end_signal:-TERM}
}

# Asks, waits up to ten seconds, and then ends whatever of its group is left.
stop_process() { # process id
    local pid=$1 waited=0
    kill "-${ends_with[$pid]}" "$pid" 2>/dev/null || true
    while kill -0 "$pid" 2>/dev/null && ((waited < 100)); do
        sleep 0.1
        waited=$((waited + 1))
    done
    kill -KILL -- "-$pid" 2>/dev/null || true
    wait "$pid" 2>/dev/null || true
}

# Runs whenever the script ends, however it ends: the last started goes first.
stop_all() {
    local status=$? index pid
    trap '' INT TERM HUP
    trap - EXIT
    for ((index = ${#started[@]} - 1; index >= 0; index--)); do
        pid=${started[index]}
        if kill -0 "$pid" 2>/dev/null || kill -0 -- "-$pid" 2>/dev/null; then stop_process "$pid"; fi
    done
    rm -rf -- ${scratch:+"$scratch"} "${to_remove[@]}"
    exit "$status"
}

interrupted() { # exit status
    printf '\nStopped.\n' >&2
    exit "$1"
}

trap stop_all EXIT
trap 'interrupted 130' INT
trap 'interrupted 143' TERM
trap 'interrupted 129' HUP


# --- The machine -------------------------------------------------------------------------------

check_python() {
    command -v python3 >/dev/null || fail "Python 3.11 or newer is needed; there is no python3 here."
    python3 -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null ||
        fail "Python 3.11 or newer is needed; python3 here is $(python3 -V 2>&1 | cut -d' ' -f2)."
}

# need_space FOLDER MEGABYTES
need_space() {
    local folder=$1 free
    while [[ ! -e $folder ]]; do folder=$(dirname "$folder"); done
    free=$(df -Pm -- "$folder" | awk 'NR == 2 { print $4 }')
    ((free >= $2)) || fail "No disk space: $2 MB are needed in $folder, $free MB are free."
}

check_port() {
    if ! [[ $1 =~ ^[1-9][0-9]{0,4}$ ]] || (($1 > 65535)); then
        fail "PORT=$1 is not a port number (1 to 65535)."
    fi
    # SO_REUSEADDR as gunicorn does, or a port that was free a second ago would count as taken.
    local answer
    answer=$(python3 - "$1" <<'PYTHON'
import errno, socket, sys
with socket.socket() as probe:
    probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        probe.bind(("127.0.0.1", int(sys.argv[1])))
    except OSError as error:
        print("taken" if error.errno == errno.EADDRINUSE else error.strerror)
PYTHON
    )
    case $answer in
        '') ;;
        taken) fail "Port $1 is taken by another program. Choose another port: PORT=8123 $0" ;;
        *) fail "Port $1 cannot be used ($answer). Choose another port: PORT=8123 $0" ;;
    esac
}

is_installed() {
    case $1 in
        # Python and PostgreSQL may well be there without Debian's package of that name.
        python3-venv) venv_works || python3 -c 'import ensurepip' 2>/dev/null ;;
        postgresql) find_postgres >/dev/null ;;
        *) dpkg-query -W -f '${db:Status-Status}\n' "$1" 2>/dev/null | grep -qx installed ;;
    esac
}

# The folder that holds initdb and postgres.
find_postgres() {
    local found
    if found=$(command -v initdb); then
        dirname "$(readlink -f "$found")"
        return
    fi
    found=$(find /usr/lib/postgresql -path '*/bin/initdb' 2>/dev/null | sort -V | tail -n 1) || return 1
    [[ -n $found ]] && dirname "$found"
}

# On Ubuntu the package named chromium is only a stub for a snap, which cannot be driven from here.
chromium_is_a_stub() {
    [[ -r /etc/os-release ]] && grep -qE '^ID="?ubuntu"?$' /etc/os-release
}
chromium_works() { /usr/bin/chromium --version >/dev/null 2>&1; }

# Runs as root. Debian's postgresql would make and start a server of its own; the line that prevents
# it stands only while the packages are installed, so that the machine's settings stay as they were.
# shellcheck disable=SC2016
apt_install='
    set -e
    trap "exit 1" INT TERM
    settings=/etc/postgresql-common/createcluster.d
    file=$settings/99-no-server-of-its-own.conf
    case " $* " in *" postgresql "*)
        trap "rm -f $file; rmdir -p --ignore-fail-on-non-empty $settings" EXIT
        mkdir -p "$settings"
        echo "create_main_cluster = false" >"$file"
    esac
    apt-get -q -y -o DPkg::Lock::Timeout=120 -o Dpkg::Use-Pty=0 \
        -o Dpkg::Options::=--force-confdef -o Dpkg::Options::=--force-confold \
        install --no-install-recommends "$@"
'

# install_packages NAME…: installs those Debian packages that are missing.
install_packages() {
    local name missing=()
    for name in "$@"; do
        is_installed "$name" || missing+=("$name")
    done
    ((${#missing[@]})) || return 0

    # Nobody is there to answer a question.
    local as_root=(env DEBIAN_FRONTEND=noninteractive NEEDRESTART_SUSPEND=1)
    if ! command -v apt-get >/dev/null; then
        fail "Packages are missing, and there is no apt-get here to install them: ${missing[*]}"
    elif ((EUID != 0)); then
        { command -v sudo >/dev/null && sudo -n true 2>/dev/null; } ||
            fail "Packages are missing, and sudo does not work here without a password. Install them first: sudo apt-get install ${missing[*]}"
        as_root=(sudo -n "${as_root[@]}")
    fi

    local room=350 # the fonts and the libraries
    if [[ " ${missing[*]} " == *" chromium "* ]]; then room=$((room + 750)); fi
    if [[ " ${missing[*]} " == *" postgresql "* ]]; then room=$((room + 350)); fi
    need_space /usr "$room"

    local in_this_session=yes
    say "System packages to install: ${missing[*]}"
    try_step "System packages, the list of them" "${as_root[@]}" apt-get -q -o DPkg::Lock::Timeout=120 update ||
        say "The list could not be read anew; going on with the one that is there."
    step "System packages" "${as_root[@]}" sh -c "$apt_install" apt_install "${missing[@]}"
}


# --- The virtual environment ---------------------------------------------------------------------

venv_works() {
    [[ -x $python ]] && "$python" -c 'import sys, pip; sys.exit(sys.version_info < (3, 11))' 2>/dev/null
}

# What a lock file asks for, on which Python: as long as both stay, nothing needs installing.
lock_state() { # lock file
    { cat -- "$1" && "$python" -V; } | sha256sum | cut -d' ' -f1
}

has_lock() { # lock file
    [[ -r $venv/$1.installed && $(cat "$venv/$1.installed") == "$(lock_state "$1")" ]]
}

# install_lock LOCK MEGABYTES: makes .venv where it is missing or broken, and installs the lock in it.
install_lock() {
    local lock=$1
    if ! venv_works; then
        need_space "$repository" "$2"
        if [[ -e $venv ]]; then say "The virtual environment is broken; making it anew."; fi
        rm -rf -- "$venv"
        step "Virtual environment" python3 -m venv "$venv"
    fi
    has_lock "$lock" && return
    need_space "$repository" "$(($2 / 2))"
    need_space "${TMPDIR:-/tmp}" "$(($2 / 3))" # pip unpacks its downloads there
    rm -f -- "$venv"/*.installed
    step "Python packages" \
        "$python" -m pip install --only-binary :all: --require-hashes -r "$lock"
    lock_state "$lock" >"$venv/$lock.installed"
    # bin/lock sees to it that the longer lock holds all that the shorter one does.
    if [[ $lock == requirements-dev.lock ]]; then
        lock_state requirements.lock >"$venv/requirements.lock.installed"
    fi
}


# --- Altogether ------------------------------------------------------------------------------------

# set_up LOCK PACKAGE…: after this, the packages and the virtual environment are there.
set_up() {
    local lock=$1 room=900
    shift
    if [[ $lock == requirements-dev.lock ]]; then room=1500; fi
    check_python
    need_space "${TMPDIR:-/tmp}" 50
    scratch=$(mktemp -d)
    # Two scripts that are started at once set up one after the other.
    exec 9<"$repository"
    flock -n 9 || {
        say "Another set-up is under way; waiting for it."
        flock 9
    }
    install_packages "$@"
    install_lock "$lock" "$room"
    exec 9<&-
}
