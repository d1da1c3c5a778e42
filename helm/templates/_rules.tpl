{{- /* Made from src/main/kubernetes/rbac.yml, which gives the reason of each rule. */}}
{{- define "language-operator.rules.language-operator" -}}
# Watched: the resources whose images are decided, in every namespace. get reads all of a large one, of
# which only what decisions need is kept in memory, when its workload is made.
- apiGroups: [langop.io]
  resources: [languageagents, languagetools]
  verbs: [get, list, watch]
# Written: the verdict and what runs. By server-side apply, hence patch and nothing else.
- apiGroups: [langop.io]
  resources: [languageagents/status, languagetools/status]
  verbs: [patch]
# Written: the owner reference of a Deployment or Service blocks its owner's deletion, which the API
# server allows only to those who may change the owner's finalizers.
- apiGroups: [langop.io]
  resources: [languageagents/finalizers, languagetools/finalizers]
  verbs: [update]
# Watched and written: what runs an allowed image. get looks at the object that has the name
# already when a creation is refused, and reads all of a large one; create and patch are both needed by
# server-side apply. Deleting is the garbage collector's work.
- apiGroups: [apps]
  resources: [deployments]
  verbs: [get, list, watch, create, patch]
# Watched and written: the Service in front of a tool; the verbs as for Deployments.
- apiGroups: [""]
  resources: [services]
  verbs: [get, list, watch, create, patch]
# Written: events on the resources.
- apiGroups: [""]
  resources: [events]
  verbs: [create]
{{- end -}}

{{- define "language-operator.rules.language-operator-powertools" -}}
# Watched: runs of profilers. Written: their deletion, when their time to live after the end is over.
- apiGroups: [codriverlabs.ai.toe.run]
  resources: [powertools]
  verbs: [get, list, watch, delete]
# Written: what a run is about and how far it has come.
- apiGroups: [codriverlabs.ai.toe.run]
  resources: [powertools/status]
  verbs: [patch]
# Watched: the pods that a run selects and what becomes of its containers; and which images run already, which the
# allowlist decides about. get is the look at a pod just before a container is added to it.
- apiGroups: [""]
  resources: [pods]
  verbs: [get, list, watch]
# Written: the ephemeral container of a run, all that is ever changed in a pod.
- apiGroups: [""]
  resources: [pods/ephemeralcontainers]
  verbs: [patch]
{{- end -}}

{{- define "language-operator.rules.language-operator-audit" -}}
# Watched: which images run already, which the allowlist decides about.
- apiGroups: [""]
  resources: [pods]
  verbs: [list, watch]
{{- end -}}

{{- define "language-operator.rules.language-operator-allowlist" -}}
# Watched, and listed once a minute and before each start to prove that it still holds: the allowlist, this one
# ConfigMap and no other.
- apiGroups: [""]
  resources: [configmaps]
  resourceNames: [operator-config]
  verbs: [list, watch]
# Written: events on it, which tell what an edit did. It may be in no namespace that is watched.
- apiGroups: [""]
  resources: [events]
  verbs: [create]
{{- end -}}

{{- define "language-operator.rules.language-operator-edit" -}}
# Weaker than the Deployments that edit allows anyway: the allowlist decides which images run.
- apiGroups: [langop.io]
  resources: [languageagents, languagetools]
  verbs: [get, list, watch, create, update, patch, delete, deletecollection]
# A container in pods of the same namespace, whose image administrators chose.
- apiGroups: [codriverlabs.ai.toe.run]
  resources: [powertools]
  verbs: [get, list, watch, create, update, patch, delete, deletecollection]
{{- end -}}

{{- define "language-operator.rules.language-operator-view" -}}
- apiGroups: [langop.io]
  resources: [languageagents, languagetools]
  verbs: [get, list, watch]
- apiGroups: [codriverlabs.ai.toe.run]
  resources: [powertools]
  verbs: [get, list, watch]
{{- end -}}

{{- define "language-operator.rules.language-operator-catalog" -}}
# Watched, and listed once a minute and before each run to prove that it still holds: the catalog of profiler
# images, this one ConfigMap and no other. Nobody else is granted it.
- apiGroups: [""]
  resources: [configmaps]
  resourceNames: [profiler-images]
  verbs: [list, watch]
# Watched, and listed as often: the settings of these tools, with which administrators give profilers rights and take
# them away. Without them nothing may start. This one ConfigMap and no other, and nobody else is granted it.
- apiGroups: [""]
  resources: [configmaps]
  resourceNames: [profiler-settings]
  verbs: [list, watch]
# Written: events on it, the audit trail of its changes. It may be in no namespace that is watched.
- apiGroups: [""]
  resources: [events]
  verbs: [create]
{{- end -}}

{{- define "language-operator.rules.language-operator-leader-election" -}}
# Read and written: the Lease that says which of several replicas acts. get finds its holder, update
# takes, renews and releases it.
- apiGroups: [coordination.k8s.io]
  resources: [leases]
  resourceNames: [language-operator]
  verbs: [get, update]
# Written: the same Lease, by the first replica. A rule for create cannot name an object.
- apiGroups: [coordination.k8s.io]
  resources: [leases]
  verbs: [create]
{{- end -}}

{{- define "language-operator.rules.language-operator-admission" -}}
# Written: the compiled allowlist that the admission policies read, this one object and no other. By server-side
# apply: patch, and create for the first time. Watched, as all that decides: a change by others is put right.
- apiGroups: [langop.io]
  resources: [compiledallowlists]
  resourceNames: [operator-config]
  verbs: [list, watch, create, patch]
{{- end -}}

{{- define "language-operator.rules.language-operator-report-kinds" -}}
# Watched: whether a kind of reports is installed, these two definitions and no other.
- apiGroups: [apiextensions.k8s.io]
  resources: [customresourcedefinitions]
  resourceNames: [reports.openreports.io, policyreports.wgpolicyk8s.io]
  verbs: [list, watch]
# Read: the uid of this role, which the reports belong to, so that they are deleted together with it.
- apiGroups: [rbac.authorization.k8s.io]
  resources: [clusterroles]
  resourceNames: [language-operator-report-kinds]
  verbs: [get]
{{- end -}}

{{- define "language-operator.rules.language-operator-reports" -}}
# Written: the report of each namespace, the one of this name. By server-side apply: patch, and create for the first
# time. list finds those that an earlier leader wrote, so that only differences are written; delete is for namespaces
# without pods, and for those of one kind when the other one comes.
- apiGroups: [openreports.io]
  resources: [reports]
  resourceNames: [language-operator]
  verbs: [list, create, patch, delete]
# The same of the older kind, where the newer one is not installed.
- apiGroups: [wgpolicyk8s.io]
  resources: [policyreports]
  resourceNames: [language-operator]
  verbs: [list, create, patch, delete]
{{- end -}}
