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
	"path/filepath"
	"sync"
	"syscall"
	"time"
)

const (
	// So many times in so long may OPA die before the sandbox is given up.
	mostRestarts  = 5
	restartWindow = time.Minute
	// Within so long it is known that a process has ended, on a busy machine too.
	noticeTime = 2 * time.Second
	// Lambda's own limit for a request. OPA would unpack a small one to any size, and the tree takes many times that.
	mostBody = "6291556"
)

// opaProcess is one running OPA. It listens on a socket in a folder that was made for it: no other process can answer in
// its place, and an OPA that outlived its handler is not mistaken for it.
type opaProcess struct {
	command *exec.Cmd
	client  *http.Client
	folder  string
	exited  chan struct{}
	log     *opaLog
}

// supervisor keeps one OPA at work: it starts it, waits until it is ready, starts it again when it dies, and puts
// another in its place when there is a new bundle.
type supervisor struct {
	config   config
	lock     sync.Mutex
	current  *opaProcess
	bundle   string
	restarts []time.Time
}

// start runs OPA with a bundle and waits until it is ready.
func (s *supervisor) start(ctx context.Context, bundle string, timeout time.Duration) error {
	started, err := s.launch(ctx, bundle, timeout)
	if err == nil {
		s.current, s.bundle = started, bundle
	}
	return err
}

func (s *supervisor) launch(ctx context.Context, bundle string, timeout time.Duration) (*opaProcess, error) {
	folder, err := os.MkdirTemp("", "opa-")
	if err != nil {
		return nil, err
	}
	socket := filepath.Join(folder, "socket")
	args := append([]string{
		"run", "--server", "--addr", "unix://" + socket, "--bundle", bundle, "--skip-version-check",
		"--shutdown-grace-period", "1",
		"--set=server.decoding.max_length=" + mostBody, "--set=server.decoding.gzip.max_length=" + mostBody,
	}, s.config.opaArgs...)
	p := &opaProcess{
		command: exec.Command(s.config.opa, args...),
		client: &http.Client{
			Transport: &http.Transport{
				DisableCompression:  true,
				MaxIdleConnsPerHost: 4,
				DialContext: func(ctx context.Context, _, _ string) (net.Conn, error) {
					var dialer net.Dialer
					return dialer.DialContext(ctx, "unix", socket)
				},
			},
			// A redirect is an answer like any other.
			CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
		},
		folder: folder,
		exited: make(chan struct{}),
		log:    &opaLog{out: os.Stdout, masked: s.config.masked},
	}
	// All to standard output: Lambda keeps it line by line.
	p.command.Stdout, p.command.Stderr = p.log, p.log
	// OPA does not outlive this process, however that ends.
	p.command.SysProcAttr = &syscall.SysProcAttr{Pdeathsig: syscall.SIGKILL}
	if err := p.command.Start(); err != nil {
		_ = os.RemoveAll(folder)
		return nil, fmt.Errorf("%s does not run: %w", s.config.opa, err)
	}
	go func() {
		_ = p.command.Wait()
		_ = os.RemoveAll(folder)
		close(p.exited)
	}()
	ctx, cancel := context.WithTimeout(ctx, timeout)
	defer cancel()
	if err := p.awaitReady(ctx); err != nil {
		p.kill()
		return nil, err
	}
	return p, nil
}

// awaitReady asks until OPA has loaded its bundles, has died, or time is up.
func (p *opaProcess) awaitReady(ctx context.Context) error {
	for pause := time.Millisecond; ; pause = min(2*pause, 20*time.Millisecond) {
		if p.isReady(ctx) {
			return nil
		}
		select {
		case <-p.exited:
			return fmt.Errorf("OPA ended while it was starting: %s", p.log.last())
		case <-ctx.Done():
			return fmt.Errorf("OPA was not ready in time: %s", p.log.last())
		case <-time.After(pause):
		}
	}
}

func (p *opaProcess) isReady(ctx context.Context) bool {
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, opaBase+"/health?bundles", nil)
	if err != nil {
		return false
	}
	response, err := p.client.Do(request)
	if err != nil {
		return false
	}
	defer response.Body.Close()
	_, _ = io.Copy(io.Discard, response.Body)
	return response.StatusCode == http.StatusOK
}

// The name in the URLs of requests to the socket.
const opaBase = "http://opa"

// ask sends the request. Where OPA has died it is started again and asked once more: a decision changes nothing.
func (s *supervisor) ask(ctx context.Context, e *event) (*reply, error) {
	for attempt := 0; ; attempt++ {
		current, err := s.alive(ctx)
		if err != nil {
			return nil, err
		}
		answer, err := current.send(ctx, e)
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
		case <-current.exited:
		case <-time.After(noticeTime):
		}
	}
}

func (p *opaProcess) send(ctx context.Context, e *event) (*reply, error) {
	request, err := e.request(opaBase)
	if err != nil {
		return nil, err
	}
	response, err := p.client.Do(request.WithContext(ctx))
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
	switch {
	case errors.As(err, &operation):
		return operation.Err.Error()
	case errors.Is(err, context.DeadlineExceeded):
		return "it took too long"
	}
	return "the connection was lost"
}

// alive is the OPA at work, started again if it has died.
func (s *supervisor) alive(ctx context.Context) (*opaProcess, error) {
	s.lock.Lock()
	defer s.lock.Unlock()
	select {
	case <-s.current.exited:
	default:
		return s.current, nil
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
		return nil, &failure{opaDown, fmt.Sprintf("OPA died %d times within %s", len(s.restarts), restartWindow)}
	}
	logLine("error", "OPA died and is started again")
	until, _ := ctx.Deadline()
	if err := s.start(ctx, s.bundle, time.Until(until)); err != nil {
		return nil, &failure{opaDown, "OPA died and does not start again: " + err.Error()}
	}
	return s.current, nil
}

// replace puts an OPA with another bundle in the place of the one at work, once it is ready. On failure all stays.
func (s *supervisor) replace(ctx context.Context, bundle string, timeout time.Duration) error {
	next, err := s.launch(ctx, bundle, timeout)
	if err != nil {
		return err
	}
	s.lock.Lock()
	last := s.current
	s.current, s.bundle = next, bundle
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
