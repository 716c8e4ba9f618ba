# BuildKit itself, for scripts that have the variables run (a directory), inputs, socket, HOME and daemon (empty), and
# the function builder_failed, which ends the script with a sentence. ONGGI_ENGINE says how BuildKit becomes root of a
# user namespace; empty means NestedUserNamespace.

start_daemon() {
  case ${ONGGI_ENGINE:-} in
  UserNamespace) start_in_user_namespace ;;
  Rootless) start_rootless ;;
  *) start_nested ;;
  esac
  tries=0
  while [ ! -S "$socket" ]; do
    running || builder_failed 'BuildKit ended when it was started'
    tries=$((tries + 1))
    if [ "$tries" -gt 3000 ]; then builder_failed 'BuildKit does not start'; fi
    sleep 0.02
  done
  # the socket is there before the daemon answers
  buildctl --wait --timeout 60 debug workers >/dev/null 2>>"$run/buildkitd.log" ||
    builder_failed 'BuildKit does not answer'
}

# The pod's own user namespace, in which SYS_ADMIN was added. The runtime's default seccomp profile refuses runc two
# things: a keyring of its own for each step, and pivot_root. It is told to go without.
start_in_user_namespace() {
  cat >"$run/runc" <<'end'
#!/bin/sh
for argument; do
  shift
  set -- "$@" "$argument"
  if [ "$argument" = run ]; then set -- "$@" --no-new-keyring --no-pivot; fi
done
exec buildkit-runc "$@"
end
  chmod +x "$run/runc"
  buildkitd --config "$inputs/buildkitd.toml" --root "$HOME/.local/share/buildkit" --addr "$BUILDKIT_HOST" \
    --containerd-worker=false --cdi-disabled --oci-worker-binary "$run/runc" >"$run/buildkitd.log" 2>&1 &
  daemon=$!
}

# A user that is not root: rootlesskit maps its subordinate ids. /proc of a step is the container's, for a new one
# cannot be mounted where the outer one is masked.
start_rootless() {
  rootlesskit buildkitd --config "$inputs/buildkitd.toml" --root "$HOME/.local/share/buildkit" --addr "$BUILDKIT_HOST" \
    --containerd-worker=false --cdi-disabled --oci-worker-no-process-sandbox >"$run/buildkitd.log" 2>&1 &
  daemon=$!
}

# BuildKit needs to be root of a user namespace with every capability. The pod's own namespace gives only the
# default ones, but SETUID and SETGID among them are enough to map a namespace nested in it one to one; the
# child's first program runs unmapped, and becomes root with its next one. The two pipes are the handshake:
# the child tells its process id from within the new namespace, then waits for its mapping.
start_nested() {
  mkfifo "$run/up" "$run/mapped"
  {
    unshare -U -m sh -c '
      read -r pid _ </proc/self/stat
      echo "$pid" >"$1/up"
      read -r _ <"$1/mapped"
      exec buildkitd --rootless --config "$2" --root "$3" --addr "$BUILDKIT_HOST" \
        --containerd-worker=false --cdi-disabled' \
      onggi "$run" "$inputs/buildkitd.toml" "$HOME/.local/share/buildkit" || true
    echo ended >"$run/up"
  } >"$run/buildkitd.log" 2>&1 &
  exec 3<>"$run/up" 4<>"$run/mapped"
  read -r daemon <&3
  if [ "$daemon" = ended ]; then
    daemon=''
    builder_failed 'BuildKit cannot open a user namespace: the pod needs a seccomp profile that allows unshare'
  fi
  if ! { echo '0 0 65536' >"/proc/$daemon/uid_map" && echo '0 0 65536' >"/proc/$daemon/gid_map"; } 2>"$run/text"; then
    cat "$run/text" >>"$run/buildkitd.log"
    builder_failed 'BuildKit cannot map its user namespace: the pod needs hostUsers false, and the capabilities SETUID, SETGID and SETFCAP'
  fi
  echo mapped >&4
}

running() { [ -n "$daemon" ] && kill -0 "$daemon" 2>/dev/null; }

# In order, so that the cache on the volume is whole for the next build; by force after 20 s.
stop_daemon() {
  if [ -z "$daemon" ]; then return 0; fi
  kill -TERM "$daemon" 2>/dev/null || true
  tries=0
  while running && [ "$tries" -lt 400 ]; do
    tries=$((tries + 1))
    sleep 0.05
  done
  kill -KILL "$daemon" 2>/dev/null || true
  daemon=''
}
