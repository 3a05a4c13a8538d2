package main

import (
	"encoding/json"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"

	"github.com/open-policy-agent/opa/v1/test/cases"
)

var unusual = regexp.MustCompile(`[^A-Za-z0-9_.-]+`)

// writeCases writes into a folder:
//
//	cases/NAME/{0.rego, 1.rego, …, case.json}    each conformance case of Rego v1, as `rego4j conformance` takes it
//	format/…                                     the policies of the formatter's tests
func writeCases(sources, folder string) error {
	set, err := cases.Load(filepath.Join(sources, "v1", "test", "cases", "testdata", "v1"))
	if err != nil {
		return err
	}
	taken := map[string]bool{}
	for _, c := range set.Sorted().Cases {
		plain := strings.Trim(unusual.ReplaceAllString(c.Note, "-"), "-.")
		name := plain
		for n := 2; taken[strings.ToLower(name)]; n++ {
			name = fmt.Sprintf("%s-%d", plain, n)
		}
		taken[strings.ToLower(name)] = true
		files := map[string]string{}
		for i, module := range c.Modules {
			files[fmt.Sprintf("%d.rego", i)] = module
		}
		c.Modules = nil
		rest, err := json.MarshalIndent(c, "", "  ")
		if err != nil {
			return err
		}
		files["case.json"] = string(rest)
		for file, text := range files {
			if err := writeFile(filepath.Join(folder, "cases", name, file), []byte(text)); err != nil {
				return err
			}
		}
	}
	tests := filepath.Join(sources, "v1", "format", "testfiles")
	return filepath.WalkDir(tests, func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() || !strings.HasSuffix(path, ".rego") {
			return err
		}
		text, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		return writeFile(filepath.Join(folder, "format", strings.TrimPrefix(path, tests)), text)
	})
}

func writeFile(path string, text []byte) error {
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		return err
	}
	return os.WriteFile(path, text, 0o644)
}
