package main

import (
	"encoding/json"
	"fmt"
	"os"
	"strconv"
	"strings"
	"sync"
	"time"
)

// config holds the settings, all of them from the environment: see README.md.
type config struct {
	runtimeAPI     string
	opa            string
	opaArgs        []string
	bundle         string
	bundleURL      string
	bundleToken    string
	bundleRefresh  time.Duration
	cacheDir       string
	port           int
	routes         routes
	authorizer     string
	logLevel       string
	logPayloads    bool
	readyTimeout   time.Duration
	drainTimeout   time.Duration
	deadlineMargin time.Duration
}

func readConfig(env func(string) string) (config, error) {
	value := func(name, otherwise string) string {
		if set := env(name); set != "" {
			return set
		}
		return otherwise
	}
	seconds := func(name, otherwise string) (time.Duration, error) {
		number, err := strconv.ParseFloat(value(name, otherwise), 64)
		if err != nil || number < 0 {
			return 0, fmt.Errorf("%s must be a number of seconds, not %q", name, env(name))
		}
		return time.Duration(number * float64(time.Second)), nil
	}
	c := config{
		runtimeAPI:   env("AWS_LAMBDA_RUNTIME_API"),
		opa:          value("OPA_BINARY", "/usr/local/bin/opa"),
		opaArgs:      strings.Fields(env("OPA_ARGS")),
		bundle:       value("OPA_BUNDLE", "/opt/opa/bundle.tar.gz"),
		bundleURL:    env("OPA_BUNDLE_URL"),
		bundleToken:  env("OPA_BUNDLE_TOKEN"),
		cacheDir:     value("OPA_CACHE_DIR", "/tmp/opa"),
		authorizer:   strings.Trim(env("OPA_AUTHORIZER"), "/"),
		logLevel:     value("OPA_LOG_LEVEL", "error"),
		logPayloads:  env("OPA_LOG_PAYLOADS") == "true",
		drainTimeout: 300 * time.Millisecond,
	}
	var err error
	if c.runtimeAPI == "" {
		return c, fmt.Errorf("AWS_LAMBDA_RUNTIME_API is not set: start.sh starts the emulator where Lambda is not there")
	}
	if c.port, err = strconv.Atoi(value("OPA_PORT", "8181")); err != nil {
		return c, fmt.Errorf("OPA_PORT must be a number, not %q", env("OPA_PORT"))
	}
	if c.routes, err = parseRoutes(value("OPA_ALLOW", defaultRoutes)); err != nil {
		return c, err
	}
	if c.readyTimeout, err = seconds("OPA_READY_SECONDS", "60"); err != nil {
		return c, err
	}
	if c.deadlineMargin, err = seconds("OPA_DEADLINE_MARGIN_SECONDS", "0.1"); err != nil {
		return c, err
	}
	if c.bundleRefresh, err = seconds("OPA_BUNDLE_REFRESH_SECONDS", "60"); err != nil {
		return c, err
	}
	opaLevel := c.logLevel
	switch logs := value("OPA_DECISION_LOGS", "off"); logs {
	case "off":
	case "masked", "full":
		// Written as they happen: OPA's reporting in the background freezes with the sandbox.
		c.opaArgs = append(c.opaArgs, "--set=decision_logs.console=true")
	default:
		return c, fmt.Errorf("OPA_DECISION_LOGS must be off, masked or full, not %q", logs)
	}
	c.opaArgs = append([]string{"--log-format=json", "--log-level=" + opaLevel}, c.opaArgs...)
	return c, nil
}

var logLock sync.Mutex

// logLine writes one JSON object to standard output, which Lambda sends to CloudWatch. No payload ever goes in here
// unless OPA_LOG_PAYLOADS asks for it.
func logLine(level, message string, pairs ...any) {
	line := map[string]any{"level": level, "msg": message, "time": time.Now().UTC().Format(time.RFC3339Nano)}
	for i := 0; i+1 < len(pairs); i += 2 {
		line[pairs[i].(string)] = pairs[i+1]
	}
	text, _ := json.Marshal(line)
	logLock.Lock()
	defer logLock.Unlock()
	_, _ = os.Stdout.Write(append(text, '\n'))
}
