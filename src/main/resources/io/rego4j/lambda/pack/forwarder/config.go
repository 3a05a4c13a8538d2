package main

import (
	"fmt"
	"strconv"
	"strings"
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
	bundleTimeout  time.Duration
	cacheDir       string
	routes         routes
	authorizer     string
	policies       bool
	masked         bool
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
	if c.bundleTimeout, err = seconds("OPA_BUNDLE_TIMEOUT_SECONDS", "5"); err != nil {
		return c, err
	}
	switch answers := value("OPA_AUTHORIZER_RESPONSE", "simple"); answers {
	case "simple":
	case "policy":
		c.policies = true
	default:
		return c, fmt.Errorf("OPA_AUTHORIZER_RESPONSE must be simple or policy, not %q", answers)
	}
	switch logs := value("OPA_DECISION_LOGS", "off"); logs {
	case "off":
	case "masked", "full":
		// Written as they happen: OPA's reporting in the background freezes with the sandbox.
		c.opaArgs = append(c.opaArgs, "--set=decision_logs.console=true")
		c.masked = logs == "masked"
	default:
		return c, fmt.Errorf("OPA_DECISION_LOGS must be off, masked or full, not %q", logs)
	}
	c.opaArgs = append([]string{"--log-format=json", "--log-level=" + c.logLevel}, c.opaArgs...)
	return c, nil
}
