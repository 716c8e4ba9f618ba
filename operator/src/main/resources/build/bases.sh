# Asks registries for the digests of images again and again, and ends when one has another digest than the known one.
#
#   sh -c "$(cat bases.sh)" onggi INTERVAL PROGRAM...
#
#   INTERVAL  seconds from one question to the next, give or take a tenth
#   PROGRAM   what asks once, and writes to ONGGI_RESULT (default /dev/termination-log) what has moved, or why it had no answer
#
# Exits     0 when something has moved, 1 when there is no answer, 143 after SIGTERM. /run/onggi-asked is there after the first
#           answer. The program runs for a second, and nothing but this waits in between.
set -u
export LC_ALL=C

interval=$1
shift
root=${ONGGI_ROOT:-}
result=${ONGGI_RESULT:-/dev/termination-log}
child=''

stop() {
  if [ -n "$child" ]; then kill "$child" 2>/dev/null; fi
  exit 143
}
trap stop TERM INT

while :; do
  : >"$result"
  "$@" &
  child=$!
  wait "$child" || exit 1
  if [ -s "$result" ]; then exit 0; fi
  : >"$root/run/onggi-asked"
  read -r random </proc/sys/kernel/random/uuid
  sleep "$((interval * 9 / 10 + 0x${random%%-*} % (interval / 5 + 1)))" &
  child=$!
  wait "$child"
done
