# Fills empty volumes with what an image has in their place, as Docker does with a volume when it is new.
#   $1          the root of the image
#   $2 $3 ...   for each volume: an absolute path in the image, and the directory of the volume
# Ends with 0 when each volume is either full or was used before. Killed at any moment, the next run completes what it began: the
# mark is the first thing in a volume and goes last, and no container of the user's starts before that.
root=$1
shift
mark=.onggi-populate

# Prints where in the image a path leads when the image is the root: links in it may be absolute, and may not lead out of it.
resolve() {
  rest=$1
  at=
  links=0
  while [ -n "$rest" ]; do
    name=${rest%%/*}
    case $rest in */*) rest=${rest#*/} ;; *) rest= ;; esac
    case $name in
      '' | .) continue ;;
      ..)
        at=${at%/*}
        continue
        ;;
    esac
    if [ -L "$root$at/$name" ]; then
      links=$((links + 1))
      # as many as Linux follows
      if [ $links -gt 40 ]; then
        echo "the path $1 of the image has too many links" >&2
        return 1
      fi
      link=$(readlink "$root$at/$name")
      case $link in /*) at= ;; esac
      rest=$link/$rest
    else
      at=$at/$name
    fi
  done
  printf '%s' "$at"
}

# Whether a volume was never used: lost+found is there from the start where the volume is a disk of its own.
unused() {
  for entry in "$1"/* "$1"/.[!.]* "$1"/..?*; do
    if [ "$entry" != "$1/lost+found" ] && { [ -e "$entry" ] || [ -L "$entry" ]; }; then
      return 1
    fi
  done
}

fill() {
  path=$1
  volume=$2
  # what remains of a run that was ended comes first: such a volume looks used
  if [ ! -e "$volume/$mark" ] && ! unused "$volume"; then
    echo "$path: the volume is in use already and stays as it is"
    return
  fi
  : > "$volume/$mark"
  from=$root$(resolve "$path")
  if [ -d "$from" ]; then
    cp -a "$from/." "$volume/"
    echo "$path: filled from the image"
  elif [ -e "$from" ]; then
    echo "$path is a file in the image; a volume can take the place of a directory only" >&2
    return 1
  else
    echo "$path: the image has nothing there, the volume stays empty"
  fi
  rm "$volume/$mark"
}

while [ $# -gt 1 ]; do
  # Pods take turns, where the storage knows locks: NFS takes none for a directory
  (
    flock 9 2> /dev/null || echo "$1: the volume takes no lock, going on without"
    fill "$1" "$2"
  ) 9< "$2"
  shift 2
done
