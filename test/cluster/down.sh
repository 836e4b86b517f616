# The end of the cluster. Its state is thrown away, so nothing has to end in good order.

# stop NAME: ends the process, if the pid is still that of a program of ours. A zombie has no command line, and is not waited for.
stop() {
  local pid
  pid=$(cat "$state/pid/$1" 2>/dev/null) || return 0
  while grep -qsF "$home" "/proc/$pid/cmdline"; do
    kill -9 "$pid" 2>/dev/null || true
    sleep 0.02
  done
}

down() {
  [[ -e $state ]] || return 0
  local name task tree
  for name in traefik traefik-routes kwok kubelet kube-proxy kube-scheduler kube-controller-manager kube-apiserver etcd; do stop "$name"; done
  if [[ -S $state/containerd.sock ]]; then
    for task in $(containerctl tasks list -q 2>/dev/null); do containerctl tasks delete --force "$task" >/dev/null 2>&1 || true; done
  fi
  stop containerd
  awk -v s="$state/" 'index($2, s) == 1 {print $2}' /proc/mounts | sort -r | xargs -r umount -l
  ip link delete sluice0 2>/dev/null || true
  ip netns delete "$netns" 2>/dev/null || true
  for tree in /sys/fs/cgroup/kubepods /sys/fs/cgroup/*/kubepods; do
    [[ ! -d $tree ]] || find "$tree" -depth -type d -exec rmdir {} + 2>/dev/null || true
  done
  rm -rf "$state"
  say "the cluster is gone"
}
