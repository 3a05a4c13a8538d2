// Command parity says what OPA's own packages make of policies, for scripts/parity and scripts/follow-opa. It builds against
// any OPA since 1.0.
//
//	parity answer                  answers questions: see answer.go
//	parity capabilities            prints what `opa capabilities --current` prints
//	parity cases SOURCES FOLDER    writes the policies that OPA is tested with, from its sources, into a new folder
package main

import (
	"encoding/json"
	"fmt"
	"os"

	"github.com/open-policy-agent/opa/v1/ast"
)

func main() {
	var err error
	switch args := os.Args[1:]; {
	case len(args) == 1 && args[0] == "answer":
		err = answerAll(os.Stdin, os.Stdout)
	case len(args) == 1 && args[0] == "capabilities":
		var text []byte
		if text, err = json.MarshalIndent(ast.CapabilitiesForThisVersion(), "", "  "); err == nil {
			fmt.Println(string(text))
		}
	case len(args) == 3 && args[0] == "cases":
		err = writeCases(args[1], args[2])
	default:
		err = fmt.Errorf("usage: parity answer | capabilities | cases SOURCES FOLDER")
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "parity:", err)
		os.Exit(2)
	}
}
