//go:build before_rego_v2

package main

import (
	"fmt"

	"github.com/open-policy-agent/opa/v1/ast"
	"github.com/open-policy-agent/opa/v1/format"
)

// writtenFor says for which versions of Rego a text is written. An OPA before 1.22 knows v0, v1 and both.
func writtenFor(span [2]string) (format.Opts, error) {
	switch span {
	case [2]string{"v0", "v0"}:
		return format.Opts{RegoVersion: ast.RegoV0}, nil
	case [2]string{"v1", "v1"}:
		return format.Opts{RegoVersion: ast.RegoV1}, nil
	case [2]string{"v0", "v1"}:
		return format.Opts{RegoVersion: ast.RegoV0CompatV1}, nil
	}
	return format.Opts{}, fmt.Errorf("this OPA does not write for %s to %s", span[0], span[1])
}
