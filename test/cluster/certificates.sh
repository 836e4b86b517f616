# Every program logs in with a certificate of its own; RBAC and the node authorizer are on.

pki=$state/pki

certificate() { # NAME SUBJECT [SAN]
  local name=$1 subject=$2 san=${3:-} usage=clientAuth
  [[ -z $san ]] || usage=serverAuth,clientAuth
  openssl req -new -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes \
    -subj "$subject" -keyout "$pki/$name.key" -out "$pki/$name.csr" 2>/dev/null
  openssl x509 -req -in "$pki/$name.csr" -CA "$pki/ca.crt" -CAkey "$pki/ca.key" -days 365 \
    -extfile <(echo "extendedKeyUsage=$usage"; [[ -z $san ]] || echo "subjectAltName=$san") -out "$pki/$name.crt" 2>/dev/null
}

kubeconfig() { # NAME SUBJECT
  certificate "$1" "$2"
  cat >"$state/$1.kubeconfig" <<-END
	apiVersion: v1
	kind: Config
	current-context: sluice
	contexts: [{name: sluice, context: {cluster: sluice, user: $1}}]
	clusters:
	- name: sluice
	  cluster:
	    server: https://$node_ip:6443
	    certificate-authority-data: $(base64 -w0 "$pki/ca.crt")
	users:
	- name: $1
	  user:
	    client-certificate-data: $(base64 -w0 "$pki/$1.crt")
	    client-key-data: $(base64 -w0 "$pki/$1.key")
	END
}

certificates() {
  mkdir -p "$pki"
  openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 365 \
    -subj /CN=sluice-ca -keyout "$pki/ca.key" -out "$pki/ca.crt" 2>/dev/null
  openssl ecparam -name prime256v1 -genkey -noout -out "$pki/accounts.key" 2>/dev/null
  certificate apiserver /CN=kube-apiserver \
    "DNS:kubernetes,DNS:kubernetes.default,DNS:kubernetes.default.svc,DNS:localhost,IP:$api_ip,IP:$node_ip,IP:127.0.0.1"
  certificate apiserver-kubelet /O=system:masters/CN=kube-apiserver-kubelet-client
  kubeconfig admin /O=system:masters/CN=admin
  kubeconfig controllers /CN=system:kube-controller-manager
  kubeconfig scheduler /CN=system:kube-scheduler
  kubeconfig proxy /CN=system:kube-proxy
  kubeconfig kubelet "/O=system:nodes/CN=system:node:$node"
}
