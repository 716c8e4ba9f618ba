# What a build that went well has to tell, read from BuildKit's log and metadata, for a script that has the variables run,
# result, dockerfile_dir and dockerfile.

# BuildKit's metadata has the digest of what it pushed, and its log that of the image in it, on lines that no step can
# write: theirs have a time in front.
image_of_index() {
  if ! grep -q '^#[0-9]* exporting manifest list sha256:' "$run/log"; then return 0; fi
  sed -n 's/^#[0-9]* exporting manifest \(sha256:[0-9a-f]*\).*/\1/p' "$run/log" | sort -u >"$run/text"
  if [ "$(wc -l <"$run/text")" -eq 1 ]; then printf '"image":"%s",' "$(cat "$run/text")"; fi
}

# The stage that the image starts with: the last one or that of the option target, or the one that it is built from, and so
# on. FROM is looked for at the start of an instruction: not in the lines that go on with one, and in no here-document.
first_stage() { # options
  wanted=''
  for option in "$@"; do
    case $option in target=*) wanted=${option#target=} ;; esac
  done
  awk -v wanted="$wanted" '
    { sub(/\r/, "") }
    heredoc != "" { line = $0; sub(/^\t+/, "", line); if (line == heredoc) heredoc = ""; next }
    /^[ \t]*(#|$)/ { next }
    {
      goes_on = more; more = /\\[ \t]*$/
      # a word that begins with it, as a shift in arithmetic does not
      if (match($0, /[ \t][0-9]*<<-?["\047]?[A-Za-z_][A-Za-z0-9_]*/)) {
        heredoc = substr($0, RSTART, RLENGTH); sub(/^.*<<-?["\047]?/, "", heredoc)
      }
      if (goes_on || toupper($1) != "FROM") next
      i = 2; while ($i ~ /^--/) i++
      from[++n] = tolower($i)
      stage[n] = toupper($(i + 1)) == "AS" ? tolower($(i + 2)) : ("stage-" (n - 1))
    }
    END {
      first = n
      for (i = 1; i <= n; i++) if (wanted != "" && (stage[i] == tolower(wanted) || (i - 1) "" == wanted)) first = i
      for (i = first - 1; i > 0; i--) if (stage[i] == from[first]) first = i
      print (n == 1 ? "" : stage[first])
    }' "$dockerfile_dir/$dockerfile"
}

base_of_image() { # options
  awk -v stage="$(first_stage "$@")" '
    /^#[0-9]+ \[[^]]*\] FROM [^ ]+@sha256:[0-9a-f]+$/ && length($NF) < 600 {
      place = $0; sub(/^#[0-9]+ \[/, "", place); sub(/\].*/, "", place)
      words = split(place, word, " ")
      # [linux/amd64 name 1/2]: a platform where there are several, a name where there are several stages
      name = words > 1 && word[words - 1] !~ /\// ? word[words - 1] : ""
      if (stage == "" || name == stage) { printf "\"base\":\"%s\",", $NF; exit }
    }' "$run/log"
}

# An instruction is a step; FROM is none, for there is nothing to do in it that a cache could save.
write_success() { # options
  steps=$(awk '
    /^#[0-9]+ \[[^]]*[0-9]+\/[0-9]+\] / && !/^#[0-9]+ [^]]*\] FROM / { steps[$1] = 1 }
    /^#[0-9]+ CACHED$/ { cached[$1] = 1 }
    # for the metrics; what a RUN step prints has its time before it
    /^#[0-9]+ pushing .* [0-9]+\.[0-9]+s done$/ { pushed += $(NF - 1) }
    END {
      for (id in steps) { n++; if (id in cached) m++ }
      printf "\"steps\":%d,\"cachedSteps\":%d,\"pushSeconds\":%.1f", n, m, pushed
    }' "$run/log")
  # the images that it was built from, each by name and digest; a RUN step's output has its time before it
  bases=$(awk '
    /^#[0-9]+ \[[^]]*\] FROM [^ ]+:[^ ]+@sha256:[0-9a-f]+$/ && !seen[$NF]++ && length(list) + length($NF) < 1500 {
      list = list (list == "" ? "" : ",") "\"" $NF "\""
    }
    END { print list }' "$run/log")
  base=$(base_of_image "$@")
  metadata=$(tr -d '\n\t' <"$run/metadata.json")
  if [ "$((${#metadata} + ${#bases} + ${#base}))" -gt 3700 ]; then
    digest=$(sed -n 's/.*"containerimage.digest": *"\(sha256:[0-9a-f]*\)".*/\1/p' "$run/metadata.json")
    metadata="{\"containerimage.digest\":\"$digest\"}"
  fi
  printf '{%s,"bases":[%s],%s%s"metadata":%s}\n' "$steps" "$bases" "$base" "$(image_of_index)" "$metadata" >"$result"
}
