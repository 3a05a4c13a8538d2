#!/usr/bin/env bash
# Builds the image of a pack without a docker daemon, and runs it once under podman with AWS's emulator:
#
#   samples/hello/image.sh PACK WORK EMULATOR
#
# PACK is what "rego4j lambda init" wrote, WORK a folder for images, EMULATOR the aws-lambda-rie of this machine's
# architecture. Needs buildah and podman with runc. Where no registry of images can be reached, STAND_IN=1 takes a small
# Debian in the place of provided:al2023, and the same with this machine's Go in the place of the Go image; it needs
# mmdebstrap, and Go's module cache saves the download.
set -euo pipefail

pack=$(realpath "$1")
work=$(mkdir -p "$2" && realpath "$2")
emulator=$(realpath "$3")
export STORAGE_DRIVER=vfs BUILDAH_ISOLATION=chroot
store=(--root "$work/store" --runroot "$work/run")
arguments=()

if [ -n "${STAND_IN:-}" ]; then
	if [ ! -f "$work/base.tar" ]; then
		mmdebstrap --variant=minbase --include=curl,ca-certificates bookworm "$work/base.tar"
	fi
	go_root=$(go env GOROOT)
	mkdir -p "$work/context"
	cp -f "$work/base.tar" "$work/context/base.tar"
	printf 'FROM scratch\nADD base.tar /\n' >"$work/context/base"
	buildah "${store[@]}" bud -q -t localhost/base:1 -f "$work/context/base" "$work/context"
	printf 'FROM localhost/base:1\nENV PATH=/usr/local/go/bin:/usr/bin:/bin GOPATH=/go GOPROXY=%s GOSUMDB=%s\n' \
		"$(go env GOPROXY)" "$(go env GOSUMDB)" >"$work/context/go"
	buildah "${store[@]}" bud -q -t localhost/go:1 -f "$work/context/go" "$work/context"
	arguments+=(--build-arg BASE_IMAGE=localhost/base:1 --build-arg GO_IMAGE=localhost/go:1
		--volume "$go_root:/usr/local/go:ro"
		--volume "${SSL_CERT_FILE:-/etc/ssl/certs/ca-certificates.crt}:/etc/ssl/certs/ca-certificates.crt:ro"
		--volume "$(go env GOMODCACHE):/go/pkg/mod" --volume "$(go env GOCACHE):/root/.cache/go-build")
fi

case $(uname -m) in
	x86_64) arch=amd64 ;;
	*) arch=arm64 ;;
esac
buildah "${store[@]}" bud "${arguments[@]}" --build-arg "TARGETARCH=$arch" --build-arg "BUILDPLATFORM=linux/$arch" \
	-t localhost/pack:1 "$pack"
buildah "${store[@]}" images

# runc and both limits: what a machine without systemd needs.
name=rego4j-image-$$
podman "${store[@]}" --cgroup-manager=cgroupfs --runtime runc run --detach --name "$name" --network=host \
	--ulimit nofile=1024:1024 --ulimit nproc=4096:4096 --volume "$emulator:/usr/local/bin/aws-lambda-rie:ro" \
	localhost/pack:1
trap 'podman "${store[@]}" rm -f "$name" >/dev/null' EXIT
invoke=http://127.0.0.1:8080/2015-03-31/functions/function/invocations
for _ in $(seq 100); do
	curl -s -o /dev/null "$invoke" && break
	sleep 0.1
done
for event in "$pack"/events/*.json; do
	want=$(basename "$event" .json)
	answer=$(curl -s -X POST --data-binary "@$event" "$invoke")
	case $answer in
		*"\"statusCode\":${want##*-}"*) echo "ok   $want" ;;
		*) echo "FAIL $want: $answer" && exit 1 ;;
	esac
done
curl -s -X POST -w '\n' "$invoke" \
	-d '{"x_opa_path": "v0/data/hello", "x_opa_method": "POST", "x_opa_payload": {"lang": "en"}}'
