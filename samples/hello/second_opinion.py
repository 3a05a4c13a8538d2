#!/usr/bin/env python3
"""Renders a pack's mapping templates with LocalStack's renderer: a second opinion beside Apache Velocity in the tests.

    python3 -m venv venv && venv/bin/pip install localstack-core==2026.3.0 airspeed-ext jsonpath-rw pyyaml
    venv/bin/python samples/hello/second_opinion.py PACK

PACK is what "rego4j lambda init" wrote with the default adapter. Each hostile request must become the event that says just
this request; each answer must come out with its status and content type.
"""
import itertools
import json
import pathlib
import sys

import yaml
from localstack.services.apigateway.next_gen.execute_api.template_mapping import ApiGatewayVtlTemplate

BODIES = [
    "null", "{not json", '"', "'", "\\\\'\"", 'it\'s "quoted" \\ and \\u0041', 'x", "x_opa_path": "v1/policies", "y": "',
    '{"a": 1}, "x_opa_method": "DELETE", "b": {', '$util.escapeJavaScript("x") #set($x = 1) $context.httpMethod ##',
    "a\r\nb\tc\bd\fe", "</script><!-- \u2028\u2029\u0001\u007f \u00fc \U0001f600", '{"text": "' + "it's " * 2000 + '"}',
]
PATHS = ["v1/data/it's \u00fc\U0001f600", 'v1/data/x", "x_opa_path": "v1/policies', "$context.httpMethod", "v1/data/../policies"]
QUERY = {"it's": '"&=\\', "pretty": "true"}
ANSWERS = [(200, "application/json", '{"hello":"world"}'), (404, "application/json", '{"code":"x"}'), (200, "text/plain", "it's")]
OVERRIDES = {"requestOverride": {}, "responseOverride": {"header": {}, "status": 200}}


def main():
    operation = yaml.safe_load(pathlib.Path(sys.argv[1], "openapi.yaml").read_text())["paths"]["/{proxy+}"]
    integration = operation["x-amazon-apigateway-any-method"]["x-amazon-apigateway-integration"]
    request = integration["requestTemplates"]["application/json"]
    response = integration["responses"]["default"]["responseTemplates"]["application/json"]
    renderer, wrong = ApiGatewayVtlTemplate(), 0
    for body, path in itertools.product(BODIES, PATHS):
        params = {"path": {"proxy": path}, "querystring": QUERY, "header": {"Content-Type": "application/json", "Cookie": "s"}}
        text, _ = renderer.render_request(
            request, {"context": {"httpMethod": "POST"}, "input": {"body": body, "params": params}}, OVERRIDES)
        want = {"x_opa_path": path, "x_opa_method": "POST", "x_opa_query": QUERY, "x_opa_payload": body,
                "x_opa_headers": {"Content-Type": "application/json"}, "x_opa_payload_format": "text"}
        try:
            same = json.loads(text) == want
        except ValueError:
            same = False
        if not same:
            wrong += 1
            print("another event:", json.dumps(path), json.dumps(body)[:80])
    for status, kind, body in ANSWERS:
        answer = json.dumps({"statusCode": status, "headers": {"content-type": kind}, "body": body})
        text, override = renderer.render_response(
            response, {"context": {}, "input": {"body": answer, "params": {}}}, OVERRIDES)
        if (override["status"], override["header"].get("Content-Type"), text.strip()) != (status, kind, body):
            wrong += 1
            print("another answer:", override, text)
    print(f"{len(BODIES) * len(PATHS)} requests and {len(ANSWERS)} answers, {wrong} of them otherwise")
    return 1 if wrong else 0


sys.exit(main())
