# The container as a host for pods.

prepare_host() {
  mount --make-rshared /
  # pods' traffic is routed and, to services, goes through iptables; some of these exist only with their kernel module
  sysctl -qw net.ipv4.ip_forward=1
  sysctl -qw net.ipv4.conf.all.route_localnet=1 || true
  sysctl -qw net.bridge.bridge-nf-call-iptables=1 2> /dev/null || true
  openssl rand -hex 16 > /etc/machine-id
  CGROUP=/onggi-$NAME
  remove_dead_cgroups
  if [[ -e /sys/fs/cgroup/cgroup.controllers ]]; then make_cgroup_v2; else make_cgroup_v1; fi
  resolver
  pod_network
}

# The pods of the node whose address ends in N have the addresses 10.42.N.x, so that each node knows the way to all others beforehand.
pod_network() {
  local number=${IP##*.} other
  mkdir -p /etc/cni/net.d
  sed "s|@NUMBER@|$number|g" /etc/node/pods.conflist > /etc/cni/net.d/10-pods.conflist
  for ((other = 2; other < 255; other++)); do
    ((other == number)) || echo "route replace 10.42.$other.0/24 via ${IP%.*}.$other"
  done | ip -force -batch - 2> /dev/null || true
}

# The pods' cgroups lie under one that is this node's alone. K3sContainer binds the host's /sys/fs/cgroup into every node, and a
# kubelet deletes what it finds under its root and does not know: without this, two nodes would kill each other's pods.
# A process that only sleeps marks the cgroup as that of a living node.
make_cgroup_v1() {
  local controller keeper
  sleep infinity & keeper=$!
  disown
  for controller in /sys/fs/cgroup/*/; do
    [[ -e $controller/cgroup.procs ]] || continue
    mkdir -p "$controller$CGROUP/keeper"
    if [[ -e $controller/cpuset.cpus ]]; then
      local to file
      for to in "$controller$CGROUP" "$controller$CGROUP/keeper"; do
        for file in cpuset.cpus cpuset.mems; do cat "$to/../$file" > "$to/$file"; done
      done
    fi
    # without a keeper's folder a node's cgroups are left alone for good
    echo "$keeper" > "$controller$CGROUP/keeper/cgroup.procs" || rmdir "$controller$CGROUP/keeper"
  done
}
make_cgroup_v2() {
  local root=/sys/fs/cgroup controller keeper process
  # a cgroup that passes controllers on must not have processes of its own, unless it is the host's root
  if ! echo +pids > $root/cgroup.subtree_control 2> /dev/null; then
    mkdir -p $root/init
    while read -r process; do echo "$process" > $root/init/cgroup.procs 2> /dev/null || true; done < $root/cgroup.procs
  fi
  mkdir -p "$root$CGROUP/keeper"
  for controller in $(< $root/cgroup.controllers); do
    echo "+$controller" > $root/cgroup.subtree_control || true
    echo "+$controller" > "$root$CGROUP/cgroup.subtree_control" || true
  done
  sleep infinity & keeper=$!
  disown
  echo "$keeper" > "$root$CGROUP/keeper/cgroup.procs"
}
# Of nodes that were killed. The kernel refuses to remove a cgroup with a process in it, which is how a keeper shows that its node lives:
# the processes themselves are not visible from another container.
remove_dead_cgroups() {
  local root
  for root in $(find /sys/fs/cgroup -maxdepth 2 -type d -name 'onggi-*' -mmin +1 2> /dev/null); do
    rmdir "$root/keeper" 2> /dev/null || continue
    find "$root" -depth -type d -exec rmdir {} + 2> /dev/null || true
  done
}

# RESOLVER: the name servers that cluster DNS can ask about the world outside; none where none answers for the root zone
resolver() {
  local server
  RESOLVER=
  for server in $(sed -n 's/^nameserver[[:space:]]\+//p' /etc/resolv.conf); do
    # Docker's own resolver is there in this network namespace only, not for pods
    [[ $server == 127.* || $server == *:* ]] && continue
    resolves "$server" && RESOLVER+=" $server"
  done
  # pods with dnsPolicy Default get this one
  printf 'nameserver %s\n' ${RESOLVER:-127.0.0.1} > /etc/node/resolv.conf
}
# asks for the root zone's name servers; the answer's fourth byte ends in the code 0 if it is one
resolves() {
  local code
  code=$(exec 3<> "/dev/udp/$1/53" &&
    printf '\x0b\x0b\x01\x00\x00\x01\x00\x00\x00\x00\x00\x00\x00\x00\x02\x00\x01' >&3 &&
    timeout 1 head -c 4 <&3 | od -An -tx1 -j3) 2> /dev/null || true
  [[ $code == *0 ]]
}
