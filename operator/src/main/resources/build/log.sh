# ---- log -------------------------------------------------------------------------------------------------

# Credentials in a log must not reach a status.
redact() { sed -E -e 's#://[^/[:space:]]+@#://***@#g' -e "s/([Aa]uthorization: *([A-Za-z]+ +)?)[^\"' ]+/\1***/g"; }

# Colours and other control characters, but not tab and newline.
printable() { sed "s/$escape\[[0-9;?]*[A-Za-z]//g" | tr -d '\000-\010\013-\037\177'; }

# A step may print its secrets, and kubectl logs shows a log to more people than may read a Secret. Each line of a secret
# is looked for, and the whole of it in base64; what is shorter than four characters would be found everywhere.
without_secrets() {
  if [ ! -d "$root/onggi/secrets/..data/" ]; then cat; return 0; fi
  mkdir -p "$run/secrets"
  for file in "$root"/onggi/secrets/..data/*; do
    tr -d '\r\000' <"$file"
    echo
    # with the newline that it may have at its end, and without
    base64 <"$file" | tr -d '\n'
    echo
    printf '%s' "$(tr -d '\000' <"$file")" | base64 | tr -d '\n'
    echo
  done >"$run/secrets/words"
  awk -v words="$run/secrets/words" '
    BEGIN {
      while ((getline word < words) > 0) {
        sub(/^[ \t]+/, "", word); sub(/[ \t]+$/, "", word)
        if (length(word) > 3) secret[++n] = word
      }
      # a longer one may have a shorter one in it, of which the rest would be left
      for (i = 2; i <= n; i++)
        for (j = i; j > 1 && length(secret[j]) > length(secret[j - 1]); j--) {
          word = secret[j]; secret[j] = secret[j - 1]; secret[j - 1] = word
        }
    }
    {
      for (i = 1; i <= n; i++) {
        left = ""
        while (at = index($0, secret[i])) {
          left = left substr($0, 1, at - 1) "***"
          $0 = substr($0, at + length(secret[i]))
        }
        $0 = left $0
      }
      print; fflush()
    }'
}

# What a person needs of a build log: long lines lose their middle, a long instruction its later lines, so
# that the line number, the exit code and the last output fit into what a status can hold. What is no UTF-8,
# by itself or for being cut, becomes a question mark: a termination message is a string of the API.
condense() {
  awk '
    function utf8(text, out) {
      while (match(text, /[\200-\377]/)) {
        out = out substr(text, 1, RSTART - 1); text = substr(text, RSTART)
        if (match(text, /^([\302-\337][\200-\277]|[\340-\357][\200-\277][\200-\277]|[\360-\364][\200-\277][\200-\277][\200-\277])+/)) {
          out = out substr(text, 1, RLENGTH); text = substr(text, RLENGTH + 1)
        } else { out = out "?"; text = substr(text, 2) }
      }
      return out text
    }
    /^ *[0-9]+ \| >>> / { if (++meant > 6) next }
    length($0) > 420 { $0 = substr($0, 1, 200) " ... " substr($0, length($0) - 199) }
    { print utf8($0) }'
}

# The last bytes, from the start of a line on.
last_bytes() {
  cat >"$run/text"
  if [ "$(wc -c <"$run/text")" -gt "$1" ]; then tail -c "$1" "$run/text" | sed 1d; else cat "$run/text"; fi
}

write_failure() { # reason, exit code; text on stdin
  {
    printf 'reason=%s\nexit=%s\n\n' "$1" "$2"
    tail -c 65536 | printable | condense | redact | last_bytes 3500
  } >"$run/message"
  cat "$run/message" >"$result"
}

refuse() { # reason, sentence
  say "$2"
  say "$2" | write_failure "$1" 1
  exit 1
}

