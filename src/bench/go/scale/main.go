// Command scale builds, checks and writes the policies of many tenants with OPA's Go packages, for scripts/bench-scale.
//
//	scale TENANTS ROUNDS FOLDER
//
// Each round prints a line for each kind of work: its name, and its nanoseconds by the clock and of the processor, garbage
// collection included. The policies go into FOLDER, so that those of rego4j can be held against them.
package main

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strconv"
	"syscall"
	"time"

	"github.com/open-policy-agent/opa/v1/ast"
	"github.com/open-policy-agent/opa/v1/bundle"
	"github.com/open-policy-agent/opa/v1/format"
)

func main() {
	if len(os.Args) != 4 {
		fail("usage: scale TENANTS ROUNDS FOLDER")
	}
	tenants, err := strconv.Atoi(os.Args[1])
	if err != nil {
		fail(err)
	}
	rounds, err := strconv.Atoi(os.Args[2])
	if err != nil {
		fail(err)
	}
	runtime.GOMAXPROCS(1)
	ids := make([]string, tenants)
	for i := range ids {
		ids[i] = fmt.Sprintf("t%05d", i)
	}
	var texts [][]byte
	for range rounds {
		modules := make([]*ast.Module, tenants)
		measure("build", func() {
			for i := range modules {
				modules[i] = tenant(ids[i])
			}
		})
		texts = make([][]byte, tenants)
		measure("format", func() {
			for i, module := range modules {
				text, err := format.Ast(module)
				if err != nil {
					fail(err)
				}
				texts[i] = text
			}
		})
		files := make([]bundle.ModuleFile, tenants)
		measure("bundle", func() {
			for i, text := range texts {
				path := "/" + ids[i] + ".rego"
				files[i] = bundle.ModuleFile{URL: path, Path: path, Raw: text, Parsed: modules[i]}
			}
			var out bytes.Buffer
			if err := bundle.Write(&out, bundle.Bundle{Data: map[string]any{}, Modules: files}); err != nil {
				fail(err)
			}
		})
		byName := make(map[string]*ast.Module, tenants)
		for i, module := range modules {
			byName[ids[i]+".rego"] = module
		}
		measure("check", func() {
			compiler := ast.NewCompiler()
			if compiler.Compile(byName); compiler.Failed() {
				fail(compiler.Errors)
			}
		})
	}
	for i, text := range texts {
		if err := os.WriteFile(filepath.Join(os.Args[3], ids[i]+".rego"), text, 0o644); err != nil {
			fail(err)
		}
	}
}

func measure(name string, work func()) {
	runtime.GC()
	start, before := time.Now(), used()
	work()
	fmt.Println(name, time.Since(start).Nanoseconds(), (used() - before).Nanoseconds())
}

// tenant is the policy of one tenant, about thirty lines.
func tenant(id string) *ast.Module {
	roles, limit, role, msg := ast.VarTerm("roles"), ast.VarTerm("limit"), ast.VarTerm("role"), ast.VarTerm("msg")
	module := &ast.Module{
		Package: &ast.Package{Path: ast.Ref{ast.DefaultRootDocument, ast.StringTerm("tenants"), ast.StringTerm(id)}},
	}
	add := func(head *ast.Head, body ...*ast.Expr) *ast.Rule {
		if len(body) == 0 {
			body = []*ast.Expr{ast.NewExpr(ast.BooleanTerm(true))}
		}
		rule := &ast.Rule{Head: head, Body: ast.NewBody(body...), Module: module}
		module.Rules = append(module.Rules, rule)
		return rule
	}
	complete := func(name string, value *ast.Term) *ast.Head {
		return &ast.Head{Name: ast.Var(name), Reference: ast.Ref{ast.VarTerm(name)}, Value: value, Assign: true}
	}
	set := func(name string, key *ast.Term) *ast.Head {
		return &ast.Head{Name: ast.Var(name), Reference: ast.Ref{ast.VarTerm(name)}, Key: key}
	}
	holds := ast.BooleanTerm(true)

	add(complete("allow", ast.BooleanTerm(false))).Default = true
	add(complete("allow", holds),
		ast.Equal.Expr(input("tenant"), ast.StringTerm(id)),
		ast.Equal.Expr(input("method"), ast.StringTerm("GET")),
		ast.Member.Expr(input("user", "role"), roles))
	negated := ast.NewExpr(ast.VarTerm("blocked"))
	negated.Negated = true
	add(complete("allow", holds), ast.NewExpr(input("user", "admin")), negated)
	some := &ast.SomeDecl{Symbols: []*ast.Term{ast.Member.Call(role, input("roles"))}}
	add(set("roles", role), ast.NewExpr(some), ast.StartsWith.Expr(role, ast.StringTerm(id)))
	add(complete("blocked", holds), ast.Member.Expr(input("user", "name"),
		ast.SetTerm(ast.StringTerm("eve"), ast.StringTerm("mallory"))))
	add(complete("limit", ast.Plus.Call(ast.IntNumberTerm(1), ast.Count.Call(input("requests")))))
	add(set("deny", msg),
		ast.GreaterThan.Expr(limit, ast.IntNumberTerm(100)),
		ast.Assign.Expr(msg, ast.Sprintf.Call(ast.StringTerm("%d requests"), ast.ArrayTerm(limit))))
	return module
}

func input(path ...string) *ast.Term {
	ref := ast.Ref{ast.InputRootDocument}
	for _, key := range path {
		ref = append(ref, ast.StringTerm(key))
	}
	return ast.NewTerm(ref)
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
	fmt.Fprintln(os.Stderr, "scale:", what)
	os.Exit(2)
}
