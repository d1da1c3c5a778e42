{{- define "language-operator.name" -}}
{{- default .Chart.Name .Values.nameOverride | trunc 63 | trimSuffix "-" -}}
{{- end -}}

{{- define "language-operator.fullname" -}}
{{- if .Values.fullnameOverride -}}
{{- .Values.fullnameOverride | trunc 52 | trimSuffix "-" -}}
{{- else -}}
{{- $name := include "language-operator.name" . -}}
{{- if contains $name .Release.Name -}}
{{- .Release.Name | trunc 52 | trimSuffix "-" -}}
{{- else -}}
{{- printf "%s-%s" .Release.Name $name | trunc 52 | trimSuffix "-" -}}
{{- end -}}
{{- end -}}
{{- end -}}

{{/* Roles of the cluster, and roles in namespaces that releases share: two releases never meet. */}}
{{- define "language-operator.scopedName" -}}
{{- printf "%s:%s" .Release.Namespace (include "language-operator.fullname" .) -}}
{{- end -}}

{{- define "language-operator.serviceAccountName" -}}
{{- if .Values.serviceAccount.create -}}
{{- default (include "language-operator.fullname" .) .Values.serviceAccount.name -}}
{{- else -}}
{{- .Values.serviceAccount.name -}}
{{- end -}}
{{- end -}}

{{- define "language-operator.leaseName" -}}
{{- default (include "language-operator.fullname" .) .Values.leaderElection.leaseName -}}
{{- end -}}

{{- define "language-operator.image" -}}
{{- $repository := .Values.image.repository -}}
{{- with .Values.image.registry -}}
{{- $repository = printf "%s/%s" . $repository -}}
{{- end -}}
{{- if .Values.image.digest -}}
{{- printf "%s@%s" $repository .Values.image.digest -}}
{{- else -}}
{{- printf "%s:%s" $repository (default .Chart.AppVersion .Values.image.tag) -}}
{{- end -}}
{{- end -}}

{{- define "language-operator.selectorLabels" -}}
app.kubernetes.io/name: {{ include "language-operator.name" . }}
app.kubernetes.io/instance: {{ .Release.Name }}
{{- end -}}

{{- define "language-operator.labels" -}}
{{- $fixed := dict
      "app.kubernetes.io/version" (.Chart.AppVersion | replace "+" "_" | trunc 63)
      "app.kubernetes.io/part-of" "language-operator" -}}
{{- if not .Values.plain -}}
{{- $_ := set $fixed "helm.sh/chart" (printf "%s-%s" .Chart.Name .Chart.Version | replace "+" "_" | trunc 63 | trimSuffix "-") -}}
{{- $_ := set $fixed "app.kubernetes.io/managed-by" .Release.Service -}}
{{- end -}}
{{- $selector := include "language-operator.selectorLabels" . | fromYaml -}}
{{- toYaml (mergeOverwrite (deepCopy (default dict .Values.commonLabels)) $fixed $selector) -}}
{{- end -}}

{{/* metadata of an object: list of the context, its name, its namespace or "", and a dict with more labels and annotations. */}}
{{- define "language-operator.metadata" -}}
{{- $context := index . 0 -}}
{{- $more := index . 3 -}}
name: {{ index . 1 | quote }}
{{- with index . 2 }}
namespace: {{ . | quote }}
{{- end }}
labels:
  {{- $labels := include "language-operator.labels" $context | fromYaml }}
  {{- toYaml (mergeOverwrite (deepCopy (default dict $more.labels)) $labels) | nindent 2 }}
{{- with merge (dict) (default dict $more.annotations) (default dict $context.Values.commonAnnotations) }}
annotations:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- end -}}

{{/* True when an API server answers lookups; false for helm template and a dry run on the client. */}}
{{- define "language-operator.connected" -}}
{{- if not .Values.plain -}}
{{- if lookup "v1" "Namespace" "" "kube-system" }}true{{ end -}}
{{- end -}}
{{- end -}}

{{/* True unless the object is known to exist: list of the context, apiVersion, kind, namespace, name. */}}
{{- define "language-operator.absent" -}}
{{- if (index . 0).Values.plain -}}
true
{{- else if not (lookup (index . 1) (index . 2) (index . 3) (index . 4)) -}}
true
{{- end -}}
{{- end -}}

{{/*
The annotations of what administrators edit by hand, from a list of the context and a weight. As a hook it is created
before the release and never again the release's own: no upgrade, rollback or uninstallation touches it, even if
somebody replaced it together with its annotations. The policy says only when it may be deleted; without one, Helm
would delete what it is about to create.
*/}}
{{- define "language-operator.createdOnce" -}}
{{- if not (index . 0).Values.plain -}}
helm.sh/hook: pre-install,pre-upgrade
helm.sh/hook-weight: {{ index . 1 | quote }}
helm.sh/hook-delete-policy: hook-failed
helm.sh/resource-policy: keep
{{- end -}}
{{- end -}}

{{- define "language-operator.subjects" -}}
- kind: ServiceAccount
  name: {{ include "language-operator.serviceAccountName" . | quote }}
  namespace: {{ .Release.Namespace | quote }}
{{- end -}}
