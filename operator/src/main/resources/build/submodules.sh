# ---- submodules ------------------------------------------------------------------------------------------

# Each is at a URL of the repository's choice: the credential is for its own host alone (askpass and known_hosts see to
# that), and nothing but a checkout is done with one.
fetch_submodules() {
  if [ ! -e "$workspace/.gitmodules" ]; then return 0; fi
  case $url in https://*) export GIT_ALLOW_PROTOCOL=https ;; esac
  # relative URLs start there
  run_git config remote.origin.url "$url" || fail SourceInvalid "git cannot fetch submodules of $url: $(cause)"
  printf 'fetching submodules\n'
  set -- submodule --quiet update --init --recursive --checkout
  if [ "$depth" != 0 ]; then
    if patiently "$@" --depth="${depth:-1}"; then return 0; fi
    if ! said "$refused_commit|shallow|did not contain"; then explain_submodules; fi
  fi
  # a server that gives no single commit gives the history in which it is
  if patiently "$@" --no-recommend-shallow; then return 0; fi
  explain_submodules
}

explain_submodules() {
  which=$(sed -n "s/.* into submodule path '\(.*\)' failed.*/\1/p; s/.* in submodule path '\([^']*\)'.*/\1/p" "$tmp/stderr" | head -n 1)
  what="submodule ${which#"$workspace/"} of $url"
  if said "transport .* not allowed|^fatal: repository '/"; then
    fail SourceInvalid "$what has a URL that is not https; ssh can be had where the repository itself is fetched by ssh, and nothing else"
  elif said certificate; then
    fail SourceInvalid "$what is on a host whose certificate is not trusted; where the Secret in spec.source.git.secretRef has a ca.crt, that alone is"
  elif said 'host key'; then
    fail SourceInvalid "$what is on a host whose key is not in known_hosts of the Secret in spec.source.git.secretRef"
  elif said "$unauthorized"; then
    fail SourceUnauthorized "$what asks for a credential that is not there: the one of the Secret in spec.source.git.secretRef is for $authority alone"
  elif said "$refused_commit|did not contain|find remote ref"; then
    fail RevisionNotFound "$what has not got the commit that the repository names; push it there"
  elif said "$unreachable"; then
    fail SourceUnreachable "cannot reach the server of $what: $(cause)"
  fi
  fail SourceInvalid "git cannot fetch $what: $(cause)"
}

