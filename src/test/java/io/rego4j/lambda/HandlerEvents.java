package io.rego4j.lambda;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;

/** The events that {@link HandlerContract} hands to a handler, each with the request that must arrive at OPA. */
final class HandlerEvents {
    private HandlerEvents() {}

    /** Events that go to OPA: the event, and the request that must arrive. */
    static Stream<Arguments> passed() {
        String long5Mb = "x".repeat(5 << 20);
        String deep = "[".repeat(200) + "]".repeat(200);
        return Stream.of(
                Arguments.of("the article's payload", """
                        {"x_opa_path": "v0/data/hello", "x_opa_method": "POST", "x_opa_payload": {"lang": "en"}}""", "POST", "/v0/data/hello", "{\"lang\": \"en\"}"),
                Arguments.of("the article's input", """
                        {"x_opa_path": "v0/data/hello", "x_opa_method": "POST", "x_opa_input": {"lang": "de"}}""", "POST", "/v0/data/hello", "{\"lang\": \"de\"}"),
                Arguments.of("the method is kept", """
                        {"x_opa_path": "v1/data/greetings", "x_opa_method": "GET"}""", "GET", "/v1/data/greetings", null),
                Arguments.of(
                        "a query as an object",
                        """
                        {"x_opa_path": "v1/data/hello/greeting", "x_opa_method": "POST", "x_opa_query": {"pretty": "true",
                        "provenance": ["true"], "ä&=#": "x y"}, "x_opa_payload": {"input": {"lang": "de"}}}""",
                        "POST",
                        "/v1/data/hello/greeting?pretty=true&provenance=true&%C3%A4%26%3D%23=x+y",
                        "{\"input\": {\"lang\": \"de\"}}"),
                Arguments.of("a query as a text", """
                        {"x_opa_path": "v1/data/greetings", "x_opa_method": "GET", "x_opa_query": "?pretty=true"}""", "GET", "/v1/data/greetings?pretty=true", null),
                Arguments.of("OPA's status: undefined is 404 in v0", """
                        {"x_opa_path": "v0/data/hello/none", "x_opa_method": "POST", "x_opa_payload": {}}""", "POST", "/v0/data/hello/none", "{}"),
                Arguments.of(
                        "OPA's status: what is not JSON is 400", """
                        {"x_opa_path": "v1/data/hello", "x_opa_payload": "{bad\\u0000 \\"'$(id)`", "x_opa_payload_format": "text"}""", "POST", "/v1/data/hello", "{bad\u0000 \"'$(id)`"),
                Arguments.of("no payload", """
                        {"x_opa_path": "v1/data/hello/greeting", "x_opa_method": "POST"}""", "POST", "/v1/data/hello/greeting", ""),
                Arguments.of("an empty payload", """
                        {"x_opa_path": "v1/data/hello/greeting", "x_opa_method": "POST", "x_opa_payload": "", "x_opa_payload_format": "text"}""", "POST", "/v1/data/hello/greeting", ""),
                Arguments.of(
                        "a payload that is a string", """
                        {"x_opa_path": "v0/data/hello/echo", "x_opa_method": "POST", "x_opa_payload": "a \\"quoted\\" ü"}""", "POST", "/v0/data/hello/echo", "\"a \\\"quoted\\\" ü\""),
                Arguments.of("a payload that is false", """
                        {"x_opa_path": "v0/data/hello/echo", "x_opa_method": "POST", "x_opa_payload": false}""", "POST", "/v0/data/hello/echo", "false"),
                Arguments.of(
                        "shell words in the path", """
                        {"x_opa_path": "v1/data/$(touch pwned);`id`|x&y'\\"", "x_opa_method": "GET"}""", "GET", "/v1/data/$(touch%20pwned);%60id%60%7Cx&y'%22", null),
                Arguments.of(
                        "a path with spaces, quotes and emojis",
                        """
                        {"x_opa_path": "v1/data/a b/\\"é😀?#", "x_opa_method": "GET"}""",
                        "GET",
                        "/v1/data/a%20b/%22%C3%A9%F0%9F%98%80%3F%23",
                        null),
                Arguments.of("a path that is escaped already", """
                        {"x_opa_path": "v1/data/a%2Fb/c%20d", "x_opa_method": "GET"}""", "GET", "/v1/data/a%2Fb/c%20d", null),
                Arguments.of(
                        "hostile text in the payload",
                        """
                        {"x_opa_path": "v0/data/hello/echo", "x_opa_method": "POST", "x_opa_payload":
                        {"a": "\\"}, \\"x_opa_path\\": \\"v1/policies\\" \\\\ \\n \\u0000 \\u2028 <&>", "@/etc/passwd": "@/etc/passwd"}}""",
                        "POST",
                        "/v0/data/hello/echo",
                        "{\"a\": \"\\\"}, \\\"x_opa_path\\\": \\\"v1/policies\\\" \\\\ \\n \\u0000 \\u2028 <&>\", \"@/etc/passwd\": \"@/etc/passwd\"}"),
                Arguments.of(
                        "a payload that looks like a file for curl",
                        """
                        {"x_opa_path": "v0/data/hello/echo", "x_opa_payload": "@/etc/passwd", "x_opa_payload_format": "text"}""",
                        "POST",
                        "/v0/data/hello/echo",
                        "@/etc/passwd"),
                Arguments.of(
                        "a payload of 5 MB",
                        "{\"x_opa_path\": \"v0/data/hello/size\", \"x_opa_payload\": {\"text\": \"" + long5Mb + "\"}}",
                        "POST",
                        "/v0/data/hello/size",
                        "{\"text\": \"" + long5Mb + "\"}"),
                Arguments.of(
                        "an answer of 5 MB",
                        "{\"x_opa_path\": \"v0/data/hello/echo\", \"x_opa_payload\": \"" + long5Mb + "\"}",
                        "POST",
                        "/v0/data/hello/echo",
                        "\"" + long5Mb + "\""),
                Arguments.of(
                        "a deep payload",
                        "{\"x_opa_path\": \"v0/data/hello/echo\", \"x_opa_payload\": " + deep + "}",
                        "POST",
                        "/v0/data/hello/echo",
                        deep),
                Arguments.of(
                        "a header with a tab, and one that is not passed on", """
                        {"x_opa_path": "v0/data/hello/echo", "x_opa_payload": 1, "x_opa_headers":
                        {"Content-Type": "application/json;\\tcharset=utf-8", "Cookie": "secret"}}""", "POST", "/v0/data/hello/echo", "1"),
                Arguments.of("YAML where the header says so", """
                        {"x_opa_path": "v1/data/hello/echo", "x_opa_payload": "input: {a: [1, b]}", "x_opa_payload_format": "text",
                        "x_opa_headers": {"content-type": "application/x-yaml"}}""", "POST", "/v1/data/hello/echo", "input: {a: [1, b]}"),
                Arguments.of(
                        "a request of a REST API with proxy integration",
                        """
                        {"httpMethod": "POST", "path": "/v1/data/hello/greeting", "headers": {"Content-Type": "application/json"},
                        "multiValueQueryStringParameters": {"pretty": ["true"]}, "body": "{\\"input\\": {\\"lang\\": \\"de\\"}}"}""",
                        "POST",
                        "/v1/data/hello/greeting?pretty=true",
                        "{\"input\": {\"lang\": \"de\"}}"),
                Arguments.of(
                        "a request of an HTTP API",
                        """
                        {"version": "2.0", "rawPath": "/prod/v1/data/hello/greeting", "rawQueryString": "pretty=true",
                        "headers": {"content-type": "application/json"}, "isBase64Encoded": true,
                        "requestContext": {"stage": "prod", "http": {"method": "POST"}}, "body": "%s"}""".formatted(base64("{\"input\": {\"lang\": \"de\"}}")),
                        "POST",
                        "/v1/data/hello/greeting?pretty=true",
                        "{\"input\": {\"lang\": \"de\"}}"),
                Arguments.of(
                        "a REST API behind a base path",
                        """
                        {"resource": "/{proxy+}", "path": "/api/v1/data/hello/greeting", "httpMethod": "POST",
                        "pathParameters": {"proxy": "v1/data/hello/greeting"}, "requestContext": {"path": "/api/v1/data/hello/greeting"},
                        "multiValueHeaders": {"Content-Type": ["application/json"]}, "body": "{\\"input\\": {\\"lang\\": \\"de\\"}}"}""",
                        "POST",
                        "/v1/data/hello/greeting",
                        "{\"input\": {\"lang\": \"de\"}}"),
                Arguments.of(
                        "a REST API with a path of its own behind a base path",
                        """
                        {"resource": "/v1/data/{proxy+}", "path": "/a/b/v1/data/hello/greeting/", "httpMethod": "GET",
                        "pathParameters": {"proxy": "hello/greeting"}, "headers": null, "body": null}""",
                        "GET",
                        "/v1/data/hello/greeting",
                        null),
                Arguments.of(
                        "a REST API with a fixed path behind a base path", """
                        {"resource": "/v1/data/{package}/greeting", "path": "/a/v1/data/hello/greeting", "httpMethod": "GET",
                        "pathParameters": {"package": "hello"}}""", "GET", "/v1/data/hello/greeting", null),
                Arguments.of(
                        "a REST API whose path is escaped and whose parameter is not",
                        """
                        {"resource": "/{proxy+}", "path": "/api/v1/data/a%2fb/c%20d", "httpMethod": "GET",
                        "pathParameters": {"proxy": "v1/data/a%2Fb/c d"}}""",
                        "GET",
                        "/v1/data/a%2Fb/c%20d",
                        null),
                Arguments.of(
                        "a query that API Gateway has decoded",
                        """
                        {"path": "/v1/data/hello/greeting", "httpMethod": "GET",
                        "queryStringParameters": {"input": "{\\"lang\\": \\"de\\"}", "a b": "&+%"}}""",
                        "GET",
                        "/v1/data/hello/greeting?input=%7B%22lang%22%3A%22de%22%7D",
                        null),
                Arguments.of(
                        "a load balancer hands the query over undecoded",
                        """
                        {"requestContext": {"elb": {"targetGroupArn": "arn:t"}}, "httpMethod": "GET", "path": "/v1/data/hello/greeting",
                        "queryStringParameters": {"input": "%7B%22lang%22%3A%22de%22%7D"}, "headers": {}, "body": "", "isBase64Encoded": false}""",
                        "GET",
                        "/v1/data/hello/greeting?input=%7B%22lang%22%3A%22de%22%7D",
                        null),
                Arguments.of(
                        "a load balancer with several values for a name",
                        """
                        {"requestContext": {"elb": {"targetGroupArn": "arn:t"}}, "httpMethod": "POST", "path": "/v1/data/hello/greeting",
                        "multiValueQueryStringParameters": {"pretty": ["true"], "x": ["a%20b", "%2B"]},
                        "multiValueHeaders": {"content-type": ["application/json"]}, "body": "{\\"input\\": {\\"lang\\": \\"de\\"}}"}""",
                        "POST",
                        "/v1/data/hello/greeting?pretty=true",
                        "{\"input\": {\"lang\": \"de\"}}"),
                Arguments.of("a load balancer with an escaped path", """
                        {"requestContext": {"elb": {}}, "httpMethod": "GET", "path": "/v1/data/a%2Fb/c%20d", "queryStringParameters": {}}""", "GET", "/v1/data/a%2Fb/c%20d", null),
                Arguments.of("an HTTP API behind a base path", """
                        {"version": "2.0", "routeKey": "ANY /{proxy+}", "rawPath": "/api/v1/data/greetings", "rawQueryString": "",
                        "pathParameters": {"proxy": "v1/data/greetings"},
                        "requestContext": {"stage": "$default", "http": {"method": "GET"}}}""", "GET", "/v1/data/greetings", null),
                Arguments.of("an HTTP API behind a stage and a base path", """
                        {"version": "2.0", "routeKey": "GET /v1/data/{proxy+}", "rawPath": "/prod/api/v1/data/greetings/de",
                        "pathParameters": {"proxy": "greetings/de"},
                        "requestContext": {"stage": "prod", "http": {"method": "GET"}}}""", "GET", "/v1/data/greetings/de", null),
                Arguments.of("an HTTP API in version 1", """
                        {"version": "1.0", "resource": "/{proxy+}", "path": "/api/v1/data/greetings", "httpMethod": "GET",
                        "pathParameters": {"proxy": "v1/data/greetings"}, "queryStringParameters": {"pretty": "true"}}""", "GET", "/v1/data/greetings?pretty=true", null),
                Arguments.of("a function URL", """
                        {"version": "2.0", "routeKey": "$default", "rawPath": "/v1/data/greetings/en", "rawQueryString": "pretty=true&input=%7B%7D",
                        "requestContext": {"stage": "$default", "http": {"method": "GET", "path": "/v1/data/greetings/en"}}, "isBase64Encoded": false}""", "GET", "/v1/data/greetings/en?pretty=true&input=%7B%7D", null),
                Arguments.of(
                        "a function URL with a binary body",
                        """
                        {"version": "2.0", "routeKey": "$default", "rawPath": "/v0/data/hello/echo", "isBase64Encoded": true,
                        "requestContext": {"stage": "$default", "http": {"method": "POST"}}, "body": "%s"}""".formatted(base64("{\"ü\": 1}")),
                        "POST",
                        "/v0/data/hello/echo",
                        "{\"ü\": 1}"));
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
