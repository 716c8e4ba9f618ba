# Certificates and kubeconfigs. The authority survives a restart of the container; what carries its address is made anew.

key() { openssl ecparam -name prime256v1 -genkey -noout -out "$1"; }
# certificate NAME SUBJECT [SUBJECT ALTERNATIVE NAMES]
certificate() {
  key "$1.key"
  openssl req -new -key "$1.key" -subj "$2" |
    openssl x509 -req -CA ca.crt -CAkey ca.key -CAcreateserial -days 3650 -out "$1.crt" 2> /dev/null -extfile <(
      printf 'keyUsage=digitalSignature\nextendedKeyUsage=clientAuth,serverAuth\n'
      [[ -z ${3:-} ]] || printf 'subjectAltName=%s\n' "$3"
    )
}
# kubeconfig NAME: for the user with the certificate NAME
kubeconfig() {
  cat << END
apiVersion: v1
kind: Config
clusters:
  - name: default
    cluster:
      server: ${K3S_URL:-https://127.0.0.1:6443}
      certificate-authority-data: $(base64 -w0 ca.crt)
users:
  - name: default
    user:
      client-certificate-data: $(base64 -w0 "$1.crt")
      client-key-data: $(base64 -w0 "$1.key")
contexts:
  - name: default
    context: {cluster: default, user: default}
current-context: default
END
}

# make_certificates ARGUMENT...: --tls-san=NAME among them adds a name or address to the API server's
make_certificates() {
  cd "$PKI"
  local argument san names="DNS:localhost,DNS:$NAME,IP:127.0.0.1,IP:$IP,IP:10.43.0.1"
  names+=",DNS:kubernetes,DNS:kubernetes.default,DNS:kubernetes.default.svc,DNS:kubernetes.default.svc.cluster.local"
  for argument; do
    [[ $argument == --tls-san=?* ]] || continue
    san=${argument#--tls-san=}
    if [[ $san =~ ^[0-9.]+$ || $san == *:* ]]; then names+=",IP:$san"; else names+=",DNS:$san"; fi
  done
  if [[ ! -e ca.crt ]]; then
    key ca.key
    openssl req -x509 -new -key ca.key -subj /CN=node-ca -days 3650 -out ca.crt
    key sa.key
    openssl ec -in sa.key -pubout -out sa.pub 2> /dev/null
  fi
  certificate apiserver /CN=kube-apiserver "$names"
  certificate front-proxy /CN=front-proxy
  make_kubeconfigs
  # as a token, the authority itself: whoever may start containers here may do everything anyway
  mkdir -p /var/lib/rancher/k3s/server
  tar -cz ca.crt ca.key | base64 -w0 > /var/lib/rancher/k3s/server/node-token
  cd /
}

# join: the certificates of one more node
join() {
  cd "$PKI"
  base64 -d <<< "$K3S_TOKEN" | tar -xz
  make_kubeconfigs
  cd /
}

make_kubeconfigs() {
  certificate admin /O=system:masters/CN=admin
  certificate kubelet "/O=system:nodes/CN=system:node:$NAME" "IP:$IP,DNS:$NAME"
  kubeconfig admin > /etc/rancher/k3s/k3s.yaml
  kubeconfig kubelet > /etc/kubernetes/kubelet.conf
  ln -sf /etc/rancher/k3s/k3s.yaml /root/.kube/config
}
