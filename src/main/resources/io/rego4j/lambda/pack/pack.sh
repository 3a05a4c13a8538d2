#!/usr/bin/env bash
# All steps of README.md: pack.sh build | run | push | deploy | test | logs | clean
# Environment: AWS_REGION and credentials for all but build and run; TAG (else the SHA-256 of what goes into the image).
set -euo pipefail
cd "$(dirname "$0")"

name=@@NAME@@
platform=linux/@@GOARCH@@
tag=${TAG:-$(cat @@IMAGE_FILES@@ | sha256sum | cut -c1-16)}

registry() {
	printf '%s.dkr.ecr.%s.amazonaws.com' "$(aws sts get-caller-identity --query Account --output text)" \
		"${AWS_REGION:?set AWS_REGION}"
}

output() {
	aws cloudformation describe-stacks --stack-name "$name" --output text \
		--query "Stacks[0].Outputs[?OutputKey=='$1'].OutputValue"
}

build() { docker build --platform "$platform" --provenance=false --tag "$name:$tag" .; }

@@if web-adapter
# OPA of the image at http://localhost:9000, without Lambda and its adapter: only Lambda turns events into requests.
run() { docker run --rm --env OPA_ADDR=0.0.0.0:8181 --publish 127.0.0.1:9000:8181 "$name:$tag"; }
@@end
@@if handler
# The image under the emulator, at http://localhost:9000/2015-03-31/functions/function/invocations
run() { docker run --rm --publish 127.0.0.1:9000:8080 "$name:$tag"; }
@@end

push() {
	local to
	to=$(registry)
	aws ecr describe-repositories --repository-names "$name" >/dev/null 2>&1 ||
		aws ecr create-repository --repository-name "$name" --image-tag-mutability IMMUTABLE \
			--image-scanning-configuration scanOnPush=true >/dev/null
	aws ecr get-login-password | docker login --username AWS --password-stdin "$to"
	docker tag "$name:$tag" "$to/$name:$tag"
	docker push "$to/$name:$tag"
}

deploy() {
	sam deploy --template-file template.yaml --stack-name "$name" --capabilities CAPABILITY_IAM \
		--no-fail-on-empty-changeset --image-repository "$(registry)/$name" \
		--parameter-overrides "ImageUri=$(registry)/$name:$tag"
	output ApiUrl
}

@@if has-api
# Each test event goes to the function, and its answer must have the status that its name promises.
@@end
@@if authorizer
# Each test event goes to the function, and its answer must hold the word that its name promises.
@@end
test_events() {
	local event answer want
	answer=$(mktemp)
	for event in events/*.json; do
		want=$(basename "$event" .json)
		want=${want##*-}
		aws lambda invoke --function-name "$name" --cli-binary-format raw-in-base64-out \
			--payload "file://$event" "$answer" >/dev/null
@@if has-api
		if grep -q "\"statusCode\": *$want" "$answer"; then
@@end
@@if authorizer
		if grep -qF "\"$want\"" "$answer"; then
@@end
			echo "ok   $event"
		else
			echo "FAIL $event: $(cat "$answer")"
			return 1
		fi
	done
}

logs() { aws logs tail "/aws/lambda/$name" --follow; }

clean() {
@@if has-api
	local api
	api=$(output ApiId 2>/dev/null || true)
@@end
	aws cloudformation delete-stack --stack-name "$name"
	aws cloudformation wait stack-delete-complete --stack-name "$name"
	# The stack takes these along; they may be there if they were made by hand.
@@if rest
	[ -z "$api" ] || [ "$api" = None ] || aws apigateway delete-rest-api --rest-api-id "$api" 2>/dev/null || true
@@end
@@if http
	[ -z "$api" ] || [ "$api" = None ] || aws apigatewayv2 delete-api --api-id "$api" 2>/dev/null || true
@@end
	aws lambda delete-function --function-name "$name" 2>/dev/null || true
	aws ecr delete-repository --repository-name "$name" --force
}

case "${1:-}" in
	build | run | push | deploy | logs | clean) "$1" ;;
	test) test_events ;;
	*)
		sed -n '2,3s/^# //p' "$0" >&2
		exit 2
		;;
esac
