# BuildKit itself, for scripts that have the variables run (a directory), inputs, socket, HOME and daemon (empty), and
# the function builder_failed, which ends the script with a sentence.

# BuildKit needs to be root of a user namespace with every capability. The pod's own namespace gives only the
# default ones, but SETUID and SETGID among them are enough to map a namespace nested in it one to one; the
# child's first program runs unmapped, and becomes root with its next one. The two pipes are the handshake:
# the child tells its process id from within the new namespace, then waits for its mapping.
start_daemon() {
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
