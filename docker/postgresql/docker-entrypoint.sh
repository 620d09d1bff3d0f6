#!/usr/bin/env bash
# Starts PostgreSQL by the conventions of the official `postgres` image: the same variables, the same
# /docker-entrypoint-initdb.d, the same command lines. Variables may also be read from files (…_FILE).
set -Eeuo pipefail

from_file() { # VARIABLE DEFAULT: takes VARIABLE, else the content of the file named by VARIABLE_FILE
  local file_variable="$1_FILE"
  if [ -n "${!1:-}" ] && [ -n "${!file_variable:-}" ]; then
    echo "error: $1 and $file_variable are both set; unset one of them" >&2
    exit 1
  fi
  if [ -z "${!1:-}" ] && [ -n "${!file_variable:-}" ]; then
    export "$1=$(<"${!file_variable}")"
  fi
  export "$1=${!1:-$2}"
}

sql() {
  PGHOST='' psql -v ON_ERROR_STOP=1 --no-password --no-psqlrc --username "$POSTGRES_USER" "$@"
}

run_init_files() {
  local file
  for file in /docker-entrypoint-initdb.d/*; do
    case "$file" in
      *.sh)
        echo "$0: running $file"
        # shellcheck disable=SC1090 # named only at run time; a script without the x bit is sourced
        if [ -x "$file" ]; then "$file"; else . "$file"; fi
        ;;
      *.sql) echo "$0: running $file"; sql --dbname "$POSTGRES_DB" -f "$file" ;;
      *.sql.gz) echo "$0: running $file"; gunzip -c "$file" | sql --dbname "$POSTGRES_DB" ;;
    esac
  done
}

init_cluster() { # "$@": the server's arguments
  if [ -z "$POSTGRES_PASSWORD" ] && [ "${POSTGRES_HOST_AUTH_METHOD:-}" != trust ]; then
    echo "error: a new database needs POSTGRES_PASSWORD (or POSTGRES_HOST_AUTH_METHOD=trust)" >&2
    exit 1
  fi

  # --no-sync: the disk cache outlives a killed container, and nothing is stored here yet.
  # eval: POSTGRES_INITDB_ARGS is a command line, quotes and all.
  eval 'initdb --no-sync --username="$POSTGRES_USER" --pwfile=<(printf "%s\n" "$POSTGRES_PASSWORD") '"$POSTGRES_INITDB_ARGS"
  local method
  method="${POSTGRES_HOST_AUTH_METHOD:-$(postgres -C password_encryption "$@")}"
  printf '\nhost all all all %s\n' "$method" >>"$PGDATA/pg_hba.conf"

  # On the socket alone, so that no client connects before the set-up is complete.
  export PGPASSWORD="${PGPASSWORD:-$POSTGRES_PASSWORD}"
  pg_ctl -D "$PGDATA" -o "$(printf '%q ' "$@" -c listen_addresses= -c fsync=off)" -w start
  if [ "$POSTGRES_DB" != postgres ]; then
    sql --dbname postgres --set db="$POSTGRES_DB" <<<'CREATE DATABASE :"db";'
  fi
  run_init_files
  pg_ctl -D "$PGDATA" -m fast -w stop
  unset PGPASSWORD
  printf '\nPostgreSQL init process complete; ready for start up.\n\n'
}

if [ "${1:0:1}" = - ]; then
  set -- postgres "$@"
fi

case " $* " in
  *" --help "* | *" -? "* | *" --version "* | *" -V "* | *" --describe-config "*) exec "$@" ;;
esac

if [ "$1" = postgres ]; then
  mkdir -p "$PGDATA"
  if [ "$(id -u)" = 0 ]; then
    find "$PGDATA" /var/run/postgresql ! -user postgres -exec chown postgres '{}' +
    chmod 700 "$PGDATA"
    exec gosu postgres "$0" "$@"
  fi
  chmod 700 "$PGDATA" || true # a directory mounted for a container run with --user may be another's
  if [ ! -s "$PGDATA/PG_VERSION" ]; then
    from_file POSTGRES_PASSWORD ''
    from_file POSTGRES_USER postgres
    from_file POSTGRES_DB "$POSTGRES_USER"
    from_file POSTGRES_INITDB_ARGS ''
    init_cluster "${@:2}"
  fi
fi

exec "$@"
