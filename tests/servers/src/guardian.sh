# Runs a throw-away server for as long as standard input is open, then leaves nothing of it.
# The tests hold the other end, so that it is over with them, however they end.
#
#     guardian postgres PORT BIN_DIR
#     guardian mysql PORT SERVER [INSTALLER]
#
# Writes `ready` when the server takes connections, else why there is none.

exec 2>&1
export LC_ALL=C
# Ctrl-C and a closed terminal mean the tests, and a reader may be gone.
trap '' HUP INT PIPE
trap 'exit 1' TERM

postgres() {
  port=$1 bin=$2
  "$bin/initdb" --pgdata data --username relata --auth trust --encoding UTF8 --locale C.UTF-8 --no-sync >log 2>&1 || fail
  stop() { "$bin/pg_ctl" stop --pgdata data --mode immediate; }
  "$bin/pg_ctl" start --wait --pgdata data --log log --options "-p $port -c listen_addresses=127.0.0.1 \
    -c unix_socket_directories='' -c max_connections=300 -c shared_buffers=128MB -c fsync=off -c full_page_writes=off \
    -c synchronous_commit=off -c autovacuum=off -c jit=off -c max_wal_size=128MB -c log_min_messages=log -c log_checkpoints=off" >/dev/null || fail
}

mysql() {
  port=$1 server=$2 installer=$3
  if [ -n "$installer" ]; then
    "$installer" --no-defaults --datadir="$dir/data" --auth-root-authentication-method=normal \
      --skip-name-resolve --skip-test-db
  else
    "$server" --no-defaults --datadir="$dir/data" --initialize-insecure
  fi >log 2>&1 || fail
  cat >users.sql <<'SQL'
CREATE USER relata@'127.0.0.1' IDENTIFIED BY '';
GRANT ALL ON *.* TO relata@'127.0.0.1' WITH GRANT OPTION;
SQL
  # The socket's path is relative to the data: an absolute one may be too long for a socket.
  "$server" --no-defaults --datadir="$dir/data" --init-file="$dir/users.sql" \
    --port="$port" --bind-address=127.0.0.1 --socket=socket --skip-networking=0 --skip-name-resolve --loose-mysqlx=OFF \
    --max-connections=500 --character-set-server=utf8mb4 --table-definition-cache=4000 --table-open-cache=4000 \
    --innodb-buffer-pool-size=256M --innodb-log-file-size=32M --performance-schema=OFF --skip-log-bin \
    --innodb-flush-log-at-trx-commit=0 --innodb-doublewrite=0 --innodb-flush-method=nosync \
    --loose-debug-no-sync --loose-sync-frm=OFF </dev/null >log 2>&1 &
  process=$!
  stop() { kill -9 "$process" && wait "$process"; }
  for _ in $(seq 1200); do
    grep -q 'ready for connections' log && return
    kill -0 "$process" || fail
    sleep 0.05
  done
  fail
}

fail() {
  tail -n 60 log
  exit 1
}

stop() { :; }

# Databases are made and deleted all the time, which takes several times as long where there is a disk.
memory_kb=$(df -Pk /dev/shm 2>/dev/null | awk 'NR == 2 { print $4 }')
if [ -w "${TMPDIR:-}" ]; then
  place=$TMPDIR
elif [ -w /dev/shm ] && [ "${memory_kb:-0}" -ge 1048576 ]; then
  place=/dev/shm
else
  place=/tmp
fi
dir=$(mktemp -d "$place/relata-$1.XXXXXX") || exit 1
trap 'stop >/dev/null 2>&1; cd /; rm -rf "$dir"' EXIT
cd "$dir" || exit 1
export TMPDIR="$dir"
"$@"
echo ready
exec >/dev/null 2>&1
read -r _
