#!/usr/bin/env python3
"""Measures a pack under AWS's emulator: first answer, warm answers, memory; beside them OPA alone.

    samples/hello/measure.py EMULATOR OPA HANDLER BUNDLE [ADAPTER]

HANDLER is the compiled forwarder, the pack's bootstrap, or the start.sh of a pack for the web adapter, which also needs
ADAPTER, the lambda-adapter program. One line of JSON comes out; times in milliseconds, memory in MB.
"""
import http.client
import json
import os
import signal
import socket
import subprocess
import sys
import tempfile
import time

WARM = int(os.environ.get("WARM", "200"))
QUESTION = {"x_opa_path": "v0/data/hello", "x_opa_method": "POST", "x_opa_payload": {"lang": "en"}}
PROXY = {
    "httpMethod": "POST", "path": "/v0/data/hello", "headers": {"Content-Type": "application/json"},
    "multiValueHeaders": {"Content-Type": ["application/json"]}, "queryStringParameters": None,
    "multiValueQueryStringParameters": None, "pathParameters": None, "stageVariables": None, "resource": "/{proxy+}",
    "requestContext": {"resourcePath": "/{proxy+}", "httpMethod": "POST", "path": "/v0/data/hello", "accountId": "1",
                       "resourceId": "r", "stage": "prod", "requestId": "r", "identity": {"sourceIp": "127.0.0.1"},
                       "apiId": "a"},
    "body": "{\"lang\": \"en\"}", "isBase64Encoded": False,
}


def free_port():
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return free.getsockname()[1]


def await_port(port):
    for _ in range(2000):
        try:
            socket.create_connection(("127.0.0.1", port)).close()
            return
        except OSError:
            time.sleep(0.005)
    raise SystemExit("nothing listens")


def ask(port, path, body):
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=120)
    started = time.perf_counter()
    connection.request("POST", path, body, {"Content-Type": "application/json"})
    answer = connection.getresponse().read().decode()
    took = (time.perf_counter() - started) * 1000
    connection.close()
    assert "hello" in answer.lower(), answer
    return took


def percentile(times, share):
    return round(sorted(times)[int(len(times) * share)], 2)


def descendants(root):
    # A child belongs to the thread that started it.
    found = []
    for thread in os.listdir(f"/proc/{root}/task"):
        for child in open(f"/proc/{root}/task/{thread}/children").read().split():
            found += [int(child), *descendants(int(child))]
    return found


def memory(root, wanted):
    """The resident memory of the processes below root whose command line is wanted."""
    parents, lines, sizes = {}, {}, {}
    for process in filter(str.isdigit, os.listdir("/proc")):
        try:
            status = open(f"/proc/{process}/status").read()
            parents[process] = status.split("PPid:")[1].split()[0]
            sizes[process] = int(status.split("VmRSS:")[1].split()[0])
            lines[process] = open(f"/proc/{process}/cmdline").read().split("\0")
        except (OSError, IndexError):
            pass

    def below(process):
        return process == str(root) or process in parents and below(parents[process])

    return round(sum(sizes[p] for p in lines if below(p) and wanted(lines[p])) / 1024, 1)


def main():
    emulator, opa, handler, bundle = sys.argv[1:5]
    adapter = sys.argv[5] if len(sys.argv) > 5 else None
    port, runtime, opa_port = free_port(), free_port(), free_port()
    env = dict(os.environ, OPA_BINARY=opa, OPA_BUNDLE=bundle, AWS_LWA_PORT=str(opa_port),
               AWS_LWA_READINESS_CHECK_PATH="/health", AWS_LAMBDA_FUNCTION_TIMEOUT="120", AWS_REGION="eu-central-1")
    command = [handler]
    if not adapter:
        # The handler asks OPA at a socket of its own; this one is for asking OPA without it.
        env["OPA_ARGS"] = f"--addr 127.0.0.1:{opa_port}"
    if adapter:
        # Lambda starts extensions by itself; here the adapter starts beside the handler.
        with tempfile.NamedTemporaryFile("w", suffix=".sh", delete=False) as both:
            both.write(f"#!/bin/sh\n'{adapter}' &\nexec '{handler}'\n")
        os.chmod(both.name, 0o755)
        command = [both.name]
    with tempfile.TemporaryFile() as log:
        started = subprocess.Popen(
            [emulator, "--log-level", "error", "--runtime-interface-emulator-address", f"127.0.0.1:{port}",
             "--runtime-api-address", f"127.0.0.1:{runtime}", *command, "opa"],
            env=env, stdout=log, stderr=log, start_new_session=True)
        try:
            await_port(port)
            invoke = "/2015-03-31/functions/function/invocations"
            event = json.dumps(PROXY if adapter else QUESTION)
            first = ask(port, invoke, event)
            warm = [ask(port, invoke, event) for _ in range(WARM)]
            direct = [ask(opa_port, "/v0/data/hello", "{\"lang\": \"en\"}") for _ in range(WARM)]
            program = adapter or handler
            print(json.dumps({
                "handler": os.path.basename(handler), "bundle_kb": round(os.path.getsize(bundle) / 1024, 1),
                "first": round(first, 1), "warm_p50": percentile(warm, 0.5), "warm_p95": percentile(warm, 0.95),
                "opa_p50": percentile(direct, 0.5), "added_p50": round(percentile(warm, 0.5) - percentile(direct, 0.5), 2),
                "handler_mb": memory(started.pid, lambda line: program in line[:2]),
                "opa_mb": memory(started.pid, lambda line: "--server" in line and "--bundle" in line),
                "load": round(os.getloadavg()[0], 1)}))
        except BaseException:
            log.seek(0)
            sys.stderr.write(log.read().decode()[-3000:])
            raise
        finally:
            # The emulator gives the handler a group of its own.
            for process in [*descendants(started.pid), started.pid]:
                try:
                    os.kill(process, signal.SIGKILL)
                except ProcessLookupError:
                    pass


main()
