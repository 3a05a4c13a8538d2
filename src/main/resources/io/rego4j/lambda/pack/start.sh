#!/bin/sh
# The start of the container. In Lambda the handler runs as it is; anywhere else AWS's runtime interface emulator
# stands in for Lambda, so that "docker run -p 9000:8080" answers as the function does.
set -eu

handler=${OPA_HANDLER:-/var/runtime/bootstrap}
if [ -n "${AWS_LAMBDA_RUNTIME_API:-}" ]; then
	exec "$handler" "$@"
fi
emulator=${LAMBDA_EMULATOR:-/usr/local/bin/aws-lambda-rie}
if [ ! -x "$emulator" ]; then
	echo "start.sh: not in Lambda, and no emulator at $emulator" >&2
	exit 1
fi
exec "$emulator" "$handler" "$@"
