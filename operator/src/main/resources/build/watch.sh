# In the place of a fetch: asks the remote again and again, and ends when the revision is at another commit.
#
#   sh -c "$(cat watch.sh)" onggi URL REVISION KNOWN INTERVAL
#
#   URL, REVISION  as of fetch.sh, and so is what it reads
#   KNOWN          the commit that is built (empty: none)
#   INTERVAL       seconds from one question to the next
#
# Writes to ONGGI_RESULT the commit, or why there is no answer. Exits with 0 when there is another commit, and with 1 when
# there is no answer: the kubelet starts it again then, with growing pauses. /run/onggi-asked is there after the first answer.
set -eu
# what is corrected is found with the next question
again=''
# include git.sh

known=${3:-}
interval=${4:-300}

# in the background, so that a signal is answered at once
nap() {
  sleep "$1" &
  child=$!
  wait "$child"
  child=''
}

# give or take a tenth: ImageBuilds that were applied together do not ask together for ever
next_time() { od -An -N2 -tu2 /dev/urandom | awk -v interval="$interval" '{ print int(interval * (0.9 + 0.2 * $1 / 65535)) }'; }

ask_once() {
  run_git ls-remote --quiet --end-of-options "$url" "$name" "refs/$name" "$name^{}" "refs/$name^{}" \
    "refs/tags/$name" "refs/tags/$name^{}" "refs/heads/$name" >"$tmp/refs"
}

ask() {
  for pause in 3 10 30; do
    if ask_once; then return 0; fi
    if said "$unauthorized|certificate|host key" || ! said "$unreachable"; then explain; fi
    nap "$pause"
  done
  ask_once || explain
}

# of several of one name the one that a fetch would take; of an annotated tag its commit
commit_of() {
  ONGGI_NAME="$name" awk '
    $1 ~ /^[0-9a-f]+$/ { at[$2] = $1 }
    END {
      name = ENVIRON["ONGGI_NAME"]; n = split(" |refs/|refs/tags/|refs/heads/", prefix, "|"); prefix[1] = ""
      for (i = 1; i <= n; i++) {
        ref = prefix[i] name
        if (ref in at) { print ((ref "^{}") in at ? at[ref "^{}"] : at[ref]); exit }
      }
    }' "$tmp/refs"
}

name=${revision:-HEAD}
mkdir -p "$root/run"
workspace=$tmp
repository=$tmp/repository
git init --quiet --bare --template= "$repository"
while :; do
  ask
  commit=$(commit_of)
  if [ -z "$commit" ]; then
    : >"$tmp/stderr"
    fail RevisionNotFound "$url has no revision \"$name\"; correct spec.source.git.revision, or push it there"
  fi
  if [ "$commit" != "$known" ]; then
    printf '%s\n' "$commit" >"$result"
    printf '%s is at %s\n' "$name" "$commit"
    exit 0
  fi
  : >"$root/run/onggi-asked"
  nap "$(next_time)"
done
