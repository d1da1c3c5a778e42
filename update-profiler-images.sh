#!/bin/sh
#
# Adds or updates one tool in the catalog of profiler images. Needs kubectl and the POSIX utilities,
# nothing else; --help says how to use it.

set -u

# Ranges like a-z mean ASCII and kubectl speaks English, whatever the administrator's locale is.
LC_ALL=C
export LC_ALL

# For the first request, which shows whether the cluster answers at all; kubectl tries it twice.
CONTACT_TIMEOUT=5s

# For each of the others.
REQUEST_TIMEOUT=20s

# A write fails only when somebody else has written since the read, so every attempt that is lost
# means that another writer got on.
MAX_ATTEMPTS=50

# Who has changed the catalog, in managedFields.
FIELD_MANAGER=update-profiler-images

namespace=toe-system
configmap=profiler-images
context=
kubeconfig=
check_only=false
tool=
image=

usage() {
  cat <<'USAGE'
Usage: update-profiler-images.sh [OPTIONS] NAME IMAGE

Adds or updates one tool in the catalog of profiler images: the ConfigMap profiler-images in the
namespace toe-system, where the operator finds the image for the tool that a PowerTool names. The
operator notices the change by itself. The other tools are left as they are, also when several
administrators work at once. Namespace and ConfigMap are created if they are absent.

  NAME    what PowerTools write in spec.profiler.tool: letters, digits, '-', '_' and '.'
  IMAGE   a container image reference, such as your-registry/aperf:v1.0.0

Options:
  -n, --namespace NAMESPACE   namespace of the ConfigMap (default: toe-system)
      --name CONFIGMAP        name of the ConfigMap (default: profiler-images)
      --context CONTEXT       context of the kubeconfig, passed on to kubectl
      --kubeconfig FILE       kubeconfig, passed on to kubectl (default: what kubectl uses, KUBECONFIG
                              included)
      --check                 only check NAME and IMAGE; needs no cluster and changes nothing
  -h, --help                  show this text
      --                      what follows is no option, for a NAME that begins with '-'

Examples:
  ./update-profiler-images.sh aperf-dev your-registry/aperf:dev-latest
  ./update-profiler-images.sh aperf-snapshot your-registry/aperf:snapshot-$(date +%Y%m%d)

You need the permissions get and patch on the ConfigMap, and create for what is absent. kubectl's own
messages are held back until it ends: if your cluster asks you to sign in, do that before.

Exit status: 0 done or nothing to do, 1 the cluster could not be changed, 2 wrong usage, NAME or IMAGE.
USAGE
}

# One line, whatever is in it.
fail() {
  printf 'update-profiler-images: %s\n' "$2" >&2
  exit "$1"
}

refuse() {
  fail 2 "$1"
}

# A foreign text, fit for a message: short, one line, without control characters.
visible() {
  printf '%.200s' "$1" | tr -c '\040-\176' '?'
}

set_option() {
  [ -n "$2" ] || refuse "the option $1 needs a value"
  case $1 in
    -n | --namespace) namespace=$2 ;;
    --name) configmap=$2 ;;
    --context) context=$2 ;;
    --kubeconfig) kubeconfig=$2 ;;
  esac
}

parse_arguments() {
  count=0
  options=true
  while [ $# -gt 0 ]; do
    if [ "$options" = true ]; then
      case $1 in
        --)
          options=false
          shift
          continue
          ;;
        -h | --help)
          usage
          exit 0
          ;;
        --check)
          check_only=true
          shift
          continue
          ;;
        -n | --namespace | --name | --context | --kubeconfig)
          [ $# -ge 2 ] || refuse "the option $1 needs a value"
          set_option "$1" "$2"
          shift 2
          continue
          ;;
        --namespace=* | --name=* | --context=* | --kubeconfig=*)
          set_option "${1%%=*}" "${1#*=}"
          shift
          continue
          ;;
        -*) refuse "there is no option '$(visible "$1")'; see --help" ;;
      esac
    fi
    count=$((count + 1))
    case $count in
      1) tool=$1 ;;
      2) image=$1 ;;
    esac
    shift
  done
  [ "$count" -eq 2 ] || refuse "needs two arguments, NAME and IMAGE, but got $count; see --help"
}

# The rules of the API server for the names of namespaces and ConfigMaps, as far as kubectl could
# mistake the name for something else.
check_target() {
  case $namespace in
    *[!a-z0-9-]* | -* | *-) refuse "'$(visible "$namespace")' is not the name of a namespace" ;;
  esac
  case $configmap in
    *[!a-z0-9.-]* | [!a-z0-9]* | *[!a-z0-9])
      refuse "'$(visible "$configmap")' is not the name of a ConfigMap"
      ;;
  esac
}

# The rules of the API server for keys of ConfigMaps.
check_tool() {
  case $tool in
    '') refuse "the tool name is empty" ;;
    *[!._a-zA-Z0-9-]*)
      refuse "the tool name '$(visible "$tool")' has other characters than letters, digits, '-', '_' and '.'"
      ;;
    . | ..*) refuse "the tool name '$(visible "$tool")' is '.' or begins with '..'" ;;
  esac
  [ ${#tool} -le 253 ] || refuse "the tool name has ${#tool} characters, at most 253 are allowed"
}

refuse_image() {
  refuse "'$(visible "$image")' is not a valid image reference: $1"
}

# Succeeds if the whole text matches the extended regular expression. The text has no line breaks.
matches() {
  printf '%s\n' "$1" | grep -Eq "^($2)\$"
}

# The rules of github.com/distribution/reference v0.6.0, as the operator applies them.
check_image() {
  [ -n "$image" ] || refuse "the image reference is empty"
  # First of all, because line by line tools would judge only a part of a text with line breaks.
  case $image in
    *[!][a-zA-Z0-9._:/@-]*) refuse_image "it has a character that is never part of one" ;;
  esac

  registry=docker.io
  remainder=$image
  case $image in
    */*)
      first=${image%%/*}
      case $first in
        localhost | *[.:A-Z]*)
          registry=$first
          remainder=${image#*/}
          label='[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?'
          matches "$registry" "($label([.]$label)*|\[[0-9A-Fa-f:]+\])(:[0-9]+)?" ||
            refuse_image "'$(visible "$registry")' is not a registry"
          ;;
      esac
      ;;
    *)
      if [ ${#image} -eq 64 ] && matches "$image" '[0-9a-f]*'; then
        refuse_image "64 hexadecimal digits are an image ID"
      fi
      ;;
  esac

  case $remainder in
    *@*)
      matches "${remainder#*@}" 'sha256:[0-9a-f]{64}|sha384:[0-9a-f]{96}|sha512:[0-9a-f]{128}' ||
        refuse_image "the digest after '@' is not sha256, sha384 or sha512 with all its lower-case digits"
      remainder=${remainder%%@*}
      ;;
  esac

  case $remainder in
    *:*)
      matches "${remainder#*:}" '[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}' ||
        refuse_image "the tag after ':' is not 1 to 128 letters, digits, '_', '.' and '-', the first no '.' or '-'"
      remainder=${remainder%%:*}
      ;;
  esac

  component='[a-z0-9]+(([.]|_|__|-+)[a-z0-9]+)*'
  matches "$remainder" "$component(/$component)*" ||
    refuse_image "the repository '$(visible "$remainder")' is not of the form name/name in lower case, with single separators inside"

  case $registry/$remainder in
    docker.io/*/* | index.docker.io/*/*) ;;
    docker.io/* | index.docker.io/*) remainder=library/$remainder ;;
  esac
  [ ${#remainder} -le 255 ] ||
    refuse_image "the repository has ${#remainder} characters, at most 255 are allowed"
}

# Runs kubectl, where a later option overrides an earlier one. Sets output to everything it printed.
run() {
  output=$(
    kubectl ${context:+"--context=$context"} ${kubeconfig:+"--kubeconfig=$kubeconfig"} \
      --request-timeout="$REQUEST_TIMEOUT" "$@" 2>&1
  )
}

# What kubectl said at last, on one line: without its log lines, unless there is nothing else.
reason() {
  printf '%s\n' "$output" |
    awk '
      /^[EWIF][0-9][0-9][0-9][0-9] / { log_line = $0; next }
      /^Warning: / { next }
      NF { text = text (text == "" ? "" : " ") $0 }
      END { print text == "" ? log_line : text }' |
    tr -c '\040-\176\n' '?'
}

# An admission policy may have something to say although it lets the change pass.
show_warnings() {
  printf '%s\n' "$output" | grep '^Warning: ' >&2
}

# A plain GET, since kubectl asks an unreachable server six times before it reads an object.
check_cluster() {
  run --request-timeout="$CONTACT_TIMEOUT" get --raw /version && return
  case $output in
    *'(Forbidden)'*) ;; # It answers; whether it lets us do our work is the next question.
    *) fail 1 "cannot use the cluster: $(reason)" ;;
  esac
}

# Sets version to the resourceVersion of the ConfigMap, empty if it is absent, and old to the tool's
# image as a Go string literal in ASCII, empty if there is none. The literal is one line whatever the
# value is, and equals "$image" in quotes only for that very image.
read_catalog() {
  # shellcheck disable=SC2016 # These variables are the template's.
  entry='{{range $key, $value := .data}}{{if eq $key "'"$tool"'"}} {{printf "%+q" $value}}{{end}}{{end}}'
  run --namespace="$namespace" get configmap "$configmap" --ignore-not-found \
    -o go-template="catalog {{.metadata.resourceVersion}}$entry{{\"\\n\"}}" ||
    fail 1 "cannot read ConfigMap $namespace/$configmap: $(reason)"
  # Server warnings may be among the output.
  current=$(printf '%s\n' "$output" | sed -n 's/^catalog //p')
  version=${current%% *}
  old=
  case $current in
    *' '*) old=${current#* } ;;
  esac
}

create_namespace() {
  if run create namespace "$namespace" --field-manager="$FIELD_MANAGER"; then
    show_warnings
    printf 'Created namespace %s\n' "$namespace"
    return
  fi
  case $output in
    *'already exists'*) ;; # Somebody else was faster.
    *) fail 1 "cannot create namespace $namespace: $(reason)" ;;
  esac
}

# Creates the ConfigMap with the tool in it. Fails if it has to be tried again.
create_catalog() {
  if run --namespace="$namespace" create configmap "$configmap" "--from-literal=$tool=$image" \
    --field-manager="$FIELD_MANAGER"; then
    show_warnings
    printf 'Created ConfigMap %s/%s\n' "$namespace" "$configmap"
    return 0
  fi
  case $output in
    *'already exists'*) ;; # Somebody else was faster; his tools must stay.
    *namespaces*'not found'*) create_namespace ;;
    *) fail 1 "cannot create ConfigMap $namespace/$configmap: $(reason)" ;;
  esac
  return 1
}

# Changes the one key, if nobody has written since read_catalog. Fails if it has to be tried again.
# Nothing in the patch needs escaping: tool and image have passed the checks above.
patch_catalog() {
  if run --namespace="$namespace" patch configmap "$configmap" --type=merge -o name \
    --field-manager="$FIELD_MANAGER" \
    --patch='{"metadata":{"resourceVersion":"'"$version"'"},"data":{"'"$tool"'":"'"$image"'"}}'; then
    show_warnings
    return 0
  fi
  case $output in
    *'(Conflict)'* | *'(NotFound)'*) return 1 ;;
    *) fail 1 "cannot change ConfigMap $namespace/$configmap: $(reason)" ;;
  esac
}

# The old image, without the quotes if it is plain text.
show_old() {
  case $old in
    '') printf '(not set)' ;;
    *\\* | '""') visible "$old" ;;
    *)
      plain=${old#\"}
      visible "${plain%\"}"
      ;;
  esac
}

update_catalog() {
  attempt=0
  while [ "$attempt" -lt "$MAX_ATTEMPTS" ]; do
    attempt=$((attempt + 1))
    read_catalog
    if [ "$old" = "\"$image\"" ]; then
      printf '%s: unchanged, %s\n' "$tool" "$image"
      return
    fi
    if [ -z "$version" ]; then
      create_catalog || continue
    else
      patch_catalog || continue
    fi
    printf '%s: %s -> %s\n' "$tool" "$(show_old)" "$image"
    return
  done
  fail 1 "ConfigMap $namespace/$configmap was changed by others during all $MAX_ATTEMPTS attempts; try again"
}

parse_arguments "$@"
check_target
check_tool
check_image
if [ "$check_only" = true ]; then
  printf '%s: valid, %s\n' "$tool" "$image"
  exit 0
fi
command -v kubectl >/dev/null 2>&1 ||
  fail 1 "kubectl was not found on the PATH; install it, see https://kubernetes.io/docs/tasks/tools/"
check_cluster
update_catalog
