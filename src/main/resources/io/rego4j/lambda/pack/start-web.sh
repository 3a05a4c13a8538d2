#!/bin/sh
# The start of the container: OPA itself is the web server, and AWS's Lambda Web Adapter, an extension that Lambda
# starts beside it, turns events into requests. What callers may ask is in the bundle: rego4j/authz.rego; what masked
# decision logs leave out, too: rego4j/decision_log_mask.rego.
set -eu

pack=$(dirname "$0")
bundle=${OPA_BUNDLE:-$pack/bundle.tar.gz}
# Lambda's own limit for a request: OPA would unpack a small one to any size.
set -- --server --addr "${OPA_ADDR:-127.0.0.1:${AWS_LWA_PORT:-8181}}" --bundle "$bundle" \
	--authorization basic --skip-version-check --log-format json --log-level "${OPA_LOG_LEVEL:-error}" \
	--shutdown-grace-period 1 --set=server.decoding.max_length=6291556 --set=server.decoding.gzip.max_length=6291556
case "${OPA_DECISION_LOGS:-off}" in
	off) ;;
	full) set -- "$@" --set=decision_logs.console=true ;;
	masked)
		# Another bundle need not hold the policy that masks, and OPA logs everything where there is none.
		if [ "$bundle" != "$pack/bundle.tar.gz" ]; then
			echo "start.sh: OPA_DECISION_LOGS=masked needs the pack's own bundle: unset OPA_BUNDLE" >&2
			exit 1
		fi
		set -- "$@" --set=decision_logs.console=true --set=decision_logs.mask_decision=/rego4j/log/mask
		;;
	*)
		echo "start.sh: OPA_DECISION_LOGS must be off, masked or full" >&2
		exit 1
		;;
esac
# Words of OPA_ARGS are options of OPA.
# shellcheck disable=SC2086
exec "${OPA_BINARY:-/usr/local/bin/opa}" run "$@" ${OPA_ARGS:-} 2>&1
