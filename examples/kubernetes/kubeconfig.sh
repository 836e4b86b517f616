#!/bin/sh
# Prints a kubeconfig by which the user of access.yml logs in: sh kubeconfig.sh [NAMESPACE]
set -eu
namespace=${1:-shop}
server=$(kubectl config view --minify --output jsonpath='{.clusters[0].cluster.server}')
authority=$(kubectl --namespace "$namespace" get secret deploy-shop --output jsonpath='{.data.ca\.crt}')
token=$(kubectl --namespace "$namespace" get secret deploy-shop --output go-template='{{ .data.token | base64decode }}')
cat <<END
apiVersion: v1
kind: Config
current-context: shop
clusters: [{ name: cluster, cluster: { server: "$server", certificate-authority-data: "$authority" } }]
users: [{ name: deploy-shop, user: { token: "$token" } }]
contexts: [{ name: shop, context: { cluster: cluster, user: deploy-shop, namespace: $namespace } }]
END
