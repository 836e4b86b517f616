#!/usr/bin/env bash
# A real Kubernetes of one node: etcd, API server, controllers, scheduler, kubelet, kube-proxy, containerd and real pods, in a network namespace of
# its own. `npm run cluster` runs it.
#
#   cluster.sh build        install what is missing and build the programs: minutes the first time, nothing afterwards
#   cluster.sh up           start it, after `build`; about 8 s
#   cluster.sh env          print the exports that point kubectl and the tests at it
#   cluster.sh gateway      add the Gateway API, with Traefik as its controller
#   cluster.sh routes       add TraefikService, with Traefik, and VirtualService of Istio, without
#   cluster.sh kwok         add ten fake nodes, for pods by the thousand
#   cluster.sh old-kubectl  print the folder of the oldest kubectl that has to work; minutes the first time
#   cluster.sh down         stop all of it and remove its state
#   cluster.sh run COMMAND  start one, run a command with it, stop it however that ends; one that `up` started is used, and stays
#   cluster.sh archive      print the test images, for `kind load image-archive` or `ctr images import`
#
# Needs Linux and root (`archive` and `old-kubectl` do not); Go where there is no new one, and Debian's packages, are installed. Nothing is pulled:
# the images are made here. One at a time on a machine. Pods, Services and the API server have addresses that are routed to the namespace only.
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
home=${XDG_CACHE_HOME:-$HOME/.cache}/sluice-cluster
bin=$home/bin     # the programs, kept
state=$home/state # of the cluster that runs; its being there says that there is one
netns=sluice
host_ip=10.199.0.1 node_ip=10.199.0.2
pods=10.244.0.0/24 services=10.96.0.0/16 api_ip=10.96.0.1
node=node-1
began=${EPOCHREALTIME/./}

# say TEXT: to standard error, with the seconds since the start.
say() {
  local ms=$(((${EPOCHREALTIME/./} - began) / 1000))
  printf '%4d.%d s  %s\n' $((ms / 1000)) $((ms % 1000 / 100)) "$*" >&2
}

fail() {
  echo "$*" >&2
  exit 1
}

for part in build images certificates network control-plane node gateway kwok old-kubectl down run; do
  # shellcheck source=/dev/null
  . "$here/$part.sh"
done

up() {
  build
  [[ ! -e $state ]] || fail "A cluster is there already, or what was left of one ($state): npm run cluster down"
  start_cluster
}

start_cluster() {
  mkdir -p "$state"/{log,pid}
  certificates
  network
  start_containerd
  say "containerd runs, images loaded"
  start_control_plane
  say "the API server is ready"
  start_node
  say "the node is ready"
}

exports() {
  [[ -e $state/admin.kubeconfig ]] || fail "No cluster runs: npm run cluster up"
  echo "export KUBECONFIG=$state/admin.kubeconfig SLUICE_KUBECONFIG=$state/admin.kubeconfig"
  echo "export PATH=$bin:\$PATH"
}

next() {
  echo 'Now: eval "$(npm run --silent cluster env)", then `kubectl get nodes`, or `npx vitest run --project cluster`. At the end: npm run cluster down'
}

command=${1:-}
shift || true
[[ $command == archive || $command == old-kubectl || ($(uname) == Linux && $(id -u) == 0) ]] || fail "A cluster of our own needs Linux and root."
case $command in
  build | down | gateway | routes | kwok) "$command" ;;
  up) up && next ;;
  env) exports ;;
  run) run "$@" ;;
  archive) alone build_echo && archive ;;
  old-kubectl) old_kubectl ;;
  *) fail "usage: cluster.sh build | up | env | gateway | routes | kwok | old-kubectl | down | run COMMAND | archive" ;;
esac
