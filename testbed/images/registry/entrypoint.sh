#!/bin/sh
# A configuration file stands for `registry serve FILE`, a subcommand or an option for `registry ...`.
case "$1" in
  *.yaml | *.yml) set -- registry serve "$@" ;;
  serve | garbage-collect | help | -*) set -- registry "$@" ;;
esac
exec "$@"
