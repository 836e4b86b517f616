# The namespace, and the processes in it.

# Private addresses must never leave the machine: the namespace has no default route, and goes with all its rules and settings. The network of
# the host gets one link and two routes.
network() {
  ip netns add "$netns"
  ip link add sluice0 type veth peer name eth0 netns "$netns"
  ip addr add "$host_ip/30" dev sluice0
  ip link set sluice0 up
  ip -n "$netns" addr add "$node_ip/30" dev eth0
  ip -n "$netns" link set lo up
  ip -n "$netns" link set eth0 up
  # A Service's address needs a route before kube-proxy can redirect it; nobody answers for it on this link.
  ip -n "$netns" route add "$services" dev eth0
  ip route add "$pods" via "$node_ip"
  ip route add "$services" via "$node_ip"
  nsenter --net="/run/netns/$netns" sh -c 'echo 1 >/proc/sys/net/ipv4/ip_forward
    [ ! -e /proc/sys/net/bridge ] || echo 1 >/proc/sys/net/bridge/bridge-nf-call-iptables'
}

# start NAME COMMAND...: runs it in the namespace and remembers its pid. `ip netns exec` would mount a new /sys and hide the cgroups.
start() {
  local name=$1
  shift
  setsid nsenter --net="/run/netns/$netns" "$@" </dev/null >"$state/log/$name" 2>&1 8>&- &
  echo $! >"$state/pid/$name"
  disown # or the shell tells that it was killed
}

# await NAME COMMAND...: until the command succeeds, for at most a minute; fails with the end of its log where the process NAME ended.
await() {
  local name=$1 tries why='was not ready within a minute'
  shift
  for ((tries = 0; tries < 600; tries++)); do
    "$@" >/dev/null 2>&1 && return
    kill -0 "$(cat "$state/pid/$name")" 2>/dev/null || { why=ended && break; }
    sleep 0.1
  done
  fail "$name $why:
$(tail -n 20 "$state/log/$name")"
}

kube() { "$bin/kubectl" --kubeconfig "$state/admin.kubeconfig" "$@"; }
