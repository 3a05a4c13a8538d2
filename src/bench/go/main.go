// Command bench measures OPA's own parser or formatter on the policies below a folder, on one thread, for scripts/bench-opa.
//
//	bench parse|format v0|v1|v2 SECONDS FOLDER
//	bench decide THREADS SECONDS FOLDER
//
// It works through the policies, again and again, for a third of the seconds to warm up and then for the seconds, and
// prints one line: how many policies and bytes a pass has, and how many nanoseconds a pass took, by the clock and in
// processor time of the process, garbage collection included. What OPA does not accept is left out.
package main

import (
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"syscall"
	"time"

	"github.com/open-policy-agent/opa/v1/ast"
	"github.com/open-policy-agent/opa/v1/format"
)

type policy struct{ name, text string }

var versions = map[string]ast.RegoVersion{"v0": ast.RegoV0, "v1": ast.RegoV1, "v2": ast.RegoV2}

func works(version ast.RegoVersion) map[string]func(policy) error {
	return map[string]func(policy) error{
		"parse": func(p policy) error {
			_, err := ast.ParseModuleWithOpts(p.name, p.text, ast.ParserOptions{RegoVersion: version, ProcessAnnotation: true})
			return err
		},
		"format": func(p policy) error {
			read := ast.ParserOptions{RegoVersion: version}
			_, err := format.SourceWithOpts(p.name, []byte(p.text), format.Opts{RegoVersion: version, ParserOptions: &read})
			return err
		},
	}
}

func main() {
	usage := "usage: bench parse|format v0|v1|v2 SECONDS FOLDER, or bench decide THREADS SECONDS FOLDER"
	if len(os.Args) != 5 {
		fail(usage)
	}
	if os.Args[1] == "decide" {
		threads, err := strconv.Atoi(os.Args[2])
		if err != nil {
			fail(err)
		}
		seconds, err := strconv.ParseFloat(os.Args[3], 64)
		if err != nil {
			fail(err)
		}
		decide(seconds, threads, os.Args[4])
		return
	}
	version, known := versions[os.Args[2]]
	all := works(version)
	work := all[os.Args[1]]
	if !known || work == nil {
		fail(usage)
	}
	seconds, err := strconv.ParseFloat(os.Args[3], 64)
	if err != nil {
		fail(err)
	}
	runtime.GOMAXPROCS(1)
	policies, bytes := read(os.Args[4], all["parse"], all["format"])
	if len(policies) == 0 {
		fail("no policy that OPA accepts below " + os.Args[4])
	}
	measure := func(seconds float64) (passes int64, clock, processor time.Duration) {
		start, before := time.Now(), used()
		for passes == 0 || time.Since(start).Seconds() < seconds {
			for _, p := range policies {
				if err := work(p); err != nil {
					fail(err)
				}
			}
			passes++
		}
		return passes, time.Since(start), used() - before
	}
	measure(seconds / 3)
	passes, clock, processor := measure(seconds)
	fmt.Println(len(policies), bytes, clock.Nanoseconds()/passes, processor.Nanoseconds()/passes)
}

// read gives the policies below a folder that OPA parses and formats, and how many bytes they have.
func read(folder string, parse, format func(policy) error) (policies []policy, bytes int) {
	err := filepath.WalkDir(folder, func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() || !strings.HasSuffix(path, ".rego") {
			return err
		}
		text, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		p := policy{path, string(text)}
		if parse(p) == nil && format(p) == nil {
			policies = append(policies, p)
			bytes += len(text)
		}
		return nil
	})
	if err != nil {
		fail(err)
	}
	return policies, bytes
}

// used is the processor time of this process so far.
func used() time.Duration {
	var usage syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &usage); err != nil {
		fail(err)
	}
	return time.Duration(usage.Utime.Nano() + usage.Stime.Nano())
}

func fail(what any) {
	fmt.Fprintln(os.Stderr, "bench:", what)
	os.Exit(2)
}
