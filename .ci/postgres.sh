# Sourced by .ci/run: a PostgreSQL of Debian's package for the tests of the engine, in a temporary folder, on a Unix socket
# only. Sets TEST_POSTGRES, or says why it cannot.

postgres_programs() { ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -V | tail -n 1; }

# Prints why it cannot be had, and fails.
start_postgres() {
  if [ "$(id -u)" -ne 0 ] || ! command -v apt-get >/dev/null; then
    echo 'it needs root and apt-get'
    return 1
  fi
  if [ -z "$(postgres_programs)" ]; then
    apt-get update -qq >/dev/null 2>&1 || true
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends postgresql >/dev/null 2>&1 ||
      { echo 'Debian’s package postgresql cannot be installed'; return 1; }
  fi
  local programs
  programs=$(postgres_programs)
  mkdir -p "$1"
  chown postgres "$1"
  su postgres -s /bin/sh -c "cd '$1' && '$programs/initdb' -D data -A trust -U postgres --no-sync" >"$1/initdb.log" 2>&1 ||
    { echo 'initdb fails'; return 1; }
  su postgres -s /bin/sh -c "cd '$1' && '$programs/pg_ctl' -D data -w -l server.log \
    -o \"-c listen_addresses='' -c unix_socket_directories='$1'\" start" >/dev/null 2>&1 ||
    { echo "the server does not start ($(tail -n 1 "$1/server.log"))"; return 1; }
  # A host that begins with a slash is the folder of a socket.
  export TEST_POSTGRES="postgres://postgres@/postgres?host=$1"
}

stop_postgres() {
  [ ! -d "$1/data" ] || su postgres -s /bin/sh -c "'$(postgres_programs)/pg_ctl' -D '$1/data' -m immediate stop" >/dev/null 2>&1
}
