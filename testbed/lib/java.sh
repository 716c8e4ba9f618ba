# What ./demo, ./bench and ./verify need to build Java and to run it on a cluster that stays. Sourced after the others of this folder.

# need_java: sets JAVA_HOME and PATH to a JDK that builds this project, and sees to it that there is a Maven
need_java() {
  find_jdk
  export JAVA_HOME=$JDK PATH=$JDK/bin:$PATH
  [[ -n $(command -v mvn) ]] && return
  log "maven: not on PATH; installing Debian's"
  debian_packages maven
}

# package_operator: with Maven, unless nothing has changed since the last time
package_operator() {
  local state built=target/testbed/built
  state=$(find pom.xml .mvn crds operator testbed/pom.xml testbed/src \( -name target -o -path operator/src/test \) -prune -o -type f -printf '%p %s %T@\n' | sort | digest)
  [[ -e operator/target/quarkus-app/quarkus-run.jar && -e testbed/target/onggi-testbed.jar && $(cat $built 2> /dev/null) == "$state" ]] && return
  quietly "building the operator" mvn -B -ntp package -Dmaven.test.skip=true
  mkdir -p target/testbed
  echo "$state" > $built
}

# remove_cluster NAME: one that stayed
remove_cluster() {
  local containers
  eval "$(testbed/env 2> /dev/null)"
  docker_answers || fail "Docker does not answer, so nothing was removed. Start it, then run ./$1 down again."
  containers=$(docker ps --all --quiet --filter "label=dev.onggi.testbed.cluster=$1")
  # shellcheck disable=SC2086 # one word an id
  [[ -z $containers ]] || docker rm --force --volumes $containers > /dev/null
}
