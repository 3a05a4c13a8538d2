//go:build !before_rego_v2

package main

import (
	"github.com/open-policy-agent/opa/v1/ast"
	"github.com/open-policy-agent/opa/v1/format"
)

func init() {
	versions["v2"] = ast.RegoV2
}

// writtenFor says for which versions of Rego a text is written.
func writtenFor(span [2]string) (format.Opts, error) {
	versions, err := ast.NewRegoVersionSpan(versions[span[0]], versions[span[1]])
	return format.Opts{RegoVersionSpan: versions}, err
}
