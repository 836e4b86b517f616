# What runs the pods.

start_containerd() {
  mkdir -p "$state/cni"
  cat >"$state/cni/10-bridge.conflist" <<-END
	{"cniVersion": "1.0.0", "name": "sluice", "plugins": [
	  {"type": "bridge", "bridge": "cni0", "isGateway": true, "hairpinMode": true,
	   "ipam": {"type": "host-local", "dataDir": "$state/ipam", "ranges": [[{"subnet": "$pods"}]], "routes": [{"dst": "0.0.0.0/0"}]}}]}
	END
  cat >"$state/containerd.toml" <<-END
	version = 2
	root = "$state/containerd"
	state = "$state/run"
	[grpc]
	  address = "$state/containerd.sock"
	[plugins."io.containerd.grpc.v1.cri"]
	  sandbox_image = "sluice.test/pause:1"
	  # Where root lacks CAP_SYS_RESOURCE a score can only go up, and no pod would start.
	  restrict_oom_score_adj = true
	  netns_mounts_under_state_dir = true
	  [plugins."io.containerd.grpc.v1.cri".cni]
	    bin_dir = "/usr/lib/cni"
	    conf_dir = "$state/cni"
	  [plugins."io.containerd.grpc.v1.cri".containerd]
	    snapshotter = "overlayfs"
	END
  start containerd containerd --config "$state/containerd.toml"
  await containerd containerctl version
  archive | containerctl images import - >/dev/null
}

containerctl() { ctr --address "$state/containerd.sock" --namespace k8s.io "$@"; }

start_node() {
  : >"$state/resolv.conf"
  cat >"$state/kubelet.yaml" <<-END
	apiVersion: kubelet.config.k8s.io/v1beta1
	kind: KubeletConfiguration
	containerRuntimeEndpoint: unix://$state/containerd.sock
	cgroupDriver: cgroupfs
	failCgroupV1: false # since 1.35 it is refused unless told so
	failSwapOn: false
	authentication: {anonymous: {enabled: false}, webhook: {enabled: true}, x509: {clientCAFile: $pki/ca.crt}}
	authorization: {mode: Webhook}
	clusterDomain: cluster.local
	resolvConf: $state/resolv.conf
	maxPods: 240
	imageGCHighThresholdPercent: 100 # an image that is removed could not be pulled again
	evictionHard: {memory.available: 200Mi, nodefs.available: 1%}
	kubeAPIQPS: 100
	kubeAPIBurst: 200
	registryPullQPS: 0
	END
  start kubelet "$bin/kubelet" --config "$state/kubelet.yaml" --kubeconfig "$state/kubelet.kubeconfig" \
    --hostname-override "$node" --node-ip "$node_ip" --root-dir "$state/kubelet" --cert-dir "$state/kubelet/pki"
  cat >"$state/proxy.yaml" <<-END
	apiVersion: kubeproxy.config.k8s.io/v1alpha1
	kind: KubeProxyConfiguration
	clientConnection: {kubeconfig: $state/proxy.kubeconfig}
	mode: nftables
	clusterCIDR: $pods
	hostnameOverride: $node
	nodePortAddresses: [$node_ip/32]
	conntrack: {maxPerCore: 0}
	END
  start kube-proxy "$bin/kube-proxy" --config "$state/proxy.yaml"
  await kubelet node_ready
}

# A first connection to a Service's address before kube-proxy is up would hang for good: a short time, and a new connection for every try.
node_ready() {
  [[ $(kube get node "$node" -o 'jsonpath={.status.conditions[?(@.type=="Ready")].status}') == True ]] &&
    kube get serviceaccount default && curl -sk --connect-timeout 1 -o /dev/null "https://$api_ip/version"
}
