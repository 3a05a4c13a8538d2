// The handler of the function: it starts OPA, takes one invocation after the other from Lambda's runtime API, asks OPA,
// and hands back the whole answer. One process, so that a warm invocation costs two local HTTP requests and no fork.
package main

import (
	"context"
	"os"
	"os/signal"
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

func run(config config) int {
	stop := make(chan os.Signal, 1)
	signal.Notify(stop, syscall.SIGTERM, syscall.SIGINT)
	runtime := newRuntime(config.runtimeAPI)
	source := newBundleSource(config)
	server := newSupervisor(config)

	if err := server.start(source.initial(), config.readyTimeout); err != nil {
		logLine("error", "OPA did not start", "error", err.Error())
		runtime.initError(&failure{"Opa.NotReady", err.Error()})
		return 1
	}

	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	done := make(chan int, 1)
	busy := make(chan struct{}, 1)
	go func() { done <- serve(ctx, config, runtime, server, source, busy) }()
	select {
	case code := <-done:
		server.shutdown()
		return code
	case <-stop:
		// In order: no new invocation, the running one ends, then OPA, then this process.
		cancel()
		select {
		case busy <- struct{}{}:
		case <-time.After(config.drainTimeout):
		}
		server.shutdown()
		logLine("info", "ended in order")
		return 0
	}
}

// serve handles invocations until the runtime API or OPA is lost for good.
func serve(ctx context.Context, config config, runtime *runtimeAPI, server *supervisor, source *bundleSource, busy chan struct{}) int {
	for {
		invocation, err := runtime.next(ctx)
		if err != nil {
			if ctx.Err() != nil {
				return 0
			}
			logLine("error", "the runtime API does not answer", "error", err.Error())
			return 1
		}
		busy <- struct{}{}
		source.refresh(server)
		fail := handle(config, runtime, server, invocation)
		<-busy
		if fail != nil {
			logLine("error", "the sandbox ends", "error", fail.Error())
			return 1
		}
	}
}

// handle answers one invocation. The error it returns is one after which this sandbox is of no more use.
func handle(config config, runtime *runtimeAPI, server *supervisor, invocation *invocation) error {
	started := time.Now()
	if config.logPayloads {
		logLine("info", "event", "request_id", invocation.id, "event", string(invocation.event))
	}
	answer, err := decide(config, server, invocation)
	if err != nil {
		fail := asFailure(err)
		runtime.invocationError(invocation.id, fail)
		logLine("error", fail.Message, "request_id", invocation.id, "error_type", fail.Type)
		if fail.Type == opaDown {
			return fail
		}
		return nil
	}
	if err := runtime.respond(invocation.id, answer); err != nil {
		runtime.invocationError(invocation.id, &failure{"Runtime.ResponseNotTaken", err.Error()})
		logLine("error", err.Error(), "request_id", invocation.id)
	} else if config.logLevel == "info" || config.logLevel == "debug" {
		logLine("info", "answered", "request_id", invocation.id, "ms", time.Since(started).Milliseconds(), "bytes", len(answer))
	}
	return nil
}

func decide(config config, server *supervisor, invocation *invocation) ([]byte, error) {
	ctx, cancel := context.WithDeadline(context.Background(), invocation.deadline.Add(-config.deadlineMargin))
	defer cancel()
	event, err := parseEvent(invocation.event, config)
	if err != nil {
		return nil, err
	}
	if refusal := event.check(config.routes); refusal != nil {
		return event.answer(refusal), nil
	}
	reply, err := server.ask(ctx, event)
	if err != nil {
		return nil, err
	}
	return event.answer(reply), nil
}
