# etcd, the API server, and the controllers.

start_etcd() {
  # what is lost when the machine fails is lost: no waiting for the disk
  start etcd etcd --data-dir /var/lib/etcd --unsafe-no-fsync --log-level warn \
    --listen-client-urls http://127.0.0.1:2379 --advertise-client-urls http://127.0.0.1:2379 --listen-peer-urls http://127.0.0.1:2380
}

start_apiserver() {
  start kube-apiserver kube-apiserver --etcd-servers=http://127.0.0.1:2379 --secure-port=6443 --advertise-address="$IP" \
    --service-cluster-ip-range=10.43.0.0/16 --allow-privileged=true --authorization-mode=Node,RBAC --enable-admission-plugins=NodeRestriction \
    --client-ca-file=$PKI/ca.crt --tls-cert-file=$PKI/apiserver.crt --tls-private-key-file=$PKI/apiserver.key \
    --service-account-issuer=https://kubernetes.default.svc.cluster.local \
    --service-account-key-file=$PKI/sa.pub --service-account-signing-key-file=$PKI/sa.key \
    --kubelet-client-certificate=$PKI/admin.crt --kubelet-client-key=$PKI/admin.key --kubelet-certificate-authority=$PKI/ca.crt \
    --kubelet-preferred-address-types=InternalIP \
    --requestheader-client-ca-file=$PKI/ca.crt --requestheader-allowed-names=front-proxy \
    --requestheader-username-headers=X-Remote-User --requestheader-group-headers=X-Remote-Group --requestheader-extra-headers-prefix=X-Remote-Extra- \
    --proxy-client-cert-file=$PKI/front-proxy.crt --proxy-client-key-file=$PKI/front-proxy.key
}

start_controllers() {
  # Each controller fetches a token of its own first: at the default rate that takes four seconds.
  start kube-controller-manager kube-controller-manager --kubeconfig=$KUBECONFIG --leader-elect=false --kube-api-qps=500 --kube-api-burst=1000 \
    --enable-hostpath-provisioner=true --allocate-node-cidrs=false --node-monitor-grace-period=20s \
    --service-account-private-key-file=$PKI/sa.key --root-ca-file=$PKI/ca.crt --use-service-account-credentials \
    --cluster-signing-cert-file=$PKI/ca.crt --cluster-signing-key-file=$PKI/ca.key
  start kube-scheduler kube-scheduler --kubeconfig=$KUBECONFIG --leader-elect=false
  start volumes open_volumes
}
# The controller manager makes the folders of volumes itself, for root only; here pods that do not run as root may write to theirs.
# They lie in /tmp/hostpath_pv, because its provisioner knows no other place.
open_volumes() {
  inotifywait -q -m -e create --format '%w%f' /tmp/hostpath_pv | while read -r volume; do chmod 777 "$volume"; done
}

# The cluster's DNS knows the node's own registry under the public names; without a resolver outside, other names do not exist
# (NXDOMAIN at once), rather than take until a timeout.
apply_addons() {
  local outside="template ANY ANY { rcode NXDOMAIN }"
  [[ -z $RESOLVER ]] || outside="forward .$RESOLVER"
  sed -e "s|@NODE_IP@|$IP|" -e "s|@OUTSIDE@|$outside|" -e '$a---' -s /etc/node/addons/*.yaml | kubectl apply -f - > $LOGS/addons.log 2>&1
}
