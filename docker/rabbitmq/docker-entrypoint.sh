#!/usr/bin/env bash
# Starts RabbitMQ by the conventions of the official `rabbitmq:management` image. The server reads
# RABBITMQ_DEFAULT_USER, …_PASS, …_VHOST and RABBITMQ_NODENAME by itself.
set -euo pipefail

case "$1" in
  rabbitmq*)
    if [ "$(id -u)" = 0 ]; then
      find /var/lib/rabbitmq /etc/rabbitmq ! -user rabbitmq -exec chown rabbitmq '{}' + || true
      # Erlang allocates for every descriptor it may open, and an engine's limit can be a thousand million.
      if [ "$(ulimit -n)" = unlimited ] || [ "$(ulimit -n)" -gt 65536 ]; then
        ulimit -n 65536
      fi
      exec setpriv --reuid=rabbitmq --regid=rabbitmq --init-groups -- "$0" "$@"
    fi
    if [ -n "${RABBITMQ_ERLANG_COOKIE:-}" ] && [ ! -e "$HOME/.erlang.cookie" ]; then
      (umask 077 && printf '%s' "$RABBITMQ_ERLANG_COOKIE" >"$HOME/.erlang.cookie")
    fi
    ;;
esac

exec "$@"
