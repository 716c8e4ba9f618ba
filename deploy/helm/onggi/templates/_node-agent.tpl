{{/* What the node agent writes for each runtime, and where: as deploy/overlays have it. */}}
{{- define "onggi.certs" -}}
{{- get (dict
  "containerd" "/etc/containerd/certs.d"
  "k3s" "/var/lib/rancher/k3s/agent/etc/containerd/certs.d"
  "rke2" "/var/lib/rancher/rke2/agent/etc/containerd/certs.d"
  "crio" "/etc/containers/certs.d"
  "docker" "/etc/docker/certs.d") .Values.nodeAgent.runtime -}}
{{- end -}}

{{/* A directory that k3s and RKE2 configure containerd in, to notice that it changes; and where CRI-O reads registries. */}}
{{- define "onggi.nodeAgentMounts" -}}
{{- if has .Values.nodeAgent.runtime (list "k3s" "rke2") }}
- name: containerd
  mountPath: /node{{ dir (include "onggi.certs" .) }}
  readOnly: true
{{- else if eq .Values.nodeAgent.runtime "crio" }}
- name: registries-conf
  mountPath: /host/registries.conf.d
{{- end }}
{{- end -}}

{{- define "onggi.nodeAgentVolumes" -}}
{{- if has .Values.nodeAgent.runtime (list "k3s" "rke2") }}
- name: containerd
  hostPath:
    path: {{ dir (include "onggi.certs" .) }}
    type: Directory
{{- else if eq .Values.nodeAgent.runtime "crio" }}
- name: registries-conf
  hostPath:
    path: /etc/containers/registries.conf.d
    type: DirectoryOrCreate
{{- end }}
{{- end -}}
