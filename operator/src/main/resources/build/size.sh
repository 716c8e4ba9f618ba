# ---- size ------------------------------------------------------------------------------------------------

# In KiB, on the disk; a file takes 4 of them at least, for a node has not inodes without end.
size() {
  du -ak "$workspace" "$tmp" 2>/dev/null |
    awk -v a="$workspace" -v b="$tmp" '$2 == a || $2 == b { sum += $1 } END { print (sum > 4 * NR ? sum : 4 * NR) }'
}

# Ends git when what it writes becomes too much: what the kubelet ends is the whole Pod, with all that others build in it.
watch_size() { # process
  while sleep 0.5; do
    if [ "$(size)" -gt "$limit" ]; then
      : >"$tmp/too-large"
      end_git "$1"
      return
    fi
  done
}

too_large() {
  find "$workspace" -mindepth 1 -maxdepth 1 -exec rm -rf {} +
  : >"$tmp/stderr"
  fail SourceTooLarge "$url has more than $((limit / 1024)) MiB at \"${revision:-HEAD}\", with the history that is asked for, which is more than a build may have; take files out of the repository, or ask for less history in spec.source.git.depth"
}

