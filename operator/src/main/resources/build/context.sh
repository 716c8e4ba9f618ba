# ---- context ---------------------------------------------------------------------------------------------

# A ConfigMap volume is a tree of links into ..data; builds want the files.
copy_source() {
  if [ ! -d "$root/onggi/source/..data/" ]; then return 0; fi
  find "$workspace" -mindepth 1 -maxdepth 1 -exec rm -rf {} +
  cp -R "$root/onggi/source/..data/." "$workspace/"
}

# Links are resolved before anything is decided: a link in a repository must not lead BuildKit to a file of
# the pod, such as the push credential.
resolve_context() {
  context=$(cd -P "$workspace/$1" 2>/dev/null && pwd -P) ||
    refuse ContextNotFound "contextDir \"$1\" is not a directory of the source; its root has: $(list "$workspace")"
  case $context/ in
  "$workspace"/*) ;;
  *) refuse ContextNotFound "contextDir \"$1\" leads out of the source; name a directory inside it" ;;
  esac
}

resolve_dockerfile() {
  if [ -z "$1" ]; then
    mkdir -p "$run/dockerfile"
    cp "$inputs/Dockerfile.inline" "$run/dockerfile/Dockerfile"
    dockerfile_dir=$run/dockerfile
    dockerfile=Dockerfile
    return 0
  fi
  if [ ! -f "$context/$1" ]; then
    refuse DockerfileNotFound "there is no file \"$1\" in contextDir \"$context_arg\"; it has: $(list "$context")"
  fi
  # named from the root of the source: that is how messages show it
  dockerfile_dir=$workspace
  dockerfile=$(realpath "$context/$1")
  case $dockerfile in
  "$workspace"/*) dockerfile=${dockerfile#"$workspace"/} ;;
  *) refuse DockerfileNotFound "dockerfile.path \"$1\" leads out of the source; name a file inside it" ;;
  esac
}

list() { # the first names in a directory, on one line
  names=$(ls -A "$1" | head -n 12 | tr '\n' ' ')
  if [ -n "$names" ]; then printf '%s' "${names% }"; else printf nothing; fi
}

# ---- front end -------------------------------------------------------------------------------------------

# `# syntax=` names an image that would read the Dockerfile in place of BuildKit. The daemon runs no such
# image: buildkitd.toml turns the gateway front end off, so whatever is not recognised here is refused by it.
# docker/dockerfile itself is what is built in, and is then used without a pull: BuildKit leaves the line
# alone when the option cmdline is there, which is how an image front end is told that it is the one.
frontend_option() {
  for option in "$@"; do
    case $option in *build-arg:BUILDKIT_SYNTAX=*) return 0 ;; esac
  done
  awk '
    NR == 1 { sub(/^\357\273\277/, "") }
    NR == 1 && /^#!/ { next }
    !/^#[ \t]*[A-Za-z][A-Za-z0-9]*[ \t]*=[ \t]*[^ \t]/ { exit }
    {
      key = $0; sub(/^#[ \t]*/, "", key); sub(/[ \t]*=.*/, "", key); key = tolower(key)
      if (key == "escape" || key == "check") next
      if (key != "syntax") exit
      value = $0; sub(/^[^=]*=[ \t]*/, "", value); sub(/[ \t\r].*$/, "", value)
      if (value ~ /^(docker\.io\/)?docker\/dockerfile(:(latest|1|1\.[0-9]+|1\.[0-9]+\.[0-9]+))?(@sha256:[0-9a-f]+)?$/)
        print "cmdline=" value
      exit
    }' "$dockerfile_dir/$dockerfile"
}

