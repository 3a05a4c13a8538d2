package main

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"

	"github.com/open-policy-agent/opa/v1/ast"
	astjson "github.com/open-policy-agent/opa/v1/ast/json"
	"github.com/open-policy-agent/opa/v1/format"
)

// A question is one line of JSON. Name stands in the locations; the text is that of File, if that is given.
type question struct {
	Name    string `json:"name"`
	File    string `json:"file"`
	Text    string `json:"text"`
	Version string `json:"version"`
	// Tree asks for the AST JSON. Formatter and compiler leave marks on terms that all modules of a process share, so a
	// process that is asked for trees must not be asked for anything else.
	Tree bool `json:"tree"`
	// Write lists the oldest and the newest version for which the text is to be written.
	Write [][2]string `json:"write"`
	// Built asks for the texts as they would be of a module that was built: without places and comments.
	Built bool `json:"built"`
	// Check asks for the errors of the compiler.
	Check bool `json:"check"`
	// Set are policies that are loaded together; the answer is the value of data as JSON instead of a tree.
	Set map[string]string `json:"set"`
}

// An answer is two lines: this as JSON, then the AST JSON, which is empty if nobody asked or OPA cannot write it.
type answer struct {
	Errors  []fault   `json:"errors"`
	Written []written `json:"written"`
	Check   []fault   `json:"check"`
}

type written struct {
	Text  *string `json:"text"`
	Built *string `json:"built"`
}

type fault struct {
	Code    string `json:"code"`
	Message string `json:"message"`
	Row     int    `json:"row"`
	Col     int    `json:"col"`
}

var versions = map[string]ast.RegoVersion{"v0": ast.RegoV0, "v1": ast.RegoV1}

// answerAll answers line by line, in order, until the input ends.
func answerAll(in io.Reader, out io.Writer) error {
	all := astjson.NodeToggle{
		Term: true, Package: true, Comment: true, Import: true, Rule: true, Head: true, Expr: true,
		SomeDecl: true, Every: true, With: true, Annotations: true, AnnotationsRef: true,
	}
	astjson.SetOptions(astjson.Options{
		MarshalOptions: astjson.MarshalOptions{IncludeLocation: all, IncludeLocationText: true},
	})
	lines, to := bufio.NewReaderSize(in, 1<<20), bufio.NewWriterSize(out, 1<<20)
	for {
		line, err := lines.ReadBytes('\n')
		if err == io.EOF && len(line) == 0 {
			return nil
		} else if err != nil {
			return err
		}
		var q question
		if err := json.Unmarshal(line, &q); err != nil {
			return err
		}
		found, tree := answered(q)
		first, err := json.Marshal(found)
		if err != nil {
			return err
		}
		for _, part := range [][]byte{first, {'\n'}, tree, {'\n'}} {
			if _, err := to.Write(part); err != nil {
				return err
			}
		}
		if err := to.Flush(); err != nil {
			return err
		}
	}
}

// answered gives the answer; a panic of OPA is an error of the policy.
func answered(q question) (a answer, tree []byte) {
	defer func() {
		if r := recover(); r != nil {
			a, tree = answer{Errors: []fault{{Code: "panic", Message: fmt.Sprint(r)}}}, nil
		}
	}()
	version, known := versions[q.Version]
	if !known {
		return answer{Errors: []fault{{Code: "version", Message: "this OPA has no Rego " + q.Version}}}, nil
	}
	if len(q.Set) > 0 {
		value, err := evaluated(q.Set, version)
		if err != nil {
			return answer{Errors: faults(err)}, nil
		}
		return answer{}, value
	}
	if q.File != "" {
		text, err := os.ReadFile(q.File)
		if err != nil {
			return answer{Errors: []fault{{Code: "file", Message: err.Error()}}}, nil
		}
		q.Text = string(text)
	}
	module, err := ast.ParseModuleWithOpts(q.Name, q.Text, ast.ParserOptions{ProcessAnnotation: true, RegoVersion: version})
	if err == nil && module == nil {
		err = ast.NewError(ast.ParseErr, ast.NewLocation(nil, q.Name, 0, 0), "empty module")
	}
	if err != nil {
		return answer{Errors: faults(err)}, nil
	}
	if q.Tree {
		// Of a few modules OPA cannot write the JSON.
		if tree, err = json.Marshal(module); err != nil {
			tree = nil
		}
	}
	for _, span := range q.Write {
		a.Written = append(a.Written, write(q, version, span))
	}
	if q.Check {
		a.Check = check(module, version)
	}
	return a, bytes.TrimSpace(tree)
}

// write gives the texts that OPA writes; null where it writes none.
func write(q question, version ast.RegoVersion, span [2]string) (w written) {
	opts, err := writtenFor(span)
	if err != nil {
		return w
	}
	opts.ParserOptions = &ast.ParserOptions{RegoVersion: version}
	w.Text = text(func() ([]byte, error) { return format.SourceWithOpts(q.Name, []byte(q.Text), opts) })
	if !q.Built {
		return w
	}
	// Formatting changes the module: each text gets its own.
	module, err := ast.ParseModuleWithOpts(q.Name, q.Text, ast.ParserOptions{ProcessAnnotation: true, RegoVersion: version})
	if err != nil {
		return w
	}
	built := module.Copy() // Its terms are not those that all modules share.
	built.Comments, built.Annotations = nil, nil
	for _, rule := range built.Rules {
		rule.Annotations = nil
	}
	opts.IgnoreLocations = true
	w.Built = text(func() ([]byte, error) { return format.AstWithOpts(built, opts) })
	return w
}

// text gives what is formatted; null where that ends with an error or a panic of OPA.
func text(formatted func() ([]byte, error)) (s *string) {
	defer func() {
		if r := recover(); r != nil {
			s = nil
		}
	}()
	if text, err := formatted(); err == nil {
		return asString(text)
	}
	return nil
}

// check gives the errors of `opa check --max-errors 0` for a file by itself; a panic of OPA is one.
func check(module *ast.Module, version ast.RegoVersion) (errors []fault) {
	defer func() {
		if r := recover(); r != nil {
			errors = []fault{{Code: "panic", Message: fmt.Sprint(r)}}
		}
	}()
	capabilities := ast.CapabilitiesForThisVersion(ast.CapabilitiesRegoVersion(version))
	compiler := ast.NewCompiler().
		SetErrorLimit(0).
		WithCapabilities(capabilities).
		WithEnablePrintStatements(true).
		WithUseTypeCheckAnnotations(true)
	if compiler.Compile(map[string]*ast.Module{"policy.rego": module}); compiler.Failed() {
		return faults(compiler.Errors)
	}
	return []fault{}
}

func asString(text []byte) *string {
	s := string(text)
	return &s
}

func faults(err error) (found []fault) {
	var many ast.Errors
	var one *ast.Error
	switch {
	case errors.As(err, &many):
	case errors.As(err, &one):
		many = ast.Errors{one}
	default:
		return []fault{{Message: err.Error()}}
	}
	for _, e := range many {
		f := fault{Code: e.Code, Message: e.Message}
		if e.Location != nil {
			f.Row, f.Col = e.Location.Row, e.Location.Col
		}
		found = append(found, f)
	}
	return found
}
