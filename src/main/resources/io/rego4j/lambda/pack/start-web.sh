#!/bin/sh
# The start of the container: OPA itself is the web server, and AWS's Lambda Web Adapter, an extension that Lambda
# starts beside it, turns events into requests. What callers may ask is in the bundle: rego4j/authz.rego.
set -eu

set -- --server --addr "${OPA_ADDR:-127.0.0.1:${AWS_LWA_PORT:-8181}}" --bundle "${OPA_BUNDLE:-/opt/opa/bundle.tar.gz}" \
	--authorization basic --skip-version-check --log-format json --log-level "${OPA_LOG_LEVEL:-error}" \
	--shutdown-grace-period 1
[ "${OPA_DECISION_LOGS:-off}" = off ] || set -- "$@" --set=decision_logs.console=true
# Words of OPA_ARGS are options of OPA.
# shellcheck disable=SC2086
exec "${OPA_BINARY:-/usr/local/bin/opa}" run "$@" ${OPA_ARGS:-} 2>&1
