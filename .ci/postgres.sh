# Sourced by .ci/run: a PostgreSQL of Debian's package for the tests of the engine, in a temporary folder, on a Unix socket
# only. Sets TEST_POSTGRES, or says why it cannot.

# The newest that has a server: clients come in a folder of the same kind.
postgres_programs() {
  local server
  server=$(ls /usr/lib/postgresql/*/bin/initdb 2>/dev/null | sort -V | tail -n 1) || true
  [ -n "$server" ] && dirname "$server"
}

# Prints why it cannot be had, and fails.
start_postgres() {
  [ "$(id -u)" -eq 0 ] || { echo 'it needs root'; return 1; }
  [ -n "$(postgres_programs)" ] || install_packages postgresql || return 1
  local programs
  programs=$(postgres_programs) || { echo 'the package postgresql brings no initdb'; return 1; }
  mkdir -p "$1"
  chown postgres "$1" || { echo 'there is no user postgres'; return 1; }
  su postgres -s /bin/sh -c "cd '$1' && '$programs/initdb' -D data -A trust -U postgres --no-sync" >"$1/initdb.log" 2>&1 ||
    { echo "initdb fails ($(tail -n 1 "$1/initdb.log"))"; return 1; }
  su postgres -s /bin/sh -c "cd '$1' && '$programs/pg_ctl' -D data -w -t 300 -l server.log \
    -o \"-c listen_addresses='' -c unix_socket_directories='$1'\" start" >/dev/null 2>&1 ||
    { echo "the server does not start ($(tail -n 1 "$1/server.log"))"; return 1; }
  # A host that begins with a slash is the folder of a socket.
  export TEST_POSTGRES="postgres://postgres@/postgres?host=$1"
}

stop_postgres() {
  [ ! -d "$1/data" ] ||
    su postgres -s /bin/sh -c "'$(postgres_programs)/pg_ctl' -D '$1/data' -m immediate stop" >/dev/null 2>&1 || true
}
