# Runs the registry that pulls images of one upstream through, and keeps them.
#
#   sh -c "$(cat serve.sh)" onggi-upstream CONFIG [FILE...]
#
#   CONFIG  configuration of the registry
#   FILE    what it needs of the user's Secrets: it is waited for, and the registry is started anew when it changes.
#           What ends with /username and /password becomes the user at the upstream.
#
# A registry that is to pull through ends when it does not reach its upstream at its start. It must not take the Pod along,
# which has the images that were pushed: so it is started again from here, and not by the kubelet.
set -u

config=$1
shift
child=''

stop() {
  if [ -n "$child" ]; then
    kill -TERM "$child" 2>/dev/null
    wait "$child"
  fi
  exit 0
}

# a signal ends the wait, where it would not end the sleep
pause() {
  sleep "${ONGGI_PAUSE:-2}" &
  wait "$!"
}

complete() {
  for file in "$@"; do
    if [ ! -s "$file" ]; then return 1; fi
  done
}

state() { if [ "$#" -gt 0 ]; then cat "$@" 2>/dev/null | md5sum; fi; }

trap stop TERM INT
while :; do
  until complete "$@"; do pause; done
  for file in "$@"; do
    case $file in
    */username)
      REGISTRY_PROXY_USERNAME=$(cat "$file")
      export REGISTRY_PROXY_USERNAME
      ;;
    */password)
      REGISTRY_PROXY_PASSWORD=$(cat "$file")
      export REGISTRY_PROXY_PASSWORD
      ;;
    esac
  done
  before=$(state "$@")
  registry serve "$config" &
  child=$!
  while kill -0 "$child" 2>/dev/null && [ "$(state "$@")" = "$before" ]; do pause; done
  kill -TERM "$child" 2>/dev/null
  wait "$child"
  child=''
  pause
done
