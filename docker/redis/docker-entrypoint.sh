#!/bin/sh
# Starts Redis by the conventions of the official `redis` image: `redis-server --flag …`, or flags or a
# configuration file alone.
set -eu

case "${1-}" in
  -* | *.conf) set -- redis-server "$@" ;;
esac

if [ "$1" = redis-server ] && [ "$(id -u)" = 0 ]; then
  find . ! -user redis -exec chown redis '{}' +
  exec setpriv --reuid=redis --regid=redis --init-groups -- "$0" "$@"
fi

if [ "$1" = redis-server ]; then
  # Protected mode refuses every client that is not on loopback, which in a container is every client.
  # The official image has it compiled out; a configuration file keeps its own word.
  case " $* " in
    *.conf\ * | *" --protected-mode "* | *" --version "* | *" -v "* | *" --help "* | *" -h "* | *" --test-memory "*) ;;
    *) set -- "$@" --protected-mode no ;;
  esac
fi

exec "$@"
