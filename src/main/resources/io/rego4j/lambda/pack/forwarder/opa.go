package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"time"
)

const (
	// So many times in so long may OPA die before the sandbox is given up.
	mostRestarts  = 5
	restartWindow = time.Minute
	tailBytes     = 2000
	// Within so long it is known that a process has ended, on a busy machine too.
	noticeTime = 2 * time.Second
)

// opaProcess is one running OPA.
type opaProcess struct {
	command *exec.Cmd
	base    string
	exited  chan struct{}
	tail    *tail
}

// supervisor keeps one OPA at work: it starts it, waits until it is ready, starts it again when it dies, and puts
// another in its place when there is a new bundle.
type supervisor struct {
	config   config
	client   *http.Client
	lock     sync.Mutex
	current  *opaProcess
	bundle   string
	port     int
	restarts []time.Time
}

func newSupervisor(config config) *supervisor {
	return &supervisor{
		config: config,
		port:   config.port,
		client: &http.Client{
			Transport: &http.Transport{DisableCompression: true, MaxIdleConnsPerHost: 4},
			// A redirect is an answer like any other.
			CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
		},
	}
}

// start runs OPA with a bundle and waits until it is ready.
func (s *supervisor) start(bundle string, timeout time.Duration) error {
	started, err := s.launch(bundle, s.port, timeout)
	if err == nil {
		s.current, s.bundle = started, bundle
	}
	return err
}

func (s *supervisor) launch(bundle string, port int, timeout time.Duration) (*opaProcess, error) {
	address := "127.0.0.1:" + strconv.Itoa(port)
	args := append([]string{
		"run", "--server", "--addr", address, "--bundle", bundle, "--skip-version-check",
		"--shutdown-grace-period", "1",
	}, s.config.opaArgs...)
	p := &opaProcess{
		command: exec.Command(s.config.opa, args...),
		base:    "http://" + address,
		exited:  make(chan struct{}),
		tail:    &tail{},
	}
	// All to standard output: Lambda keeps it line by line.
	p.command.Stdout = io.MultiWriter(os.Stdout, p.tail)
	p.command.Stderr = p.command.Stdout
	if err := p.command.Start(); err != nil {
		return nil, fmt.Errorf("%s does not run: %w", s.config.opa, err)
	}
	go func() {
		_ = p.command.Wait()
		close(p.exited)
	}()
	if err := s.awaitReady(p, time.Now().Add(timeout)); err != nil {
		p.kill()
		return nil, err
	}
	return p, nil
}

// awaitReady asks until OPA has loaded its bundles, has died, or time is up.
func (s *supervisor) awaitReady(p *opaProcess, until time.Time) error {
	pause := time.Millisecond
	for {
		if response, err := s.client.Get(p.base + "/health?bundles"); err == nil {
			_, _ = io.Copy(io.Discard, response.Body)
			response.Body.Close()
			if response.StatusCode == http.StatusOK {
				return nil
			}
		}
		select {
		case <-p.exited:
			return fmt.Errorf("OPA ended while it was starting: %s", p.tail.text())
		case <-time.After(pause):
		}
		if time.Now().After(until) {
			return fmt.Errorf("OPA was not ready in time: %s", p.tail.text())
		}
		if pause < 20*time.Millisecond {
			pause *= 2
		}
	}
}

// ask sends the request. Where OPA has died it is started again and asked once more: a decision changes nothing.
func (s *supervisor) ask(ctx context.Context, e *event) (*reply, error) {
	for attempt := 0; ; attempt++ {
		if err := s.revive(ctx); err != nil {
			return nil, err
		}
		answer, err := s.send(ctx, e)
		if err == nil {
			return answer, nil
		}
		var fail *failure
		switch {
		case errors.As(err, &fail):
			return nil, fail
		case ctx.Err() != nil:
			return nil, &failure{"Opa.Timeout", "OPA did not answer before the deadline of the invocation"}
		case attempt == 1:
			return nil, &failure{opaDown, "OPA does not answer: " + withoutAddress(err)}
		}
		// A process that just died may not have been noticed yet.
		select {
		case <-s.current.exited:
		case <-time.After(noticeTime):
		}
	}
}

func (s *supervisor) send(ctx context.Context, e *event) (*reply, error) {
	request, err := e.request(s.current.base)
	if err != nil {
		return nil, err
	}
	response, err := s.client.Do(request.WithContext(ctx))
	if err != nil {
		return nil, err
	}
	defer response.Body.Close()
	body, err := io.ReadAll(response.Body)
	if err != nil {
		return nil, err
	}
	return &reply{response.StatusCode, response.Header, body}, nil
}

// The cause alone: the rest of the text repeats the URL, whose query may hold input.
func withoutAddress(err error) string {
	var operation *net.OpError
	if errors.As(err, &operation) {
		return operation.Err.Error()
	}
	return "the connection was lost"
}

// revive starts OPA again if it has died.
func (s *supervisor) revive(ctx context.Context) error {
	s.lock.Lock()
	defer s.lock.Unlock()
	select {
	case <-s.current.exited:
	default:
		return nil
	}
	now := time.Now()
	var recent []time.Time
	for _, at := range s.restarts {
		if now.Sub(at) < restartWindow {
			recent = append(recent, at)
		}
	}
	s.restarts = append(recent, now)
	if len(s.restarts) > mostRestarts {
		return &failure{opaDown, fmt.Sprintf("OPA died %d times within %s", len(s.restarts), restartWindow)}
	}
	logLine("error", "OPA died and is started again")
	until, _ := ctx.Deadline()
	if err := s.start(s.bundle, time.Until(until)); err != nil {
		return &failure{opaDown, "OPA died and does not start again: " + err.Error()}
	}
	return nil
}

// replace puts an OPA with another bundle in the place of the one at work, once it is ready. On failure all stays.
func (s *supervisor) replace(bundle string, timeout time.Duration) error {
	port := s.config.port
	if s.port == port {
		port++
	}
	next, err := s.launch(bundle, port, timeout)
	if err != nil {
		return err
	}
	s.lock.Lock()
	last := s.current
	s.current, s.bundle, s.port = next, bundle, port
	s.lock.Unlock()
	last.end()
	return nil
}

func (s *supervisor) shutdown() {
	s.lock.Lock()
	defer s.lock.Unlock()
	if s.current != nil {
		s.current.end()
	}
}

// end asks OPA to stop, so that it can write its last lines, and then makes it.
func (p *opaProcess) end() {
	_ = p.command.Process.Signal(syscall.SIGTERM)
	select {
	case <-p.exited:
	case <-time.After(500 * time.Millisecond):
		p.kill()
	}
}

func (p *opaProcess) kill() {
	_ = p.command.Process.Kill()
	<-p.exited
}

// tail keeps the last output of OPA: what it said before it died.
type tail struct {
	lock sync.Mutex
	last []byte
}

func (t *tail) Write(text []byte) (int, error) {
	t.lock.Lock()
	defer t.lock.Unlock()
	t.last = append(t.last, text...)
	if extra := len(t.last) - tailBytes; extra > 0 {
		t.last = t.last[extra:]
	}
	return len(text), nil
}

func (t *tail) text() string {
	t.lock.Lock()
	defer t.lock.Unlock()
	return strings.TrimSpace(string(t.last))
}
