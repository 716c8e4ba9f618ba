# The programs, each compiled from its pinned source, and the Debian root file system. A part NAME is
#   - part_NAME, which fills a folder with it, and
#   - the folder parts/NAME, if it has one;
# its key is a hash of both and of its version, so that a change of one pin makes that part anew and no other.

version_of() {
  local name=${1^^}
  case $1 in
    debian) echo "$DEBIAN_SUITE" ;;
    ca) echo "$CA_NAMES" ;;
    *) name=${name//-/_}; echo "${!name}" ;;
  esac
}

declare -A PART_KEYS
part_key() {
  [[ -n ${PART_KEYS[$1]:-} ]] && return
  PART_KEYS[$1]=$({ version_of "$1"; declare -f "part_$1"; [[ ! -d $TESTBED/parts/$1 ]] || files_digest "parts/$1"; } | digest)
}
# part NAME: makes it unless it is there
part() { part_key "$1"; kept "$1" "${PART_KEYS[$1]}" "part_$1"; }
# part_dir NAME: sets DIR
part_dir() { part_key "$1"; DIR=$STORE/$1-${PART_KEYS[$1]}; }

# compile NAME OUT ARGUMENT...: go build of module parts/NAME, every source verified against its go.sum
compile() {
  local name=$1 out=$2 version
  shift 2
  command -v go > /dev/null || fail "Go is missing: the testbed compiles Kubernetes and its other programs from source (Go 1.26 or newer)."
  version=$(version_of "$name")
  grep -qE "[[:space:]]$version( |\$)" "$TESTBED/parts/$name/go.mod" ||
    fail "parts/$name/go.mod does not have version $version of versions.env: run testbed/repin."
  (
    cd "$TESTBED/parts/$name"
    export GOFLAGS= GOWORK=off CGO_ENABLED="${CGO_ENABLED:-0}"
    quietly "$name $version: compiling" go build -mod=readonly -trimpath -buildvcs=false -o "$out/" "$@"
  )
}

part_kubernetes() {
  local flags=k8s.io/component-base/version minor name
  minor=${KUBERNETES#v1.}
  compile kubernetes "$1" -tags providerless,netgo,osusergo \
    -ldflags "-s -w -X $flags.gitVersion=$KUBERNETES -X $flags.gitMajor=1 -X $flags.gitMinor=${minor%%.*}" .
  for name in etcd kube-apiserver kube-controller-manager kube-scheduler kube-proxy kubelet kubectl; do
    ln -s kubernetes "$1/$name"
  done
}

part_containerd() {
  local module=github.com/containerd/containerd/v2
  compile containerd "$1" -tags netgo,osusergo,urfave_cli_no_docs -ldflags "-s -w -X $module/version.Version=$CONTAINERD" \
    "$module/cmd/containerd" "$module/cmd/ctr" "$module/cmd/containerd-shim-runc-v2"
}

# static, because it runs in the node and in the BuildKit image alike
part_runc() {
  [[ -e /usr/include/seccomp.h && -n $(command -v pkg-config) && -n $(command -v gcc) ]] || debian_packages libseccomp-dev pkg-config gcc libc6-dev
  CGO_ENABLED=1 compile runc "$1" -tags seccomp,netgo,osusergo,urfave_cli_no_docs \
    -ldflags "-s -w -extldflags -static -X main.version=${RUNC#v}" github.com/opencontainers/runc
}

part_registry() {
  compile registry "$1" -ldflags "-s -w" github.com/distribution/distribution/v3/cmd/registry
}

part_buildkit() {
  local module=github.com/moby/buildkit
  compile buildkit "$1" -tags netgo,osusergo -ldflags "-s -w -X $module/version.Version=$BUILDKIT" "$module/cmd/buildkitd" "$module/cmd/buildctl"
}

part_rootlesskit() { compile rootlesskit "$1" -tags netgo,osusergo -ldflags "-s -w" github.com/rootless-containers/rootlesskit/v2/cmd/rootlesskit; }

part_coredns() { compile coredns "$1" -ldflags "-s -w" .; }

part_cni-plugins() {
  local plugins=github.com/containernetworking/plugins/plugins
  compile cni-plugins "$1" -ldflags "-s -w" $plugins/main/ptp $plugins/main/loopback $plugins/ipam/host-local $plugins/meta/portmap
}

# what enforces NetworkPolicies, as k3s has it built in
part_kube-router() { compile kube-router "$1" -ldflags "-s -w" github.com/cloudnativelabs/kube-router/v2/cmd/kube-router; }

part_crane() { compile crane "$1" -ldflags "-s -w" github.com/google/go-containerregistry/cmd/crane; }

# an S3 server on a folder, for registries whose storage is a bucket
part_versitygw() {
  compile versitygw "$1" -ldflags "-s -w -X main.Version=$VERSITYGW" github.com/versity/versitygw/cmd/versitygw
}

# the controllers that issue from a CA, and the definitions of their kinds
part_cert-manager() {
  local module name
  compile cert-manager "$1" -ldflags "-s -w" .
  module=$(cd "$TESTBED/parts/cert-manager" && GOFLAGS= GOWORK=off go list -m -f '{{.Dir}}' github.com/cert-manager/cert-manager)
  for name in certificates certificaterequests issuers clusterissuers; do
    install -m 644 "$module/deploy/crds/cert-manager.io_$name.yaml" "$1/$name.yaml"
  done
}

part_health() { compile health "$1" -ldflags "-s -w" .; }

# an engine without a server, and without a database
part_promql() { compile promql "$1" -ldflags "-s -w" .; }

part_helm() { compile helm "$1" -ldflags "-s -w -X helm.sh/helm/v4/internal/version.version=$HELM" helm.sh/helm/v4/cmd/helm; }

part_conformance() { compile conformance "$1" -ldflags "-s -w" github.com/opencontainers/distribution-spec/conformance; }

part_pause() {
  [[ -n $(command -v gcc) ]] || debian_packages gcc libc6-dev
  quietly "pause $PAUSE: compiling" gcc -Os -static -s -o "$1/pause" "$TESTBED/parts/pause/pause.c"
}

# the root file system under all images; from mmdebstrap's own mirror, where none is given
part_debian() {
  [[ -n $(command -v mmdebstrap) ]] || debian_packages mmdebstrap
  quietly "debian $DEBIAN_SUITE: making a root file system" mmdebstrap --variant=minbase --include=ca-certificates,netbase \
    --aptopt='Acquire::Languages "none"' --dpkgopt='path-exclude=/usr/share/doc/*' --dpkgopt='path-include=/usr/share/doc/*/copyright' \
    --dpkgopt='path-exclude=/usr/share/man/*' --dpkgopt='path-exclude=/usr/share/locale/*' \
    "$DEBIAN_SUITE" "$1/rootfs.tar" ${ONGGI_DEBIAN_MIRROR:+"$ONGGI_DEBIAN_MIRROR"}
}

# the names under which the node's own registry answers, its certificate, and the authority behind it that BuildKit trusts
CA_NAMES="docker.io registry-1.docker.io index.docker.io gcr.io registry.k8s.io"
part_ca() {
  local name names=IP:127.0.0.1
  [[ -n $(command -v openssl) ]] || debian_packages openssl
  for name in $CA_NAMES; do names+=,DNS:$name; done
  log "ca: making the authority and the certificate of the node's own registry"
  (
    cd "$1"
    openssl ecparam -name prime256v1 -genkey -noout -out ca.key
    openssl req -x509 -new -key ca.key -subj "/CN=Onggi testbed" -days 3650 -out ca.crt \
      -addext basicConstraints=critical,CA:TRUE -addext keyUsage=critical,keyCertSign
    openssl ecparam -name prime256v1 -genkey -noout -out tls.key
    openssl req -new -key tls.key -subj "/CN=Onggi testbed registry" |
      openssl x509 -req -CA ca.crt -CAkey ca.key -CAcreateserial -days 3650 -out tls.crt 2> /dev/null \
        -extfile <(printf 'subjectAltName=%s\nextendedKeyUsage=serverAuth\n' "$names")
    chmod 600 ca.key
  )
}

# debian_packages NAME...: installs what a part needs on this machine
debian_packages() {
  [[ $(id -u) == 0 && -n $(command -v apt-get) ]] || fail "Missing here: $* (Debian's package names). Install them, or run this as root on Debian."
  (
    mkdir -p "$STORE/.locks"
    flock 7
    quietly "installing $*" env DEBIAN_FRONTEND=noninteractive sh -c 'apt-get update -q && apt-get install -y -q --no-install-recommends "$@"' sh "$@"
  ) 7> "$STORE/.locks/apt"
}
