# ---- source ----------------------------------------------------------------------------------------------

# The same input gives the same image. Files of it that are younger than this get this time, 1980-01-01, the earliest that
# zip archives know. A commit's own time would be another one with each commit, and so would be layers in which nothing else
# has changed: they would be pushed and pulled anew. Whoever wants one gives the build argument SOURCE_DATE_EPOCH.
epoch=315532800

# Steps get the commit's time where the Dockerfile asks for it, and only there: it is part of what a cache is looked up by.
wants_epoch() { grep -Eqi '^[[:space:]]*ARG[[:space:]](.*[[:space:]])?SOURCE_DATE_EPOCH([[:space:]=]|$)' "$dockerfile_dir/$dockerfile"; }

look_at_source() { # options; sets options_of_steps and attributes_of_image
  revision='' time='' chosen=''
  if [ -f "$root/onggi/fetched/source" ]; then read -r revision time <"$root/onggi/fetched/source" || true; fi
  case $revision in *[!A-Za-z0-9:._-]*) revision='' ;; esac
  case $time in *[!0-9]*) time='' ;; esac
  for option in "$@"; do
    case $option in build-arg:SOURCE_DATE_EPOCH=*) chosen=${option#*=} ;; esac
  done
  case $chosen in
  '') if wants_epoch; then options_of_steps=build-arg:SOURCE_DATE_EPOCH=${time:-$epoch}; fi ;;
  *[!0-9]*) ;;
  *) epoch=$chosen ;;
  esac
  attributes_of_image=,source-date-epoch=$epoch,rewrite-timestamp=true
  if [ -n "$revision" ]; then
    attributes_of_image=$attributes_of_image,annotation.org.opencontainers.image.revision=$revision
  fi
  if [ -n "$time" ]; then
    attributes_of_image=$attributes_of_image,annotation.org.opencontainers.image.created=$(date -u -d "@$time" +%Y-%m-%dT%H:%M:%SZ)
  fi
}

