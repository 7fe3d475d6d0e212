# Sourced by .ci/run: a Slurm of one machine (Debian's slurm-wlm) for the tests of the engine, in a temporary folder.
# Sets SLURM_CONF, or says why it cannot. No accounting, no cgroups: neither needs systemd.

slurm_ready() { timeout 10 sinfo --noheader --format=%T 2>/dev/null | grep -qE '^(idle|mixed|allocated)$'; }

# Prints why it cannot be had, and fails.
start_slurm() {
  [ "$(id -u)" -eq 0 ] || { echo 'it needs root'; return 1; }
  if ! command -v slurmctld >/dev/null || ! command -v slurmd >/dev/null; then
    install_packages slurm-wlm || return 1
  fi
  mkdir -p "$1/state" "$1/spool"
  local node memory
  node=$(hostname -s)
  # Tasks are killed above the memory that they asked for, as on a cluster, though by polling instead of cgroups.
  memory=$(awk '/^MemTotal:/ { print int($2 / 1024 * 0.9) }' /proc/meminfo)
  cat >"$1/slurm.conf" <<CONF
ClusterName=test
CommunicationParameters=NoCtldInAddrAny,NoInAddrAny
SlurmctldHost=$node(127.0.0.1)
SlurmUser=root
AuthType=auth/none
CredType=cred/none
SlurmctldPort=16817
SlurmdPort=16818
StateSaveLocation=$1/state
SlurmdSpoolDir=$1/spool
SlurmctldPidFile=$1/slurmctld.pid
SlurmdPidFile=$1/slurmd.pid
SlurmctldLogFile=$1/slurmctld.log
SlurmdLogFile=$1/slurmd.log
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
SelectType=select/cons_tres
SelectTypeParameters=CR_CPU_Memory
DefMemPerCPU=512
JobAcctGatherType=jobacct_gather/linux
JobAcctGatherFrequency=task=1
JobAcctGatherParams=OverMemoryKill
SchedulerParameters=sched_interval=2,batch_sched_delay=0
MaxArraySize=9
KillWait=2
MinJobAge=60
ReturnToService=2
MailProg=/bin/true
NodeName=$node NodeAddr=127.0.0.1 CPUs=$(nproc) RealMemory=$memory State=UNKNOWN
PartitionName=main Nodes=$node Default=YES MaxTime=INFINITE State=UP OverSubscribe=NO
CONF
  export SLURM_CONF=$1/slurm.conf
  slurmctld >"$1/start.log" 2>&1 || { echo "slurmctld does not start ($(tail -n 1 "$1/start.log"))"; return 1; }
  slurmd >"$1/start.log" 2>&1 || { echo "slurmd does not start ($(tail -n 1 "$1/start.log"))"; return 1; }
  for _ in $(seq 120); do
    slurm_ready && return 0
    sleep 1
  done
  echo "its node does not become idle ($(tail -n 1 "$1/slurmctld.log"))"
  return 1
}

# Waits for their end: until then they write into the folder.
stop_slurm() {
  local name pid
  for name in slurmd slurmctld; do
    pid=$(cat "$1/$name.pid" 2>/dev/null) || continue
    kill "$pid" 2>/dev/null || continue
    for _ in $(seq 100); do
      kill -0 "$pid" 2>/dev/null || break
      sleep 0.1
    done
  done
  return 0
}
