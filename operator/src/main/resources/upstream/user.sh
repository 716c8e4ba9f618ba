#!/bin/sh
# Tells the registry that pulls images through which user it is at its upstream, in the way of Docker's credential helpers
# (https://github.com/docker/docker-credential-helpers).
#
# A registry that is given its user in another way asks the upstream at its start how that wants to be told, and ends when
# there is no answer. This one is asked while requests are served, so another password needs no new start either.
set -u

# as JSON has it; a file may end with a new line, which is no part of a password
text() { tr -d '\000-\037' 2>/dev/null <"${ONGGI_UPSTREAM_USER:-}/$1" | sed 's/[\\"]/\\&/g'; }

printf '{"Username":"%s","Secret":"%s"}\n' "$(text username 2>/dev/null)" "$(text password 2>/dev/null)"
