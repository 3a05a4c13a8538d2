package main

import (
	"context"
	"encoding/json"
	"errors"

	"github.com/open-policy-agent/opa/v1/ast"
	"github.com/open-policy-agent/opa/v1/rego"
	"github.com/open-policy-agent/opa/v1/topdown"
)

// evaluated gives all of data, as `opa eval data` does, as policies make it.
func evaluated(set map[string]string, version ast.RegoVersion) ([]byte, error) {
	options := []func(*rego.Rego){rego.Query("data"), rego.SetRegoVersion(version)}
	for name, text := range set {
		options = append(options, rego.Module(name, text))
	}
	results, err := rego.New(options...).Eval(context.Background())
	var failed *topdown.Error
	if errors.As(err, &failed) {
		return nil, &ast.Error{Code: failed.Code, Message: failed.Message}
	}
	if err != nil {
		return nil, err
	}
	if len(results) == 0 {
		return []byte("null"), nil
	}
	return json.Marshal(results[0].Expressions[0].Value)
}
