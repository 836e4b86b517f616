# Nodes of which only the API knows, for more pods than the machine could run: KWOK says of both what a kubelet would. A pod comes to them by the
# node selector and the toleration of sluice.test/node=fake.

kwok_version=v0.8.0
fake_nodes=10
fake=sluice.test/node=fake
fake_pods=10.245.0.1/16 # nobody has a route there

kwok() {
  [[ -e $state/admin.kubeconfig ]] || fail "No cluster runs: npm run cluster up"
  [[ ! -e $state/pid/kwok ]] || return 0
  alone build_kwok
  local module stage number
  module=$("$go" mod download -json "sigs.k8s.io/kwok@$kwok_version" | sed -n 's/.*"Dir": "\(.*\)".*/\1/p')
  for stage in node/fast/node-initialize node/heartbeat-with-lease/node-heartbeat-with-lease pod/fast/pod-{ready,complete,delete}; do
    cat "$module/kustomize/stage/$stage.yaml" <(echo ---)
  done >"$state/stages.yaml"
  start kwok "$bin/kwok" --kubeconfig "$state/admin.kubeconfig" --config "$state/stages.yaml" \
    --manage-nodes-with-label-selector "$fake" --node-lease-duration-seconds 40 --cidr "$fake_pods"
  for ((number = 1; number <= fake_nodes; number++)); do fake_node "fake-$number"; done | kube apply --server-side -f - >/dev/null
  await kwok kube wait --for=condition=Ready node --selector "$fake" --timeout=10s
  say "$fake_nodes fake nodes are ready"
}

# A Deployment and its next track of 1,000 pods each, in the middle of a roll, fit.
fake_node() { # NAME
  local room='{cpu: 64, memory: 256Gi, pods: 250}'
  cat <<-END
	---
	apiVersion: v1
	kind: Node
	metadata: {name: $1, labels: {${fake%=*}: ${fake#*=}, kubernetes.io/hostname: $1}}
	spec: {taints: [{key: ${fake%=*}, value: ${fake#*=}, effect: NoSchedule}]}
	status: {allocatable: $room, capacity: $room}
	END
}

build_kwok() {
  find_go
  mkdir -p "$bin"
  local key="$kwok_version $("$go" version)"
  [[ $(cat "$bin/kwok.key" 2>/dev/null) != "$key" ]] || return 0
  say "building KWOK $kwok_version: about 4 minutes, once"
  GOBIN=$bin compile install -ldflags '-s -w' "sigs.k8s.io/kwok/cmd/kwok@$kwok_version"
  echo "$key" >"$bin/kwok.key"
}
