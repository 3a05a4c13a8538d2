// The handler of the function: it starts OPA, takes one invocation after the other from Lambda's runtime API, asks OPA,
// and hands back the whole answer. One process, so that a warm invocation costs two local HTTP requests and no fork.
package main

import (
	"context"
	"os"
	"os/signal"
	"runtime"
	"syscall"
	"time"
)

func main() {
	config, err := readConfig(os.Getenv)
	if err != nil {
		logLine("error", "the configuration is wrong", "error", err.Error())
		newRuntime(os.Getenv("AWS_LAMBDA_RUNTIME_API")).initError(&failure{"Config.Invalid", err.Error()})
		os.Exit(1)
	}
	os.Exit(run(config))
}

// handler is what handles invocations: one after the other.
type handler struct {
	config config
	lambda *runtimeAPI
	server *supervisor
	source *bundleSource
}

func run(config config) int {
	ctx, cancel := signal.NotifyContext(context.Background(), syscall.SIGTERM, syscall.SIGINT)
	defer cancel()
	h := &handler{config, newRuntime(config.runtimeAPI), &supervisor{config: config}, newBundleSource(config)}
	done := make(chan int, 1)
	busy := make(chan struct{}, 1)
	go func() {
		// OPA ends with the thread that started it: this one lives as long as the process.
		runtime.LockOSThread()
		done <- h.serve(ctx, busy)
		select {}
	}()
	code := 0
	select {
	case code = <-done:
	case <-ctx.Done():
		// In order: no new invocation, the running one ends, then OPA, then this process.
		select {
		case busy <- struct{}{}:
		case <-time.After(config.drainTimeout):
		}
	}
	h.server.shutdown()
	if ctx.Err() != nil {
		logLine("info", "ended in order")
		return 0
	}
	return code
}

// serve starts OPA and handles invocations until the runtime API or OPA is lost for good.
func (h *handler) serve(ctx context.Context, busy chan struct{}) int {
	busy <- struct{}{}
	err := h.source.start(ctx, h.server)
	<-busy
	if err != nil {
		if ctx.Err() == nil {
			logLine("error", "OPA did not start", "error", err.Error())
			h.lambda.initError(&failure{"Opa.NotReady", err.Error()})
		}
		return 1
	}
	for {
		invocation, err := h.lambda.next(ctx)
		if err != nil {
			if ctx.Err() != nil {
				return 0
			}
			logLine("error", "the runtime API does not answer", "error", err.Error())
			return 1
		}
		busy <- struct{}{}
		fail := h.handle(invocation)
		if fail == nil {
			// The caller has the answer already.
			h.source.refresh(ctx, h.server, invocation.deadline.Add(-h.config.deadlineMargin))
		}
		<-busy
		if fail != nil {
			logLine("error", "the sandbox ends", "error", fail.Error())
			return 1
		}
	}
}

// handle answers one invocation. The error it returns is one after which this sandbox is of no more use.
func (h *handler) handle(invocation *invocation) error {
	started := time.Now()
	if h.config.logPayloads {
		logLine("info", "event", "request_id", invocation.id, "event", string(invocation.event))
	}
	answer, err := h.decide(invocation)
	if err != nil {
		fail := asFailure(err)
		h.lambda.invocationError(invocation.id, fail)
		logLine("error", fail.Message, "request_id", invocation.id, "error_type", fail.Type)
		if fail.Type == opaDown {
			return fail
		}
		return nil
	}
	if err := h.lambda.respond(invocation.id, answer); err != nil {
		h.lambda.invocationError(invocation.id, &failure{"Runtime.ResponseNotTaken", err.Error()})
		logLine("error", err.Error(), "request_id", invocation.id)
	} else if h.config.logLevel == "info" || h.config.logLevel == "debug" {
		logLine("info", "answered", "request_id", invocation.id, "ms", time.Since(started).Milliseconds(), "bytes", len(answer))
	}
	return nil
}

func (h *handler) decide(invocation *invocation) ([]byte, error) {
	ctx, cancel := context.WithDeadline(context.Background(), invocation.deadline.Add(-h.config.deadlineMargin))
	defer cancel()
	event, err := parseEvent(invocation.event, h.config)
	if err != nil {
		return nil, err
	}
	if refusal := event.check(h.config.routes); refusal != nil {
		return event.answer(refusal), nil
	}
	reply, err := h.server.ask(ctx, event)
	if err != nil {
		return nil, err
	}
	return event.answer(reply), nil
}
