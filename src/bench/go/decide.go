package main

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strconv"
	"sync"
	"time"

	"github.com/open-policy-agent/opa/v1/rego"
	"github.com/open-policy-agent/opa/v1/storage/inmem"
	"github.com/open-policy-agent/opa/v1/util"
)

// decide measures OPA's rego package on data.bench.result of a folder with policy.rego, data.json and input.json: a prepared
// query, the input read from JSON for each decision as a server does. It prints the nanoseconds of one decision.
func decide(seconds float64, threads int, folder string) {
	file := func(name string) []byte {
		text, err := os.ReadFile(filepath.Join(folder, name))
		if err != nil {
			fail(err)
		}
		return text
	}
	ctx := context.Background()
	query, err := rego.New(
		rego.Query("data.bench.result"),
		rego.Module("policy.rego", string(file("policy.rego"))),
		rego.Store(inmem.NewFromReader(bytes.NewReader(file("data.json")))),
	).PrepareForEval(ctx)
	if err != nil {
		fail(err)
	}
	text := file("input.json")
	runtime.GOMAXPROCS(max(threads, 1))
	measure := func(seconds float64) float64 {
		var wg sync.WaitGroup
		counts := make([]int, threads)
		start := time.Now()
		for t := range threads {
			wg.Add(1)
			go func() {
				defer wg.Done()
				for counts[t] == 0 || time.Since(start).Seconds() < seconds {
					var input any
					if err := util.UnmarshalJSON(text, &input); err != nil {
						fail(err)
					}
					results, err := query.Eval(ctx, rego.EvalInput(input))
					if err != nil || len(results) == 0 {
						fail(fmt.Sprint("no result: ", err))
					}
					counts[t]++
				}
			}()
		}
		wg.Wait()
		total := 0
		for _, count := range counts {
			total += count
		}
		return float64(time.Since(start).Nanoseconds()) / float64(total)
	}
	measure(seconds / 3)
	fmt.Println(strconv.FormatFloat(measure(seconds), 'f', 0, 64))
}
