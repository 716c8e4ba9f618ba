# Sourced by every script of the testbed.
set -euo pipefail
umask 022

TESTBED=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
STORE=${ONGGI_TESTBED_HOME:-${HOME:-/root}/.cache/onggi-testbed}
# shellcheck source=../versions.env
source "$TESTBED/versions.env"

log() { printf '[%4ds] %s\n' "$SECONDS" "$*"; }
fail() { printf '%s\n' "$*" >&2; exit 1; }

# digest: a short name for what comes on standard input
digest() { sha256sum | cut -c1-12; }
# files_digest DIR...: of names, modes and contents of all files in these folders
files_digest() { (cd "$TESTBED" && find "$@" -type f -printf '%m %p\n' -exec sha256sum {} + | LC_ALL=C sort) | digest; }

# kept NAME KEY BUILDER...: the folder $STORE/NAME-KEY, made at most once by BUILDER, which gets an empty folder to fill.
# It takes its name only when it is whole, so whatever a killed run leaves behind is never taken for it.
kept() {
  local name=$1 key=$2 made="$STORE/$1-$2"
  shift 2
  [[ -d $made ]] && return
  mkdir -p "$STORE/.locks" "$STORE/.unfinished"
  (
    flock -n 8 || { log "$name: waiting for another run that is making it"; flock 8; }
    [[ -d $made ]] && exit 0
    rm -rf "$STORE/.unfinished/$name".*
    draft=$(mktemp -d "$STORE/.unfinished/$name.XXXXXX")
    "$@" "$draft"
    chmod 755 "$draft"
    mv -T "$draft" "$made"
  ) 8> "$STORE/.locks/$name"
}

# quietly LABEL COMMAND...: runs it with its output kept aside; says every half minute that it is still at work,
# and shows the end of the output if it fails
quietly() {
  local label=$1 out beat started=$SECONDS
  shift
  out=$(mktemp)
  log "$label ..."
  (while sleep 30 > /dev/null 2>&1 && kill -0 $$ 2> /dev/null; do log "$label ... ($((SECONDS - started))s)"; done) 8>&- &
  beat=$!
  if ! "$@" > "$out" 2>&1 8>&-; then
    kill "$beat"
    tail -n 40 "$out" >&2
    rm -f "$out"
    fail "$label: failed"
  fi
  kill "$beat"
  wait "$beat" 2> /dev/null || true
  rm -f "$out"
}
