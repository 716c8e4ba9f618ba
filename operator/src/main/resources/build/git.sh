# What fetch.sh and watch.sh have in common: the arguments and the credential, one git at a time, and what it said. They
# say before, in "again", what else is to be done when something was corrected.
export LC_ALL=C
umask 022

url=$1
revision=${2:-}
root=${ONGGI_ROOT:-}
workspace=$root/workspace
secret=$root/onggi/git
result=${ONGGI_RESULT:-/dev/termination-log}
limit=${ONGGI_LIMIT:-4194304}
child='' authority='' credential=''

tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
trap 'if [ -n "$child" ]; then end_git "$child"; fi; exit 143' TERM INT

# Neither the image's nor any user's git configuration, .netrc and keys; no question that nobody answers.
export HOME="$tmp" GIT_CONFIG_NOSYSTEM=1 GIT_CONFIG_GLOBAL=/dev/null GIT_ALLOW_PROTOCOL=https:ssh GIT_TERMINAL_PROMPT=0

# up to the last @ of the authority: a password may hold one
redact() { sed -E 's#://[^/[:space:]]+@#://***@#g'; }
printable() { tr -d '\000-\010\013-\037\177'; }

fail() { # reason, sentence; git's words, if any, are in $tmp/stderr
  {
    printf 'reason=%s\n%s\n' "$1" "$2"
    # redacted before it is cut: half a URL could not be told from other text
    if [ -s "$tmp/stderr" ]; then tail -n 12 "$tmp/stderr" | redact | cut -c 1-240; fi
  } | redact | printable >"$tmp/message"
  head -c 4000 "$tmp/message" >"$result"
  cat "$tmp/message"
  exit 1
}

# Git has helpers, which are in its process group and end with it; a group that has only just been asked for is not there yet.
end_git() { kill -TERM "-$1" 2>/dev/null || kill -TERM "$1" 2>/dev/null || true; }

# include size.sh

# In the background, so that a signal is answered at once and not when git is through.
run_git() {
  setsid git -C "$workspace" --git-dir="$repository" --work-tree="$workspace" \
    -c core.hooksPath=/dev/null -c advice.detachedHead=false -c gc.auto=0 -c submodule.recurse=false \
    -c http.followRedirects="$follow_redirects" -c http.lowSpeedLimit=1 -c http.lowSpeedTime=60 \
    "$@" 2>"$tmp/stderr" &
  child=$!
  watch_size "$child" >/dev/null 2>&1 &
  watcher=$!
  wait "$child" && code=0 || code=$?
  child=''
  kill "$watcher" 2>/dev/null || true
  if [ -e "$tmp/too-large" ]; then too_large; fi
  return "$code"
}

said() { grep -Eqi "$1" "$tmp/stderr"; }

# the one line of git's that names the cause
cause() { grep -Ei '^(fatal|error|ssh): ' "$tmp/stderr" | head -n 1 | redact | cut -c 1-300 | sed -E "s/^[a-z]+: (unable to access '[^']*': )?//"; }

# ---- what was asked for ----------------------------------------------------------------------------------

check_url() {
  case $url in
  https://*) authority=${url#https://} ;;
  ssh://*) authority=${url#ssh://} ;;
  *://*) fail SourceInvalid 'spec.source.git.url is neither https nor ssh' ;;
  *@*:*) authority=${url%%:*} ;;
  *) fail SourceInvalid 'spec.source.git.url is neither https nor ssh' ;;
  esac
  authority=${authority%%/*}
  case $url in
  https://*) user='' ;;
  *) user=${authority%@*}; if [ "$user" = "$authority" ]; then user=''; fi; authority=${authority##*@} ;;
  esac
  case $authority in
  *@*) fail SourceInvalid 'spec.source.git.url holds a user or a password; they belong into the Secret that spec.source.git.secretRef names' ;;
  '' | -* | *[!A-Za-z0-9.:_-]*)
    case $authority in '['*:*']' | '['*:*']:'[0-9]*) ;; *) fail SourceInvalid 'spec.source.git.url names no host that git understands' ;; esac
    ;;
  esac
  case $user in
  -* | *:* | *@*) fail SourceInvalid 'spec.source.git.url holds a password; use a key in the Secret that spec.source.git.secretRef names' ;;
  esac
}

# git would read a plus, a colon or a star in it as more than a name
check_revision() {
  case $revision in
  '') return 0 ;;
  -* | +*) ;;
  *) if git check-ref-format --allow-onelevel "$revision"; then return 0; fi ;;
  esac
  fail SourceInvalid "spec.source.git.revision \"$revision\" is no name of a branch, a tag or a commit"
}

is_commit_id() {
  case ${#revision} in 40 | 64) ;; *) return 1 ;; esac
  case $revision in *[!0-9a-f]*) return 1 ;; esac
}

# ---- credential ------------------------------------------------------------------------------------------

use_https() {
  follow_redirects=initial
  if [ -f "$secret/ca.crt" ]; then export GIT_SSL_CAINFO="$secret/ca.crt"; fi
  password=$secret/password
  # to a server a token is a password, and few look at whose
  if [ ! -f "$password" ]; then password=$secret/token; fi
  if [ ! -f "$password" ]; then return 0; fi
  credential=yes
  # with a credential nothing is followed; and the answer is for this one host in any case
  follow_redirects=false
  cat >"$tmp/askpass" <<'END'
#!/bin/sh
case $1 in
"Username for 'https://$ONGGI_GIT_AUTHORITY': ")
  if [ -f "$ONGGI_GIT_SECRET/username" ]; then cat "$ONGGI_GIT_SECRET/username"; else echo git; fi ;;
"Password for 'https://"*"@$ONGGI_GIT_AUTHORITY': ") cat "$ONGGI_GIT_PASSWORD" ;;
*) exit 1 ;;
esac
END
  chmod 700 "$tmp/askpass"
  export GIT_ASKPASS="$tmp/askpass" ONGGI_GIT_AUTHORITY="$authority" ONGGI_GIT_SECRET="$secret" ONGGI_GIT_PASSWORD="$password"
}

use_ssh() {
  follow_redirects=false
  [ -f "$secret/ssh-privatekey" ] ||
    fail SourceUnauthorized 'ssh needs a key: name a Secret with the keys ssh-privatekey and known_hosts in spec.source.git.secretRef'
  [ -f "$secret/known_hosts" ] ||
    fail SourceInvalid "the Secret in spec.source.git.secretRef lacks the key known_hosts, without which nobody knows whether $authority is itself; add the output of ssh-keyscan, after a look at it$again"
  credential=yes
  # a mounted Secret is readable for all, which ssh refuses; and a key without its last newline is none to it
  (umask 077 && { cat "$secret/ssh-privatekey" && echo; } >"$tmp/key")
  export GIT_SSH_VARIANT=ssh GIT_SSH_COMMAND="ssh -F /dev/null -i '$tmp/key' -o IdentitiesOnly=yes -o IdentityAgent=none \
-o StrictHostKeyChecking=yes -o UserKnownHostsFile='$secret/known_hosts' -o GlobalKnownHostsFile=/dev/null \
-o UpdateHostKeys=no -o BatchMode=yes -o ConnectTimeout=10 -o ServerAliveInterval=15 -o LogLevel=ERROR"
}

# ---- what git said ----------------------------------------------------------------------------------------

unreachable='could not resolve|name or service not known|failure in name resolution|connection (refused|reset|closed|timed out)|timed out|timeout|failed to connect|couldn.t connect|no route to host|network is unreachable|early eof|unexpected disconnect|hung up|kex_exchange|empty reply|too slow|recv failure|returned error: (408|429|5[0-9][0-9])'
unauthorized='could not read (username|password)|authentication failed|access denied|permission denied|returned error: 40[13]|too many authentication failures'
refused_commit='not our ref|unadvertised object'

patiently() { # command of git
  if run_git "$@"; then return 0; fi
  for pause in 1 3; do
    if said "$unauthorized|certificate|host key" || ! said "$unreachable"; then return 1; fi
    printf 'cannot reach %s, trying again in %s s\n' "$authority" "$pause"
    sleep "$pause"
    if run_git "$@"; then return 0; fi
  done
  return 1
}

explain() {
  if said 'host key'; then
    fail SourceInvalid "$authority shows a host key that is not in known_hosts of the Secret in spec.source.git.secretRef; add the output of ssh-keyscan there, after a look at it$again"
  elif said "$unauthorized"; then
    if [ -n "$credential" ]; then
      fail SourceUnauthorized "$authority refuses the credential of the Secret in spec.source.git.secretRef; correct it there$again"
    fi
    fail SourceUnauthorized "$authority asks for a credential; name a Secret with username and password, or with a token, in spec.source.git.secretRef"
  elif said "find remote ref|$refused_commit"; then
    fail RevisionNotFound "$url has no revision \"${revision:-HEAD}\"; correct spec.source.git.revision, or push it there$again"
  elif said certificate; then
    fail SourceInvalid "the certificate of $authority is not trusted; put its CA under ca.crt into the Secret in spec.source.git.secretRef$again"
  elif said 'redirect|returned error: 30[0-9]'; then
    fail SourceInvalid "$authority answers with a redirect, which is not followed; put the address that it leads to into spec.source.git.url (often the same with .git at its end)"
  elif said "$unreachable"; then
    fail SourceUnreachable "cannot reach $authority: $(cause)"
  elif said 'not found|does not appear to be a git repository'; then
    fail SourceInvalid "there is no repository at $url, or it does not show itself without a credential that may read it; correct spec.source.git.url, or the Secret in spec.source.git.secretRef$again"
  fi
  fail SourceInvalid "git cannot fetch $url: $(cause)"
}

check_url
check_revision
case $url in
https://*) use_https ;;
*) use_ssh ;;
esac
