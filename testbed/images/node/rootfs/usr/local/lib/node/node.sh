# The kubelet and kube-proxy.

start_kubelet() {
  sed -e "s|@CGROUP@|$CGROUP|" /etc/node/kubelet.yaml > /etc/kubernetes/kubelet.yaml
  start kubelet kubelet --config=/etc/kubernetes/kubelet.yaml --kubeconfig=/etc/kubernetes/kubelet.conf --hostname-override="$NAME" --node-ip="$IP"
}

start_kube_proxy() {
  sed -e "s|@MODE@|${KUBE_PROXY_MODE:-iptables}|" -e "s|@NAME@|$NAME|" /etc/node/kube-proxy.yaml > /etc/kubernetes/kube-proxy.yaml
  start kube-proxy kube-proxy --config=/etc/kubernetes/kube-proxy.yaml
}
