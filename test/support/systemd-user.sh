#!/bin/bash
# systemd-user.sh COMMAND [ARGUMENT...]: runs a command with a real `systemd --user` of its own and a journal, which nothing outside can see.
#
# Needs root, systemd, dbus-user-session and unshare. Namespaces of its own for mounts, processes, control groups and ipc; whatever
# the command leaves behind ends with it.
set -euo pipefail

unified=$(awk '$3 == "cgroup2" { print $2; exit }' /proc/mounts)
[ -n "$unified" ] || { echo 'no unified control group hierarchy is mounted' >&2; exit 69; }
name=moltbot-test-$$
own=$unified/$name
named=
[ ! -d /sys/fs/cgroup/systemd ] || named=/sys/fs/cgroup/systemd/$name
export RUN_HOME; RUN_HOME=$(mktemp -d)
# A user manager believes it is one when its control group has this path.
export SLICE=user.slice/user-0.slice/user@0.service

clean() {
  [ ! -e "$own/cgroup.kill" ] || echo 1 >"$own/cgroup.kill" || true
  for group in "$own" $named; do
    for _ in $(seq 50); do
      find "$group" -depth -type d -exec rmdir {} \; 2>/dev/null || true
      [ -d "$group" ] || break
      sleep 0.05
    done
  done
  rm -rf "$RUN_HOME"
}
trap clean EXIT

mkdir -p "$own/$SLICE" "$RUN_HOME/.config/systemd/user"
[ -z "$named" ] || mkdir "$named"

inside='
  umount -R /sys/fs/cgroup 2>/dev/null || true
  mount -t cgroup2 none /sys/fs/cgroup
  mkdir -p /run/systemd /run/user
  mount -t tmpfs -o mode=755 tmpfs /run/systemd
  mkdir -p /run/systemd/system # by this systemd tells that it booted the machine
  mount -t tmpfs -o mode=755 tmpfs /run/user
  mkdir -m 700 /run/user/0
  # A journal in memory, as long as nobody tells it that there is a disk.
  mkdir -p /run/log /run/systemd/journal
  mount -t tmpfs -o mode=755 tmpfs /run/log
  # It looks up of which unit a writer is when it reads the line, and a writer may have ended by then: so it goes before all others.
  nice -n -20 /lib/systemd/systemd-journald >/dev/null 2>&1 &
  for _ in $(seq 500); do
    [ ! -S /run/systemd/journal/stdout ] || break
    sleep 0.02
  done
  echo $$ >"/sys/fs/cgroup/$SLICE/cgroup.procs"
  export HOME=$RUN_HOME XDG_RUNTIME_DIR=/run/user/0 USER=root LOGNAME=root
  unset DBUS_SESSION_BUS_ADDRESS XDG_CONFIG_HOME XDG_DATA_HOME XDG_STATE_HOME
  unset INVOCATION_ID NOTIFY_SOCKET WATCHDOG_USEC WATCHDOG_PID LISTEN_FDS LISTEN_PID
  SYSTEMD_LOG_TARGET=null /lib/systemd/systemd --user >/dev/null 2>&1 &
  state=
  for _ in $(seq 1000); do
    state=$(systemctl --user is-system-running 2>/dev/null || true)
    case $state in running | degraded) break ;; esac
    sleep 0.02
  done
  case $state in running | degraded) ;; *) echo "systemd --user is ${state:-not there}" >&2; exit 69 ;; esac
  export DBUS_SESSION_BUS_ADDRESS=unix:path=$XDG_RUNTIME_DIR/bus
  code=0
  "$@" || code=$?
  systemctl --user exit 2>/dev/null || true
  exit $code
'
code=0
(
  # First of all: systemd moves every process of its group, and the group of the machine is not its own.
  echo $BASHPID >"$own/cgroup.procs"
  [ -z "$named" ] || echo $BASHPID >"$named/cgroup.procs"
  exec unshare --mount --cgroup --pid --ipc --fork --kill-child --mount-proc --propagation private \
    bash -euc "$inside" - "$@"
) || code=$?
exit $code
