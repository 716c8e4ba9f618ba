# The container images. An image NAME is
#   - the folder images/NAME with its Dockerfile,
#   - what `needs` lists: parts, versions, other images (as build argument BASE), the machine's JDK, or the seed (below), and
#   - context_NAME, if it has one: it puts what the Dockerfile copies into the build context.
# It is built as onggi.dev/testbed/NAME:KEY, where the key is a hash of all of these.

needs() {
  case $1 in
    debian) echo part:debian ;;
    busybox) echo image:debian ;;
    pause) echo part:pause ;;
    coredns) echo part:coredns image:debian ;;
    registry) echo part:registry image:debian ;;
    buildkit) echo part:buildkit part:runc part:ca image:debian ;;
    buildkit-rootless) echo part:rootlesskit image:buildkit ;;
    temurin-jdk | temurin-jre | distroless-java) echo jdk image:debian ;;
    maven) echo maven image:temurin-jdk ;;
    git-server) echo image:debian ;;
    versitygw) echo part:versitygw image:debian ;;
    crane) echo part:crane image:busybox ;;
    conformance) echo part:conformance ;;
    node-base) echo part:kubernetes part:containerd part:runc part:registry part:cni-plugins part:kube-router part:ca seed image:debian ;;
    node) echo image:node-base version:coredns version:pause version:buildkit version:registry ;;
  esac
}

# SEEDED: every image that the node's own registry serves, and the names it has there
SEEDED=(debian busybox pause coredns registry buildkit buildkit-rootless temurin-jdk temurin-jre distroless-java maven git-server versitygw crane conformance)
public_names() {
  case $1 in
    debian) echo docker.io/library/debian:{stable,stable-slim,"$DEBIAN_SUITE","$DEBIAN_SUITE-slim"} ;;
    busybox) echo docker.io/library/busybox:{stable,latest} ;;
    pause) echo registry.k8s.io/pause:{"$PAUSE",3.10} ;;
    coredns) echo registry.k8s.io/coredns/coredns:"$COREDNS" ;;
    registry) echo docker.io/library/registry:{"${REGISTRY#v}",3} ;;
    buildkit) echo docker.io/moby/buildkit:"$BUILDKIT" ;;
    buildkit-rootless) echo docker.io/moby/buildkit:"$BUILDKIT-rootless" ;;
    temurin-jdk) echo docker.io/library/eclipse-temurin:25-jdk ;;
    temurin-jre) echo docker.io/library/eclipse-temurin:25-jre ;;
    distroless-java) echo gcr.io/distroless/java25-debian13:nonroot ;;
    maven) echo docker.io/library/maven:3-eclipse-temurin-25 ;;
    git-server) echo docker.io/onggi/testbed-git:1 ;;
    versitygw) echo docker.io/versity/versitygw:"$VERSITYGW" ;;
    crane) echo gcr.io/go-containerregistry/crane/debug:"$CRANE" ;;
    conformance) echo docker.io/onggi/testbed-conformance:1 ;;
  esac
}

context_debian() { part_dir debian; ln "$DIR/rootfs.tar" "$1/" 2> /dev/null || cp "$DIR/rootfs.tar" "$1/"; }
context_pause() { part_dir pause; cp "$DIR/pause" "$1/"; }
context_coredns() { part_dir coredns; cp "$DIR/coredns" "$1/"; }
context_registry() { part_dir registry; cp "$DIR/registry" "$1/"; }
context_versitygw() { part_dir versitygw; cp "$DIR/versitygw" "$1/"; }
context_buildkit() {
  part_dir buildkit && mkdir "$1/bin" && cp "$DIR"/* "$1/bin/"
  part_dir runc && cp "$DIR/runc" "$1/bin/buildkit-runc"
  part_dir ca && cp "$DIR/ca.crt" "$1/onggi-testbed.crt"
}
context_buildkit-rootless() { part_dir rootlesskit; cp "$DIR/rootlesskit" "$1/"; }
context_crane() { part_dir crane; cp "$DIR/crane" "$1/"; }
context_conformance() { part_dir conformance; cp "$DIR/conformance" "$1/"; }
# jlink verifies every file of the JDK but the sources, so it stays whole; some distributions link cacerts to a file outside
context_temurin-jdk() { tar -C "$JDK" --dereference --exclude=./lib/src.zip -c . > "$1/jdk.tar"; }
context_temurin-jre() {
  jre "$1/jre" java.se,jdk.accessibility,jdk.charsets,jdk.crypto.cryptoki,jdk.crypto.ec,jdk.httpserver,jdk.jcmd,jdk.jdwp.agent,jdk.jfr,jdk.localedata,jdk.management,jdk.management.agent,jdk.naming.dns,jdk.net,jdk.nio.mapmode,jdk.security.auth,jdk.security.jgss,jdk.unsupported,jdk.xml.dom,jdk.zipfs
}
context_distroless-java() {
  jre "$1/jre" java.base,java.instrument,java.logging,java.management,java.naming,java.net.http,java.sql,java.xml,jdk.crypto.ec,jdk.httpserver,jdk.jfr,jdk.management,jdk.naming.dns,jdk.net,jdk.unsupported,jdk.zipfs
}
# this machine's Maven, and what it downloads to build the example
context_maven() {
  find_maven
  cp -rL "$MAVEN" "$1/maven"
  mkdir "$1/example"
  maven_example "$1/example"
  quietly "maven: filling a repository" env JAVA_HOME="$JDK" mvn -B -ntp -f "$1/example/pom.xml" -Dmaven.repo.local="$1/repository" package
  # whence each file came is for a local repository
  find "$1/repository" \( -name _remote.repositories -o -name '*.lastUpdated' -o -name resolver-status.properties \) -delete
  rm -rf "$1/example"
}
# maven_example FOLDER: the project that examples/java has in its resource
maven_example() {
  local resource=$TESTBED/../examples/java/java.yaml name
  sed -n 's/^        \(pom\.xml\|src[^ ]*\): |$/\1/p' "$resource" | while read -r name; do
    mkdir -p "$1/$(dirname "$name")"
    awk -v key="        $name: |" '$0 == key { inside = 1; next } inside && /[^ ]/ && substr($0, 1, 10) != "          " { exit } inside { print substr($0, 11) }' "$resource" > "$1/$name"
  done
}
jre() { "$JDK/bin/jlink" --add-modules "$2" --no-header-files --no-man-pages --output "$1"; }
context_node-base() {
  mkdir "$1/bin"
  local name
  for name in kubernetes containerd runc registry kube-router; do part_dir "$name" && cp -P "$DIR"/* "$1/bin/"; done
  part_dir cni-plugins && cp -r "$DIR" "$1/cni"
  part_dir ca && mkdir "$1/tls" && cp "$DIR"/{ca.crt,tls.crt,tls.key} "$1/tls/"
  cp -rl "$(seed_dir)" "$1/seed" 2> /dev/null || cp -r "$(seed_dir)" "$1/seed"
}
context_node() {
  sed -i -e "s|@COREDNS@|$COREDNS|" -e "s|@PAUSE@|$PAUSE|" -e "s|@BUILDKIT@|$BUILDKIT|" -e "s|@REGISTRY@|${REGISTRY#v}|" \
    "$1"/rootfs/etc/node/addons/*.yaml "$1"/rootfs/etc/containerd/config.toml "$1"/rootfs/etc/node/preload
}

declare -A IMAGE_KEYS
# image_key NAME: computes IMAGE_KEYS[NAME]
image_key() {
  [[ -n ${IMAGE_KEYS[$1]:-} ]] && return
  local need text=
  for need in $(needs "$1"); do
    case $need in
      part:ca)
        part_dir ca
        [[ -e $DIR/ca.crt ]] || fail "The testbed is not there yet: run testbed/prepare."
        text+=" ca:$(digest < "$DIR/ca.crt")"
        ;;
      part:*) part_key "${need#part:}" && text+=" $need:${PART_KEYS[${need#part:}]}" ;;
      image:*) image_key "${need#image:}" && text+=" $need:${IMAGE_KEYS[${need#image:}]}" ;;
      version:*) text+=" $need:$(version_of "${need#version:}")" ;;
      jdk) find_jdk && text+=" jdk:$(digest < "$JDK/release")" ;;
      maven) text+=" example:$(sed -n '/^        pom.xml: |$/,/^        src/p' "$TESTBED/../examples/java/java.yaml" | digest) $(declare -f maven_example | digest)" ;;
      seed) seed_key && text+=" seed:$SEED_KEY" ;;
    esac
  done
  IMAGE_KEYS[$1]=$({ echo "$text"; declare -f "context_$1" jre || true; files_digest "images/$1"; } | digest)
}
image_ref() { echo "onggi.dev/testbed/$1:${IMAGE_KEYS[$1]}"; }

# image NAME: builds it unless it is there, and all that it needs before
image() {
  local need base=()
  for need in $(needs "$1"); do
    case $need in
      part:*) part "${need#part:}" ;;
      image:*)
        image "${need#image:}"
        base=(--build-arg "BASE=$(image_ref "${need#image:}")")
        ;;
      seed) seed ;;
    esac
  done
  image_key "$1"
  local ref
  ref=$(image_ref "$1")
  docker image inspect "$ref" > /dev/null 2>&1 && return
  mkdir -p "$STORE/.locks" "$STORE/.unfinished"
  (
    flock -n 8 || { log "image $1: waiting for another run that is building it"; flock 8; }
    docker image inspect "$ref" > /dev/null 2>&1 && exit 0
    rm -rf "$STORE/.unfinished/image-$1".*
    context=$(mktemp -d "$STORE/.unfinished/image-$1.XXXXXX")
    cp -r "$TESTBED/images/$1/." "$context"
    [[ -z $(declare -F "context_$1") ]] || "context_$1" "$context"
    # host network: apt in a Dockerfile reaches the same mirror as this machine does
    quietly "image $1: building" env DOCKER_BUILDKIT=0 docker build --network host --force-rm -t "$ref" "${base[@]}" "$context"
    rm -rf "$context"
  ) 8> "$STORE/.locks/image-$1"
}

# name_publicly: gives the images their public names in this Docker too, unless a name is taken by an image from elsewhere
name_publicly() {
  local name public ids
  for name in "${SEEDED[@]}"; do
    for public in $(public_names "$name"); do
      if ids=$(docker image inspect --format '{{.Id}} {{index .Config.Labels "dev.onggi.testbed"}}' "$public" 2> /dev/null); then
        [[ $ids == *" true" ]] || continue
        [[ $ids == "$(docker image inspect --format '{{.Id}}' "$(image_ref "$name")") "* ]] && continue
      fi
      docker tag "$(image_ref "$name")" "$public"
    done
  done
}

# find_jdk: sets JDK to the home of a JDK 25 or newer
find_jdk() {
  [[ -n ${JDK:-} ]] && return
  local home version
  for home in "${ONGGI_JDK:-}" "${JAVA_HOME:-}" /usr/lib/jvm/*25*; do
    [[ -x $home/bin/jlink && -e $home/release ]] || continue
    version=$(sed -n 's/^JAVA_VERSION="\([0-9]*\).*/\1/p' "$home/release")
    ((version >= 25)) && JDK=$home && return
  done
  fail "No JDK 25 found: set ONGGI_JDK or JAVA_HOME to one."
}

# find_maven: sets MAVEN to the home of this machine's
find_maven() {
  find_jdk
  [[ -n $(command -v mvn) ]] || debian_packages maven
  MAVEN=$(JAVA_HOME=$JDK mvn -v | sed -n 's/^Maven home: //p')
  [[ -d $MAVEN/lib ]] || fail "mvn -v does not say where Maven lies."
}

# The seed: the storage of a registry that holds all SEEDED images under their public names.
seed_key() {
  [[ -n ${SEED_KEY:-} ]] && return
  local name text=
  for name in "${SEEDED[@]}"; do image_key "$name" && text+=" ${IMAGE_KEYS[$name]} $(public_names "$name")"; done
  SEED_KEY=$({ echo "$text"; declare -f make_seed; } | digest)
}
seed_dir() { echo "$STORE/seed-$SEED_KEY"; }
seed() {
  local name
  for name in "${SEEDED[@]}"; do image "$name"; done
  part crane
  part registry
  seed_key
  kept seed "$SEED_KEY" make_seed
}
make_seed() {
  local registry crane work address server name public first
  part_dir registry && registry=$DIR/registry
  part_dir crane && crane=$DIR/crane
  work=$(mktemp -d "$STORE/.unfinished/seed.work.XXXXXX")
  address=127.0.0.1:$(free_port)
  printf '{version: "0.1", log: {level: error, accesslog: {disabled: true}}, storage: {filesystem: {rootdirectory: "%s"}}, http: {addr: "%s"}}' "$1" "$address" > "$work/registry.yaml"
  # it ends with this script, however that ends
  OTEL_TRACES_EXPORTER=none setpriv --pdeathsig KILL "$registry" serve "$work/registry.yaml" > "$work/registry.log" 2>&1 8>&- &
  server=$!
  until (: < "/dev/tcp/${address/:/\/}") 2> /dev/null; do
    kill -0 $server 2> /dev/null || fail "seed: the registry did not start: $(tail -n 3 "$work/registry.log")"
    sleep 0.1
  done
  for name in "${SEEDED[@]}"; do
    docker save -o "$work/image.tar" "$(image_ref "$name")"
    first=
    for public in $(public_names "$name"); do
      public=$address/${public#*/}
      if [[ -z $first ]]; then
        quietly "seed: adding $name" "$crane" push --insecure "$work/image.tar" "$public"
        first=$public
      else
        "$crane" tag --insecure "$first" "${public##*:}" > /dev/null 2>&1
      fi
    done
  done
  kill $server
  wait $server 2> /dev/null || true
  find "$1" -type d -name _uploads -prune -exec rm -rf {} +
  rm -rf "$work"
}
free_port() {
  local port
  while port=$((20000 + RANDOM % 20000)); (: < "/dev/tcp/127.0.0.1/$port") 2> /dev/null; do :; done
  echo "$port"
}
