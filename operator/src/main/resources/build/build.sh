# Builds one image with BuildKit in a pod that has no privilege, and pushes it.
#
#   sh -c "$(cat build.sh)" onggi CONTEXT DOCKERFILE [buildctl option...]
#
#   CONTEXT     the build context, a directory relative to /workspace ("." is its root)
#   DOCKERFILE  relative to CONTEXT; empty means the inline one, /onggi/inputs/Dockerfile.inline
#   the rest    goes to `buildctl build` as it is: --output, --opt build-arg:..., --opt target=...
#               The operator gives no front end, no context and no progress option: those are here.
#
# Reads    /onggi/secrets, whose files are the secrets of RUN steps: what they hold is taken out of the log;
#          /onggi/inputs/buildkitd.toml, ONGGI_DAEMON (the process id of a BuildKit that runs already, at BUILDKIT_HOST: it
#          is used and left running), /onggi/source (a ConfigMap volume, when nothing is fetched; it
#          replaces what is in /workspace), DOCKER_CONFIG, ONGGI_ENGINE (see daemon.sh), and /onggi/fetched/source: what was
#          fetched, and after a space its time in seconds since 1970, where it has one
# Writes   /workspace, /run/onggi, .local/share/buildkit in ONGGI_HOME (default /root; the cache), and to ONGGI_RESULT (default
#          /dev/termination-log), at most 4096 bytes:
#            {"steps":N,"cachedSteps":M,"pushSeconds":S,"bases":[...],"metadata":{...}}
#                                                              on success, metadata from buildctl; before it
#              "image":"sha256:...", where what was pushed is an index with attestations and this one image, and
#              "base":"name:tag@sha256:...", what the last stage is built from, where that is not scratch
#            reason=..., exit=..., empty line, text            on failure; reason is one of ContextNotFound,
#              DockerfileNotFound, BuildFailed (buildctl said no: the text is its last lines, condensed) and
#              BuilderFailed (BuildKit itself did not work)
# Exits    with buildctl's code; 1 when it did not come to that; 143 after SIGTERM.
#
# The text is the same for every build: what a user says comes as arguments and files, never as script.
# ONGGI_ROOT is put before every path above, so that tests need no container.
# Two dollars in a row stand nowhere in it, for Kubernetes makes one of them.
# For busybox ash and dash; needs of the container the capabilities of a runtime's default set (SETUID,
# SETGID and SETFCAP for the mapping), and a seccomp profile that allows unshare and the mount calls.
set -eu
export LC_ALL=C
umask 022
unset CDPATH

root=${ONGGI_ROOT:-}
workspace=$root/workspace
inputs=$root/onggi/inputs
run=$root/run/onggi
result=${ONGGI_RESULT:-/dev/termination-log}
export HOME="$root${ONGGI_HOME:-/root}" XDG_RUNTIME_DIR="$root/run"
socket=$root/run/buildkit/buildkitd.sock
if [ -z "${ONGGI_DAEMON:-}" ]; then export BUILDKIT_HOST="unix://$socket"; fi

escape=$(printf '\033')
daemon=${ONGGI_DAEMON:-} shared=${ONGGI_DAEMON:-} client='' terminated='' code=1

say() { printf '%s\n' "$*"; }

# include log.sh

builder_failed() { # sentence
  say "$1"
  if [ -f "$run/buildkitd.log" ]; then tail -n 20 "$run/buildkitd.log"; fi
  {
    say "$1"
    if [ -f "$run/buildkitd.log" ]; then tail -n 20 "$run/buildkitd.log"; fi
  } | write_failure BuilderFailed 1
  if [ -z "$shared" ]; then stop_daemon; fi
  exit 1
}

# include context.sh
# include origin.sh
# include daemon.sh

# ---- build -----------------------------------------------------------------------------------------------

on_signal() {
  terminated=yes
  say 'The build is stopped by a signal.'
  if [ -n "$client" ]; then kill -TERM "$client" 2>/dev/null || true; fi
}

build() {
  cmdline=$(frontend_option "$@")
  if [ -n "$cmdline" ]; then set -- --opt "$cmdline" "$@"; fi
  options_of_steps='' before=''
  look_at_source "$@"
  for option in "$@"; do
    shift
    if [ "$before" = --output ]; then option=$option$attributes_of_image; fi
    set -- "$@" "$option"
    before=$option
  done
  if [ -n "$options_of_steps" ]; then set -- --opt "$options_of_steps" "$@"; fi
  mkfifo "$run/out"
  without_secrets <"$run/out" | tee "$run/log" &
  printer=$!
  buildctl build --progress=plain --frontend dockerfile.v0 --metadata-file "$run/metadata.json" \
    --local context="$context" --local dockerfile="$dockerfile_dir" --opt filename="$dockerfile" \
    "$@" >"$run/out" 2>&1 &
  client=$!
  # a signal ends the first wait, and the second gets the code
  while :; do
    wait "$client" && code=0 || code=$?
    kill -0 "$client" 2>/dev/null || break
  done
  client=''
  wait "$printer" || true
}

# include built.sh

context_arg=$1
dockerfile_arg=$2
shift 2
rm -rf "$run" "$root/run/buildkit"
mkdir -p "$run" "$HOME" "$workspace"
workspace=$(cd -P "$workspace" && pwd -P)
trap on_signal TERM INT

copy_source
resolve_context "$context_arg"
resolve_dockerfile "$dockerfile_arg"
if [ -z "$shared" ]; then start_daemon; fi
if [ -z "$terminated" ]; then build "$@"; fi

if [ -n "$terminated" ]; then
  say 'the build was stopped before it ended' | write_failure BuilderFailed "$code"
  code=143
elif [ "$code" -eq 0 ]; then
  write_success "$@"
elif ! running; then
  builder_failed "BuildKit ended in the middle of the build; it may have run out of memory"
else
  write_failure BuildFailed "$code" <"$run/log"
fi
if [ -z "$shared" ]; then stop_daemon; fi
exit "$code"
