# Runs the registry that pulls images of one upstream through, and keeps them.
#
#   sh -c "$(cat serve.sh)" onggi-upstream CONFIG [FILE...]
#
#   CONFIG  configuration of the registry
#   FILE    what it reads at its start alone, of the user's Secrets: it is started anew when that changes
#
# It serves what it has kept, whether there is a way to the upstream or not. Should it end nevertheless, it is started again
# from here and not by the kubelet, for it must not take the Pod along, which has the images that were pushed.
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

state() { if [ "$#" -gt 0 ]; then cat "$@" 2>/dev/null | md5sum; fi; }

trap stop TERM INT
while :; do
  before=$(state "$@")
  registry serve "$config" &
  child=$!
  while kill -0 "$child" 2>/dev/null && [ "$(state "$@")" = "$before" ]; do pause; done
  kill -TERM "$child" 2>/dev/null
  wait "$child"
  child=''
  pause
done
