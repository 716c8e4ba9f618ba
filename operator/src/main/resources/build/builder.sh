# Runs scripts one beside the other, as a builder that several ImageBuilds share is told to.
#
#   sh -c "$(cat builder.sh)" onggi KIND DIRECTORY SCRIPT
#
#   KIND        build: SCRIPT is build.sh, and one BuildKit runs for all builds; fetch: SCRIPT is fetch.sh
#   DIRECTORY   has one directory per build: DIRECTORY/ID is the ONGGI_ROOT of its script, and the files in
#               DIRECTORY/ID/arguments are its arguments, in the order of their names
#
# Reads    commands, a line each, from the pipe DIRECTORY/.control/commands: "start ID", "stop ID"
# Writes   to the pipe DIRECTORY/.control/events: "started ID", "ended ID EXITCODE"; what a script prints goes
#          to the pipe DIRECTORY/ID/output, and its result to DIRECTORY/ID/told
# Exits    143 after SIGTERM; 1 when BuildKit does not work, with a sentence in ONGGI_RESULT (default
#          /dev/termination-log)
#
# The text is the same for every builder: what a user says comes as files, never as script.
# ONGGI_ROOT is put before the paths of BuildKit, so that tests need no container.
# Two dollars in a row stand nowhere in it, for Kubernetes makes one of them.
# For busybox ash and dash.
set -eu
export LC_ALL=C
umask 022
unset CDPATH

kind=$1
directory=$2
script=$3
control=$directory/.control
root=${ONGGI_ROOT:-}
inputs=$root/onggi/inputs
run=$root/run/onggi
socket=$root/run/buildkit/buildkitd.sock
result=${ONGGI_RESULT:-/dev/termination-log}
daemon='' loop=''
export HOME="$root/root"

say() { printf '%s\n' "$*"; }

builder_failed() { # sentence
  {
    say "$1"
    if [ -f "$run/buildkitd.log" ]; then tail -n 20 "$run/buildkitd.log"; fi
  } | tee "$run/failure"
  tail -c 3500 "$run/failure" >"$result"
  stop_daemon
  exit 1
}

# include daemon.sh

# ---- one build -------------------------------------------------------------------------------------------

# In a process group of its own, which can be ended as a whole.
run_script() {
  set --
  for file in "$job"/arguments/*; do
    # the x keeps a newline at the end, which the shell would take away
    value=$(cat "$file"; printf x)
    set -- "$@" "${value%x}"
  done
  export ONGGI_ROOT="$job" ONGGI_RESULT="$job/told" ONGGI_DAEMON="$daemon" DOCKER_CONFIG="$job/onggi/push"
  exec setsid sh -c "$script" onggi "$@"
}

serve() { # id
  job=$directory/$1
  mkfifo "$job/output"
  printf 'started %s\n' "$1" >&6
  run_script >"$job/output" 2>&1 5>&- 6>&- &
  pid=$!
  echo "$pid" >"$job/pid.new"
  mv "$job/pid.new" "$job/pid"
  wait "$pid" && code=0 || code=$?
  rm -f "$job/pid"
  printf 'ended %s %s\n' "$1" "$code" >&6
}

# In order first, then by force; a script that has not begun yet is waited for.
stop() { # id
  job=$directory/$1
  tries=0
  while [ ! -f "$job/pid" ] && [ "$tries" -lt 20 ]; do
    tries=$((tries + 1))
    sleep 0.1
  done
  pid=$(cat "$job/pid" 2>/dev/null) || return 0
  kill -TERM "$pid" 2>/dev/null || true
  tries=0
  while [ -f "$job/pid" ] && [ "$tries" -lt 50 ]; do
    tries=$((tries + 1))
    sleep 0.1
  done
  if [ -f "$job/pid" ]; then kill -KILL "-$pid" 2>/dev/null || true; fi
}

serve_all() {
  while read -r verb id <&5; do
    case $id in '' | *[!a-z0-9-]*) continue ;; esac
    case $verb in
    start) serve "$id" & ;;
    stop) stop "$id" & ;;
    esac
    # what has ended meanwhile is taken note of
    jobs >/dev/null
  done
}

# ---- all of them -----------------------------------------------------------------------------------------

on_signal() {
  say 'The builder is stopped.'
  if [ -n "$loop" ]; then kill -KILL "$loop" 2>/dev/null || true; fi
  # first of all the builds: BuildKit would wait for their steps to end
  for file in "$directory"/*/pid; do
    if [ -f "$file" ]; then kill -TERM "$(cat "$file")" 2>/dev/null || true; fi
  done
  stop_daemon
  exit 143
}

rm -rf "$run" "$root/run/buildkit"
mkdir -p "$run" "$HOME" "$control"
rm -f "$control/commands" "$control/events"
trap on_signal TERM INT
if [ "$kind" = build ]; then
  export BUILDKIT_HOST="unix://$socket" XDG_RUNTIME_DIR="$root/run"
  start_daemon
fi
mkfifo "$control/commands" "$control/events"
exec 5<>"$control/commands" 6<>"$control/events"
say "The builder is ready: $kind."
serve_all &
loop=$!
if [ "$kind" = build ]; then
  # a builder without its BuildKit is of no use, and another one is made
  { while running; do sleep 0.5; done; kill -KILL "$loop"; } >/dev/null 2>&1 5>&- 6>&- &
fi
wait "$loop" || true
builder_failed 'BuildKit has ended; it may have run out of memory'
