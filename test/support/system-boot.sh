#!/bin/bash
# system-boot.sh NODE CHECKOUT SCRIPT BOOTS: boots a real systemd as process 1 on a throw-away copy of this machine, and has SCRIPT (of the
# checkout) run by NODE in it as root, once per boot with the number of the boot as its argument. Prints what the script wrote to
# /exchange/findings; ends with its exit code, or with 69 and the reason where no system boots here. Below /written is every file that
# was written, on whatever boot.
#
# Needs root, systemd, systemd-container, dbus and unshare. The copy is an overlay in memory: nothing on the disk changes. Namespaces of
# its own for mounts, processes, control groups and ipc, a network of its own with nothing but a loopback; all of it ends with this script.
set -euo pipefail

export NODE=$1 CHECKOUT=$2 SCRIPT=$3 BOOTS=$4
unified=$(awk '$3 == "cgroup2" { print $2; exit }' /proc/mounts)
[ -n "$unified" ] || { echo 'no unified control group hierarchy is mounted' >&2; exit 69; }
export name=moltbot-boot-$$
own=$unified/$name
named=
[ ! -d /sys/fs/cgroup/systemd ] || named=/sys/fs/cgroup/systemd/$name
export WORK; WORK=$(mktemp -d -t "$name.XXXXXX")

clean() {
  [ ! -e "$own/cgroup.kill" ] || echo 1 >"$own/cgroup.kill" || true
  for group in "$own" $named; do
    for _ in $(seq 100); do
      find "$group" -depth -type d -exec rmdir {} \; 2>/dev/null || true
      [ -d "$group" ] || break
      sleep 0.05
    done
  done
  rm -rf "$WORK"
}
trap clean EXIT
# Only a shell that waits for a job in the background ends at once when it is told to. Who told it may not listen any more: a line to
# nobody would end the cleaning.
trap 'exec >/dev/null 2>&1; exit 143' TERM INT HUP

mkdir "$own" || exit 69
[ -z "$named" ] || mkdir "$named"
mkdir "$WORK/memory" "$WORK/exchange"
: >"$WORK/console"

inside='
  cannot() { echo "$1" >&2; exit 69; }
  umount -R /sys/fs/cgroup 2>/dev/null || true
  mount -t cgroup2 none /sys/fs/cgroup || cannot "control groups cannot be mounted"
  mount -t tmpfs -o mode=755 tmpfs "$WORK/memory" || cannot "no file system in memory can be mounted"
  # Where systemd-nspawn leaves its own traces.
  mount -t tmpfs -o mode=755 tmpfs /run
  mkdir "$WORK"/memory/{upper,work,root}
  root=$WORK/memory/root
  mount -t overlay overlay -o "lowerdir=/,upperdir=$WORK/memory/upper,workdir=$WORK/memory/work" "$root" ||
    cannot "no overlay of the root file system can be mounted"

  # Of what this machine would start, nothing is started: it is not what is tried here.
  units=$root/etc/systemd/system
  mkdir -p "$units/multi-user.target.wants"
  rm -rf "$units"/{multi-user,timers,getty,sockets,network-online,graphical,default}.target.wants/* "$root"/etc/rc?.d/*
  for unit in console-getty getty@ systemd-networkd systemd-resolved systemd-timesyncd systemd-networkd-wait-online; do
    ln -sfn /dev/null "$units/$unit.service"
  done
  for unit in apt-daily apt-daily-upgrade man-db e2scrub_all dpkg-db-backup fstrim; do ln -sfn /dev/null "$units/$unit.timer"; done
  : >"$root/etc/fstab"
  # With an empty one systemd takes it for the first boot of all, and enables what the distribution has.
  tr -d - </proc/sys/kernel/random/uuid >"$root/etc/machine-id"
  rm -rf "$root/run/nologin" "$root/var/log/journal" "$root"/var/lib/systemd/linger/*
  mkdir -p "$root/var/log/journal" "$root"/etc/systemd/{system.conf.d,logind.conf.d}
  # Whoever is first would own it, and nobody else could keep what Node has compiled.
  echo "d /tmp/node-compile-cache 1777 root root" >"$root/etc/tmpfiles.d/moltbot-test.conf"
  printf "[Manager]\nDefaultTimeoutStopSec=15s\n" >"$root/etc/systemd/system.conf.d/moltbot-test.conf"
  # What a user has running ends with the last logout, and here without a delay.
  printf "[Login]\nUserStopDelaySec=0\n" >"$root/etc/systemd/logind.conf.d/moltbot-test.conf"
  # It looks up of which unit a writer is when it reads the line, and a writer may have ended by then: so it goes before all others.
  if [ -z "$(nice -n -20 true 2>&1)" ]; then
    mkdir -p "$units/systemd-journald.service.d"
    printf "[Service]\nNice=-20\n" >"$units/systemd-journald.service.d/moltbot-test.conf"
  fi
  ln -sfn ../moltbot-test.service "$units/multi-user.target.wants/moltbot-test.service"

  for boot in $(seq "$BOOTS"); do
    action=reboot
    [ "$boot" != "$BOOTS" ] || action=exit
    cat >"$units/moltbot-test.service" <<UNIT
[Unit]
Wants=dbus.service systemd-logind.service
After=dbus.service systemd-logind.service network-online.target
SuccessAction=$action
FailureAction=exit
[Service]
Type=exec
ExecStart=/opt/moltbot-node/node --conditions=development /opt/moltbot/$SCRIPT $boot
WorkingDirectory=/opt/moltbot
Environment=HOME=/root USER=root TERM=dumb
StandardOutput=append:/exchange/stdout
StandardError=append:/exchange/stderr
RuntimeMaxSec=150
UNIT
    code=0
    systemd-nspawn --quiet --register=no --keep-unit --link-journal=no --resolv-conf=off --timezone=off --private-network \
      --directory="$root" --machine="$name" --boot --console=pipe \
      --bind-ro="$CHECKOUT:/opt/moltbot" --bind-ro="$NODE:/opt/moltbot-node/node" --bind="$WORK/exchange:/exchange" \
      --bind-ro="$WORK/memory/upper:/written" \
      systemd.unit=multi-user.target systemd.show_status=0 </dev/null >>"$WORK/console" 2>&1 || code=$?
    # So systemd-nspawn says that the system inside wants to start again.
    [ "$action" != reboot ] || [ "$code" = 133 ] || break
  done
  [ -e "$WORK/exchange/stdout" ] || code=69
  exit $code
'
(
  # First of all: systemd moves every process of its group, and the group of the machine is not its own.
  echo $BASHPID >"$own/cgroup.procs"
  [ -z "$named" ] || echo $BASHPID >"$named/cgroup.procs"
  exec unshare --mount --cgroup --pid --ipc --fork --kill-child --mount-proc --propagation private bash -euc "$inside"
) &
code=0
wait $! || code=$?
if [ "$code" != 0 ]; then
  tail -n 20 "$WORK/console" >&2
  cat "$WORK/exchange/stderr" >&2 2>/dev/null || true
fi
[ ! -e "$WORK/exchange/findings" ] || cat "$WORK/exchange/findings"
exit $code
