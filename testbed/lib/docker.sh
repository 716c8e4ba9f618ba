# A Docker daemon: the one that answers, else one of our own.

DOCKER_RUN=/run/onggi-testbed

docker_answers() { timeout 20 docker version --format '{{.Server.Version}}' > /dev/null 2>&1; }

# docker_is_ours: the daemon started by start_docker runs
docker_is_ours() { process_is "$DOCKER_RUN/dockerd.pid" dockerd; }

# process_is PIDFILE PROGRAM: the file names a running process of that program, not one that got its number later
process_is() { [[ -s $1 && $(cat "/proc/$(< "$1")/comm" 2> /dev/null) == "$2" ]]; }

need_docker() {
  docker_answers && return
  mkdir -p "$STORE/.locks"
  (
    flock 6
    docker_answers || start_docker
  ) 6> "$STORE/.locks/docker"
}

start_docker() {
  [[ -z ${DOCKER_HOST:-} || $DOCKER_HOST == unix:///var/run/docker.sock ]] || fail "No Docker daemon answers at DOCKER_HOST=$DOCKER_HOST."
  [[ $(id -u) == 0 ]] || fail "No Docker daemon answers, and only root can start one."
  if [[ -z $(command -v dockerd) ]]; then
    [[ -n $(command -v apt-get) ]] || fail "No Docker daemon answers and dockerd is not installed: install Docker."
    log "docker: no daemon answers; installing Debian's docker.io"
    debian_packages docker.io iptables
  fi
  local options=(--data-root "${ONGGI_TESTBED_DOCKER_ROOT:-/var/lib/docker}" --exec-root "$DOCKER_RUN/docker" --pidfile "$DOCKER_RUN/dockerd.pid"
    -H unix:///var/run/docker.sock --log-level warn)
  mkdir -p "$DOCKER_RUN" "$STORE/bin"
  if ! has_sys_resource; then
    log "docker: this root has no CAP_SYS_RESOURCE; containers get all capabilities but that"
    install -m 755 "$TESTBED/lib/runc-capped" "$STORE/bin/runc-capped"
    options+=(--add-runtime "capped=$STORE/bin/runc-capped" --default-runtime capped)
  fi
  # left behind by a daemon that was killed: it would take whatever process has that number now for its own
  process_is "$DOCKER_RUN/dockerd.pid" dockerd || rm -f "$DOCKER_RUN/dockerd.pid"
  process_is "$DOCKER_RUN/docker/containerd/containerd.pid" containerd || rm -f "$DOCKER_RUN/docker/containerd/containerd.pid"
  local log_file=/var/log/onggi-testbed-dockerd.log
  log "docker: starting dockerd (its log: $log_file)"
  setsid dockerd "${options[@]}" > "$log_file" 2>&1 < /dev/null 6>&- &
  local daemon=$! deadline=$((SECONDS + 60))
  disown
  until docker_answers; do
    if ((SECONDS > deadline)) || ! kill -0 "$daemon" 2> /dev/null; then
      tail -n 15 "$log_file" >&2
      fail "dockerd did not start."
    fi
    sleep 0.2
  done
  log "docker: dockerd answers"
}

# bit 24 of the capabilities that this process may ever have
has_sys_resource() {
  local bounding
  bounding=$(sed -n 's/^CapBnd:[[:space:]]*//p' /proc/self/status)
  (((16#$bounding >> 24) & 1))
}
