# The container runtime, and the registry that serves what no registry outside needs to be asked for.

start_containerd() { start containerd containerd --config /etc/containerd/config.toml --log-level warn; }

# Answers on port 443 of every address of this node, as docker.io, gcr.io and registry.k8s.io (cluster DNS points there).
start_seed() {
  start seed env OTEL_TRACES_EXPORTER=none registry serve /etc/node/seed.yaml
  local name
  for name in docker.io gcr.io registry.k8s.io; do
    mkdir -p "/etc/containerd/certs.d/$name"
    printf 'server = "https://127.0.0.1"\nca = "/etc/node/seed/ca.crt"\ncapabilities = ["pull", "resolve"]\n' > "/etc/containerd/certs.d/$name/hosts.toml"
  done
}

# pull IMAGE...: from the node's own registry
pull() {
  local image
  for image; do
    ctr images pull --hosts-dir /etc/containerd/certs.d "$image" | tail -n 1 || echo "pull of $image failed"
  done
} >> "$LOGS/images.log" 2>&1

# load_images FILE...: what these name, and what whoever started the container has put into /var/lib/node/images
load_images() {
  local archive
  until ctr version > /dev/null 2>&1 && (: < /dev/tcp/127.0.0.1/443) 2> /dev/null; do sleep 0.1; done
  pull $(sed -n -e 's/^ *sandbox = "\(.*\)"/\1/p' -e 's/^ *image: //p' "$@")
  for archive in /var/lib/node/images/*.tar; do
    [[ ! -e $archive ]] || ctr images import --digests=false "$archive" >> "$LOGS/images.log" 2>&1 || say "import of $archive failed"
  done
}
