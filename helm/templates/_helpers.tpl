{{/* True unless the chart is switched off; before, values that are missing get their defaults. Around every template. */}}
{{- define "language-operator.enabled" -}}
{{- include "language-operator.fill" (list .Values (.Files.Get "files/defaults.yaml" | fromYaml) true) -}}
{{- if .Values.enabled }}true{{ end -}}
{{- end -}}

{{/*
Adds to values what they lack: list of the values, the defaults, and whether to look into groups. What is handed to
Kubernetes as it is, such as a probe, is one value: a field in it that somebody has set to null stays away.
*/}}
{{- define "language-operator.fill" -}}
{{- $values := index . 0 -}}
{{- $groups := index . 2 -}}
{{- $whole := list "resources" "affinity" "podSecurityContext" "securityContext" "startupProbe" "livenessProbe" "readinessProbe" -}}
{{- range $key, $default := index . 1 -}}
{{- if and $groups (has $key $whole) -}}
{{- else if not (hasKey $values $key) -}}
{{- $_ := set $values $key $default -}}
{{- else if and $groups (kindIs "map" $default) (kindIs "map" (get $values $key)) -}}
{{- include "language-operator.fill" (list (get $values $key) $default false) -}}
{{- end -}}
{{- end -}}
{{- end -}}

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
{{- with default .Values.image.registry .Values.global.imageRegistry -}}
{{- $repository = printf "%s/%s" . $repository -}}
{{- end -}}
{{- if .Values.image.digest -}}
{{- printf "%s@%s" $repository .Values.image.digest -}}
{{- else -}}
{{- printf "%s:%s" $repository (default .Chart.AppVersion .Values.image.tag) -}}
{{- end -}}
{{- end -}}

{{/*
The text of an alert with the names of this release: list of the context and the text, which has the default names. Each
phrase becomes a mark before any mark becomes a name, so that no name is taken for a phrase.
*/}}
{{- define "language-operator.alertText" -}}
{{- $context := index . 0 -}}
{{- $text := index . 1 -}}
{{- $values := $context.Values -}}
{{- $names := list
      (list "kube-system/operator-config" (printf "%s/%s" $values.allowlist.namespace $values.allowlist.name))
      (list "configmap operator-config -n kube-system" (printf "configmap %s -n %s" $values.allowlist.name $values.allowlist.namespace))
      (list "get events -n kube-system" (printf "get events -n %s" $values.allowlist.namespace))
      (list "key allowed-registries" (printf "key %s" $values.allowlist.key))
      (list "toe-system/profiler-images" (printf "%s/%s" $values.catalog.namespace $values.catalog.name))
      (list "configmap profiler-images -n toe-system" (printf "configmap %s -n %s" $values.catalog.name $values.catalog.namespace))
      (list "toe-system/profiler-settings" (printf "%s/%s" $values.catalog.namespace $values.catalog.settingsName))
      (list "configmap profiler-settings -n toe-system" (printf "configmap %s -n %s" $values.catalog.settingsName $values.catalog.namespace))
      (list "get events -n toe-system" (printf "get events -n %s" $values.catalog.namespace))
      (list "$labels.namespace \"kube-system\"" (printf "$labels.namespace %q" $context.Release.Namespace))
      (list "app.kubernetes.io/name=language-operator" (printf "app.kubernetes.io/name=%s" (include "language-operator.name" $context)))
      (list "lease language-operator" (printf "lease %s" (include "language-operator.leaseName" $context))) -}}
{{- range $index, $name := $names -}}
{{- $text = replace (index $name 0) (printf "@%d@" $index) $text -}}
{{- end -}}
{{- range $index, $name := $names -}}
{{- $text = replace (printf "@%d@" $index) (index $name 1) $text -}}
{{- end -}}
{{- $text -}}
{{- end -}}

{{/* The image of the job that "helm test" runs; global.imageRegistry takes the place of its registry. */}}
{{- define "language-operator.testImage" -}}
{{- if .Values.global.imageRegistry -}}
{{- printf "%s/%s" .Values.global.imageRegistry (regexReplaceAll "^([^/]*[.:][^/]*|localhost)/" .Values.tests.image "") -}}
{{- else -}}
{{- .Values.tests.image -}}
{{- end -}}
{{- end -}}

{{/* The field of a pod; a Secret is named as text, or as Kubernetes does. */}}
{{- define "language-operator.imagePullSecrets" -}}
{{- $secrets := list -}}
{{- range concat (default list .Values.global.imagePullSecrets) (default list .Values.imagePullSecrets) -}}
{{- if kindIs "string" . -}}
{{- $secrets = append $secrets (dict "name" .) -}}
{{- else -}}
{{- $secrets = append $secrets . -}}
{{- end -}}
{{- end -}}
{{- with uniq $secrets -}}
imagePullSecrets:
  {{- toYaml . | nindent 2 }}
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

{{/*
True when an API server answers lookups; false for helm template and a dry run on the client. Every API server has the
namespace "default", and nobody closes it.
*/}}
{{- define "language-operator.connected" -}}
{{- if not .Values.plain -}}
{{- if lookup "v1" "Namespace" "" "default" }}true{{ end -}}
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
How a list that administrators edit is rendered, from a list of the context, "allowlist" or "catalog", and the value with its name:
"managed" as an ordinary object, "once" if it is to be made, or not at all. Who sees no cluster, such as Argo CD, does not
know whether the list exists, so it gets none rather than one that replaces an administrator's. Where PowerTools are
switched off there is no catalog to make.
*/}}
{{- define "language-operator.list" -}}
{{- $context := index . 0 -}}
{{- $list := index $context.Values (index . 1) -}}
{{- if and $list.create (or (ne (index . 1) "catalog") $context.Values.powertool.enabled) -}}
{{- if $list.managed -}}
managed
{{- else if or $context.Values.plain (and (include "language-operator.connected" $context) (include "language-operator.absent" (list $context "v1" "ConfigMap" $list.namespace (index $list (index . 2))))) -}}
once
{{- end -}}
{{- end -}}
{{- end -}}

{{/* The annotations of a list, from a list of the context, "once" or "managed", what the list is, and how it is edited. */}}
{{- define "language-operator.listAnnotations" -}}
{{- if eq (index . 1) "managed" -}}
kubernetes.io/description: {{ printf "%s It is kept in the values of the release, which replace every other edit." (index . 2) | quote }}
{{ include "language-operator.kept" (index . 0) }}
{{- else -}}
kubernetes.io/description: {{ printf "%s %sA change takes effect at once. Neither an upgrade nor an uninstallation touches it." (index . 2) (index . 3) | quote }}
{{ include "language-operator.createdOnce" (list (index . 0) "-10") }}
{{- end -}}
{{- end -}}

{{/*
The annotations of what administrators edit by hand, from a list of the context and a weight. As a hook it is created
before the release and never again the release's own: no upgrade, rollback or uninstallation touches it, even if
somebody replaced it together with its annotations. The policy says only when it may be deleted; without one, Helm
would delete what it is about to create. In plain manifests, Argo CD leaves it alone and Flux creates it once.
*/}}
{{- define "language-operator.createdOnce" -}}
{{- if (index . 0).Values.plain -}}
argocd.argoproj.io/hook: Skip
kustomize.toolkit.fluxcd.io/ssa: IfNotPresent
kustomize.toolkit.fluxcd.io/prune: disabled
{{- else -}}
helm.sh/hook: pre-install,pre-upgrade
helm.sh/hook-weight: {{ index . 1 | quote }}
helm.sh/hook-delete-policy: hook-failed
helm.sh/resource-policy: keep
{{- end -}}
{{- end -}}

{{/* The annotations of an ordinary object that Helm, Argo CD and Flux do not delete. */}}
{{- define "language-operator.kept" -}}
{{- if not .Values.plain -}}
helm.sh/resource-policy: keep
{{ end -}}
argocd.argoproj.io/sync-options: Prune=false,Delete=false
kustomize.toolkit.fluxcd.io/prune: disabled
{{- end -}}

{{- define "language-operator.subjects" -}}
- kind: ServiceAccount
  name: {{ include "language-operator.serviceAccountName" . | quote }}
  namespace: {{ .Release.Namespace | quote }}
{{- end -}}

{{/*
True when the admission policies are rendered: they are wanted, and Kubernetes has the kind. Plain manifests are for any
Kubernetes; an older one refuses these alone.
*/}}
{{- define "language-operator.admission" -}}
{{- if and .Values.admission.enabled (or .Values.plain (semverCompare ">=1.30.0-0" .Capabilities.KubeVersion.Version)) -}}
true
{{- end -}}
{{- end -}}

{{/* True when a policy is rendered that reads the compiled allowlist, which the operator then has to write. */}}
{{- define "language-operator.compilesAllowlist" -}}
{{- if include "language-operator.admission" . -}}
{{- if or .Values.admission.pods (eq (toString .Values.admission.templates) "warn") (eq (toString .Values.admission.resources) "warn") -}}
true
{{- end -}}
{{- end -}}
{{- end -}}

{{/* Whether pods are audited: where PowerTools are run, unless it is said. */}}
{{- define "language-operator.audit" -}}
{{- if kindIs "bool" .Values.audit.enabled -}}
{{- if .Values.audit.enabled }}true{{ end -}}
{{- else if .Values.powertool.enabled -}}
true
{{- end -}}
{{- end -}}

{{/* What the operator may do in the watched namespaces. */}}
{{- define "language-operator.watchedRules" -}}
{{- include "language-operator.rules.language-operator" . }}
{{- if .Values.powertool.enabled }}
{{ include "language-operator.rules.language-operator-powertools" . }}
{{- else if include "language-operator.audit" . }}
{{ include "language-operator.rules.language-operator-audit" . }}
{{- end }}
{{- end -}}

{{/* Whether reports about pods are written. */}}
{{- define "language-operator.reports" -}}
{{- if and .Values.reports.enabled (include "language-operator.audit" .) -}}
true
{{- end -}}
{{- end -}}

{{/* The ClusterRole that the reports belong to. */}}
{{- define "language-operator.reportsRole" -}}
{{- printf "%s:reports" (include "language-operator.scopedName" .) -}}
{{- end -}}

{{/* What the compiled allowlist is made from. It has the name of the ConfigMap, and belongs to no namespace. */}}
{{- define "language-operator.allowlistKey" -}}
{{- printf "%s/%s/%s" .Values.allowlist.name .Values.allowlist.namespace .Values.allowlist.key -}}
{{- end -}}

{{/* Name of a policy or binding, from a list of the context and its own part. A DNS name, unlike that of a role. */}}
{{- define "language-operator.policyName" -}}
{{- $context := index . 0 -}}
{{- printf "%s.%s.%s" $context.Release.Namespace (include "language-operator.fullname" $context) (index . 1) -}}
{{- end -}}

{{- define "language-operator.username" -}}
{{- printf "system:serviceaccount:%s:%s" .Release.Namespace (include "language-operator.serviceAccountName" .) -}}
{{- end -}}

{{- define "language-operator.paramKind" -}}
apiVersion: langop.io/v1alpha1
kind: CompiledAllowlist
{{- end -}}

{{/* The variables of a policy from a list of the context and the name of a file, indented to stand in its list. */}}
{{- define "language-operator.variables" -}}
{{- (index . 0).Files.Get (printf "files/admission/%s.yaml" (index . 1)) | trim | nindent 4 | replace "\n    \n" "\n\n" -}}
{{- end -}}

{{/* How a policy ends whose variables are those of decision.yaml. */}}
{{- define "language-operator.validations" -}}
- expression: size(variables.refused) == 0
  messageExpression: string(variables.message)
  # Said instead of a message that is longer than the API server takes.
  message: an image is not in the whitelist
  reason: Forbidden
{{- end -}}

{{/*
What the audit log tells beside the words: the images, of which the words have the registry only. The API server decides
anew for each annotation, so policies that stand in the way of pods have none.
*/}}
{{- define "language-operator.auditAnnotations" -}}
- key: refused-images
  valueExpression: variables.refused.map(p, string(p.reference.image)).join(', ')
{{- end -}}

{{/*
A binding: list of the context, the policy's part of the name, its own part, what happens (Deny, Warn or Audit), the
values of the namespaces' label or none for all namespaces, and whether the policy has a parameter.
A missing list counts as an error, about which the policy's failurePolicy decides.
*/}}
{{- define "language-operator.binding" -}}
{{- $context := index . 0 -}}
apiVersion: admissionregistration.k8s.io/v1
kind: ValidatingAdmissionPolicyBinding
metadata:
  {{- include "language-operator.metadata" (list $context (include "language-operator.policyName" (list $context (index . 2))) "" dict) | nindent 2 }}
spec:
  policyName: {{ include "language-operator.policyName" (list $context (index . 1)) | quote }}
  validationActions: [{{ index . 3 }}]
  {{- if index . 5 }}
  paramRef:
    name: {{ $context.Values.allowlist.name | quote }}
    parameterNotFoundAction: Deny
  {{- end }}
  {{- with include "language-operator.namespaces" (list $context (index . 4)) }}
  matchResources:
    {{- . | nindent 4 }}
  {{- end }}
{{- end -}}

{{/*
The namespaces of a policy or a binding: list of the context and the modes of the label, or none for all that are watched.
A policy with a parameter needs it as well as its bindings: while the kind of the parameter is not known, as for up to half a
minute after a start of the API server, the policy fails before any binding is looked at (kubernetes#124237).
*/}}
{{- define "language-operator.namespaces" -}}
{{- $watched := (index . 0).Values.watchNamespaces -}}
{{- if or (index . 1) $watched -}}
namespaceSelector:
  matchExpressions:
    {{- with index . 1 }}
    - key: langop.io/image-policy
      operator: In
      values: {{ toJson . }}
    {{- end }}
    {{- with $watched }}
    - key: kubernetes.io/metadata.name
      operator: In
      values: {{ toJson . }}
    {{- end }}
{{- end -}}
{{- end -}}
