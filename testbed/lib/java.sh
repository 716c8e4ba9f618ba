# What ./demo and ./verify need to build Java. Sourced after the others of this folder.

# need_java: sets JAVA_HOME and PATH to a JDK that builds this project, and sees to it that there is a Maven
need_java() {
  find_jdk
  export JAVA_HOME=$JDK PATH=$JDK/bin:$PATH
  [[ -n $(command -v mvn) ]] && return
  log "maven: not on PATH; installing Debian's"
  debian_packages maven
}
