# Fetches one commit of a git repository into the build context, with the credential of that repository.
#
#   sh -c "$(cat fetch.sh)" onggi URL REVISION [DEPTH [SUBMODULES]]
#
#   URL       https://host[:port]/path or ssh://user@host[:port]/path (or user@host:path)
#   REVISION  a branch, a tag, a full ref or a full commit id; empty means the remote's HEAD
#   DEPTH     how many commits of its history to keep as .git, with the tags that they have; 0 means all of it, and
#             empty none
#   SUBMODULES  "submodules" to fetch those as well, by https, or by ssh where the repository is; empty means not to
#
# Reads    /onggi/git, if it is there, the Secret's keys: username (default git) and password, or token in the place of
#          password (https), ssh-privatekey and known_hosts (ssh), ca.crt (https, certificates that the host's server is
#          checked against)
# Writes   /workspace: the commit's files; /run/source: the commit's id and its time, in seconds since 1970; and to
#          ONGGI_RESULT (default /dev/termination-log), at most 4096 bytes:
#            commit id, author, subject, a line each              on success
#            reason=..., a sentence, git's last words             on failure; reason is one of
#              SourceUnreachable, SourceUnauthorized, RevisionNotFound, SourceInvalid, SourceTooLarge
# Exits    0, 1 on failure, 143 after SIGTERM.
#
# The text is the same for every build: URL and revision come as arguments, never as script.
# ONGGI_ROOT is put before every path above, so that tests need no container; for them is ONGGI_LIMIT as well: how many KiB
# a source may take, its history included.
# Two dollars in a row stand nowhere in it, for Kubernetes makes one of them.
# For busybox ash and dash. Without a DEPTH the repository itself stays in the container's own file system: neither
# the build nor the image gets it. They never get the credential.
set -eu
# nothing tells the operator what is corrected elsewhere than in the spec
again=', and give spec.rebuild a new value'
# include git.sh

# ---- fetch -----------------------------------------------------------------------------------------------

# Tags come by themselves with what is fetched into a ref, and with the whole history all of them.
try_fetch() { # refspecs and options
  case $depth in
  '') tags=--no-tags ;;
  0) tags=--tags ;;
  *) tags='' ;;
  esac
  patiently fetch --quiet ${tags:+"$tags"} --no-recurse-submodules "$@"
}

fetch() {
  commit=FETCH_HEAD
  case $depth in
  '') if try_fetch --depth=1 --end-of-options "$url" "${revision:-HEAD}"; then return 0; fi ;;
  0) if try_fetch --end-of-options "$url" "${revision:-HEAD}:refs/onggi/source"; then return 0; fi ;;
  *) if try_fetch --depth="$depth" --end-of-options "$url" "${revision:-HEAD}:refs/onggi/source"; then return 0; fi ;;
  esac
  if is_commit_id && said "$refused_commit|shallow"; then
    # a server that gives no single commit gives the history in which it is
    commit=$revision
    if try_fetch --end-of-options "$url" '+refs/heads/*:refs/onggi/heads/*' '+refs/tags/*:refs/onggi/tags/*'; then return 0; fi
  elif said shallow; then
    if try_fetch --end-of-options "$url" "${revision:-HEAD}"; then return 0; fi
  fi
  explain
}

# include submodules.sh

# What is left of the repositories: with a depth, one that programs of the build can read; otherwise nothing.
tidy() {
  if [ -n "$depth" ]; then
    rm -f "$repository/FETCH_HEAD"
    run_git config core.bare false || fail SourceInvalid "git cannot keep the history of $url: $(cause)"
    return 0
  fi
  # no commit can hold a file of this name, so it is one of a submodule's
  if [ -n "$submodules" ]; then find "$workspace" -name .git -prune -exec rm -rf {} +; fi
  return 0
}

depth=${3:-}
submodules=${4:-}
case $depth in *[!0-9]*) fail SourceInvalid "spec.source.git.depth \"$depth\" is no number" ;; esac
# the container may be started twice
mkdir -p "$workspace"
find "$workspace" -mindepth 1 -maxdepth 1 -exec rm -rf {} +
repository=$tmp/repository
if [ -n "$depth" ]; then repository=$workspace/.git; fi
git init --quiet --bare --template= "$repository"

printf 'fetching %s %s\n' "$url" "${revision:-HEAD}" | redact
fetch
commit=$(git --git-dir="$repository" rev-parse --verify --quiet "$commit^{commit}") ||
  fail RevisionNotFound "$url has no commit \"${revision:-HEAD}\""
run_git checkout --quiet --force --detach "$commit" || fail SourceInvalid "git cannot check out $commit: $(cause)"
if [ -n "$submodules" ]; then fetch_submodules; fi
# the last look: what git writes in a moment is not seen on its way
if [ "$(size)" -gt "$limit" ]; then too_large; fi
run_git log -1 --format='%H%n%<(100,trunc)%an%n%<(200,trunc)%s' "$commit" >"$tmp/commit"
mkdir -p "$root/run"
run_git log -1 --format='%H %ct' "$commit" >"$root/run/source"
tidy
sed 's/ *$//' "$tmp/commit" | printable >"$result"
cat "$tmp/commit"
