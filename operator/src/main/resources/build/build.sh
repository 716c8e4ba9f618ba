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

# Credentials in a log must not reach a status.
redact() { sed -E -e 's#://[^/[:space:]]+@#://***@#g' -e "s/([Aa]uthorization: *([A-Za-z]+ +)?)[^\"' ]+/\1***/g"; }

# Colours and other control characters, but not tab and newline.
printable() { sed "s/$escape\[[0-9;?]*[A-Za-z]//g" | tr -d '\000-\010\013-\037\177'; }

# A step may print its secrets, and kubectl logs shows a log to more people than may read a Secret. Each line of a secret
# is looked for, and the whole of it in base64; what is shorter than four characters would be found everywhere.
without_secrets() {
  if [ ! -d "$root/onggi/secrets/..data/" ]; then cat; return 0; fi
  mkdir -p "$run/secrets"
  for file in "$root"/onggi/secrets/..data/*; do
    tr -d '\r\000' <"$file"
    echo
    # with the newline that it may have at its end, and without
    base64 <"$file" | tr -d '\n'
    echo
    printf '%s' "$(tr -d '\000' <"$file")" | base64 | tr -d '\n'
    echo
  done >"$run/secrets/words"
  awk -v words="$run/secrets/words" '
    BEGIN {
      while ((getline word < words) > 0) {
        sub(/^[ \t]+/, "", word); sub(/[ \t]+$/, "", word)
        if (length(word) > 3) secret[++n] = word
      }
      # a longer one may have a shorter one in it, of which the rest would be left
      for (i = 2; i <= n; i++)
        for (j = i; j > 1 && length(secret[j]) > length(secret[j - 1]); j--) {
          word = secret[j]; secret[j] = secret[j - 1]; secret[j - 1] = word
        }
    }
    {
      for (i = 1; i <= n; i++) {
        left = ""
        while (at = index($0, secret[i])) {
          left = left substr($0, 1, at - 1) "***"
          $0 = substr($0, at + length(secret[i]))
        }
        $0 = left $0
      }
      print; fflush()
    }'
}

# What a person needs of a build log: long lines lose their middle, a long instruction its later lines, so
# that the line number, the exit code and the last output fit into what a status can hold. What is no UTF-8,
# by itself or for being cut, becomes a question mark: a termination message is a string of the API.
condense() {
  awk '
    function utf8(text, out) {
      while (match(text, /[\200-\377]/)) {
        out = out substr(text, 1, RSTART - 1); text = substr(text, RSTART)
        if (match(text, /^([\302-\337][\200-\277]|[\340-\357][\200-\277][\200-\277]|[\360-\364][\200-\277][\200-\277][\200-\277])+/)) {
          out = out substr(text, 1, RLENGTH); text = substr(text, RLENGTH + 1)
        } else { out = out "?"; text = substr(text, 2) }
      }
      return out text
    }
    /^ *[0-9]+ \| >>> / { if (++meant > 6) next }
    length($0) > 420 { $0 = substr($0, 1, 200) " ... " substr($0, length($0) - 199) }
    { print utf8($0) }'
}

# The last bytes, from the start of a line on.
last_bytes() {
  cat >"$run/text"
  if [ "$(wc -c <"$run/text")" -gt "$1" ]; then tail -c "$1" "$run/text" | sed 1d; else cat "$run/text"; fi
}

write_failure() { # reason, exit code; text on stdin
  {
    printf 'reason=%s\nexit=%s\n\n' "$1" "$2"
    tail -c 65536 | printable | condense | redact | last_bytes 3500
  } >"$run/message"
  cat "$run/message" >"$result"
}

refuse() { # reason, sentence
  say "$2"
  say "$2" | write_failure "$1" 1
  exit 1
}

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

# ---- source ----------------------------------------------------------------------------------------------

# A ConfigMap volume is a tree of links into ..data; builds want the files.
copy_source() {
  if [ ! -d "$root/onggi/source/..data/" ]; then return 0; fi
  find "$workspace" -mindepth 1 -maxdepth 1 -exec rm -rf {} +
  cp -R "$root/onggi/source/..data/." "$workspace/"
}

# Links are resolved before anything is decided: a link in a repository must not lead BuildKit to a file of
# the pod, such as the push credential.
resolve_context() {
  context=$(cd -P "$workspace/$1" 2>/dev/null && pwd -P) ||
    refuse ContextNotFound "contextDir \"$1\" is not a directory of the source; its root has: $(list "$workspace")"
  case $context/ in
  "$workspace"/*) ;;
  *) refuse ContextNotFound "contextDir \"$1\" leads out of the source; name a directory inside it" ;;
  esac
}

resolve_dockerfile() {
  if [ -z "$1" ]; then
    mkdir -p "$run/dockerfile"
    cp "$inputs/Dockerfile.inline" "$run/dockerfile/Dockerfile"
    dockerfile_dir=$run/dockerfile
    dockerfile=Dockerfile
    return 0
  fi
  if [ ! -f "$context/$1" ]; then
    refuse DockerfileNotFound "there is no file \"$1\" in contextDir \"$context_arg\"; it has: $(list "$context")"
  fi
  # named from the root of the source: that is how messages show it
  dockerfile_dir=$workspace
  dockerfile=$(realpath "$context/$1")
  case $dockerfile in
  "$workspace"/*) dockerfile=${dockerfile#"$workspace"/} ;;
  *) refuse DockerfileNotFound "dockerfile.path \"$1\" leads out of the source; name a file inside it" ;;
  esac
}

list() { # the first names in a directory, on one line
  names=$(ls -A "$1" | head -n 12 | tr '\n' ' ')
  if [ -n "$names" ]; then printf '%s' "${names% }"; else printf nothing; fi
}

# ---- front end -------------------------------------------------------------------------------------------

# `# syntax=` names an image that would read the Dockerfile in place of BuildKit. The daemon runs no such
# image: buildkitd.toml turns the gateway front end off, so whatever is not recognised here is refused by it.
# docker/dockerfile itself is what is built in, and is then used without a pull: BuildKit leaves the line
# alone when the option cmdline is there, which is how an image front end is told that it is the one.
frontend_option() {
  for option in "$@"; do
    case $option in *build-arg:BUILDKIT_SYNTAX=*) return 0 ;; esac
  done
  awk '
    NR == 1 { sub(/^\357\273\277/, "") }
    NR == 1 && /^#!/ { next }
    !/^#[ \t]*[A-Za-z][A-Za-z0-9]*[ \t]*=[ \t]*[^ \t]/ { exit }
    {
      key = $0; sub(/^#[ \t]*/, "", key); sub(/[ \t]*=.*/, "", key); key = tolower(key)
      if (key == "escape" || key == "check") next
      if (key != "syntax") exit
      value = $0; sub(/^[^=]*=[ \t]*/, "", value); sub(/[ \t\r].*$/, "", value)
      if (value ~ /^(docker\.io\/)?docker\/dockerfile(:(latest|1|1\.[0-9]+|1\.[0-9]+\.[0-9]+))?(@sha256:[0-9a-f]+)?$/)
        print "cmdline=" value
      exit
    }' "$dockerfile_dir/$dockerfile"
}

# ---- what was built ---------------------------------------------------------------------------------------

# The same input gives the same image. Files of it that are younger than this get this time, 1980-01-01, the earliest that
# zip archives know. A commit's own time would be another one with each commit, and so would be layers in which nothing else
# has changed: they would be pushed and pulled anew. Whoever wants one gives the build argument SOURCE_DATE_EPOCH.
epoch=315532800

# Steps get the commit's time where the Dockerfile asks for it, and only there: it is part of what a cache is looked up by.
wants_epoch() { grep -Eqi '^[[:space:]]*ARG[[:space:]](.*[[:space:]])?SOURCE_DATE_EPOCH([[:space:]=]|$)' "$dockerfile_dir/$dockerfile"; }

look_at_source() { # options; sets options_of_steps and attributes_of_image
  revision='' time='' chosen=''
  if [ -f "$root/onggi/fetched/source" ]; then read -r revision time <"$root/onggi/fetched/source" || true; fi
  case $revision in *[!A-Za-z0-9:._-]*) revision='' ;; esac
  case $time in *[!0-9]*) time='' ;; esac
  for option in "$@"; do
    case $option in build-arg:SOURCE_DATE_EPOCH=*) chosen=${option#*=} ;; esac
  done
  case $chosen in
  '') if wants_epoch; then options_of_steps=build-arg:SOURCE_DATE_EPOCH=${time:-$epoch}; fi ;;
  *[!0-9]*) ;;
  *) epoch=$chosen ;;
  esac
  attributes_of_image=,source-date-epoch=$epoch,rewrite-timestamp=true
  if [ -n "$revision" ]; then
    attributes_of_image=$attributes_of_image,annotation.org.opencontainers.image.revision=$revision
  fi
  if [ -n "$time" ]; then
    attributes_of_image=$attributes_of_image,annotation.org.opencontainers.image.created=$(date -u -d "@$time" +%Y-%m-%dT%H:%M:%SZ)
  fi
}

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
