#!/bin/bash
# User data of both groups: starts the version that the tags of this instance name. They are those that its group had when
# it was launched, and reach the metadata service shortly after the instance (InstanceMetadataTags: enabled).
#
# Where no sound version can be read it starts nothing, says why, and ends with an error. It tells nobody: an instance
# that does not answer health checks gets no traffic, and the release that waits for it ends with BGR-TIMEOUT.
set -euo pipefail

METADATA=${METADATA:-http://169.254.169.254}
# Tags that are late are asked for this often, and so is Docker: two minutes and a half with the pauses.
TRIES=${TRIES:-50}
PAUSE=${PAUSE:-3}
CONTAINER=${CONTAINER:-service}
# Port of the instance : port of the container.
PUBLISH=${PUBLISH:-80:8080}

# cloud-init keeps what comes here: /var/log/cloud-init-output.log, and the console output of the instance.
log() { TZ=UTC printf '%(%Y-%m-%dT%H:%M:%SZ)T boot: %s\n' -1 "$*" >&2; }

refuse() {
  log "nothing is started: $*"
  exit 1
}

# ask CURL_ARGUMENTS...: one request to the metadata service, which no proxy can reach for us.
ask() { curl --silent --show-error --fail --noproxy '*' --max-time 2 "$@"; }

# tag KEY: a tag of this instance. The token is a new one each time, so that none can be too old.
tag() {
  local token
  token=$(ask --request PUT --header 'X-aws-ec2-metadata-token-ttl-seconds: 60' "$METADATA/latest/api/token") || return
  ask --header "X-aws-ec2-metadata-token: $token" "$METADATA/latest/meta-data/tags/instance/$1"
}

# again WHAT COMMAND...: the command until it succeeds, and what it prints then. Fails when the tries are used up.
again() {
  local what=$1 try
  shift
  for ((try = 1; try <= TRIES; try++)); do
    if "$@"; then return; fi
    log "$what: try $try of $TRIES failed"
    sleep "$PAUSE"
  done
  return 1
}

# Both patterns are Docker's own grammar. What does not fit is never handed on as an argument.
export LC_ALL=C
part='[a-z0-9]+((\.|_|__|-+)[a-z0-9]+)*'
repository="^([A-Za-z0-9.-]+(:[0-9]+)?/)?$part(/$part)*\$"
digest='^sha256:[0-9a-f]{64}$'
label='^[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}$'

name=$(again 'tag docker:image:name' tag docker:image:name) || refuse 'no tag docker:image:name can be read'
version=$(again 'tag docker:image:version' tag docker:image:version) || refuse 'no tag docker:image:version can be read'
[[ $name =~ $repository ]] || refuse "docker:image:name is not the name of an image: ${name@Q}"
if [[ $version =~ $digest ]]; then
  image="$name@$version"
elif [[ $version =~ $label ]]; then
  image="$name:$version"
else
  refuse "docker:image:version is neither a tag nor a digest: ${version@Q}"
fi
log "the tags name $image"

# User data that runs a second time finds its container, which Docker has restarted.
if running=$(docker container inspect --format '{{.Config.Image}}' "$CONTAINER" 2>/dev/null); then
  [ "$running" = "$image" ] || refuse "the container $CONTAINER is there already, of $running"
  log "the container $CONTAINER is there already"
  exit 0
fi

again "docker pull $image" docker pull --quiet "$image" >&2 || refuse "$image cannot be pulled"
docker run --detach --restart always --pull never --name "$CONTAINER" --publish "$PUBLISH" "$image" >&2 ||
  refuse "$image does not start"
log "started $image"
