package main

import (
	"bytes"
	"strings"
	"testing"
)

func masked(chunks ...string) (string, string) {
	var out bytes.Buffer
	log := &opaLog{out: &out, masked: true}
	for _, chunk := range chunks {
		_, _ = log.Write([]byte(chunk))
	}
	return out.String(), log.last()
}

func TestAMaskedDecisionHoldsNothingOfWhatWasAskedAndAnswered(t *testing.T) {
	line := `{"decision_id": "1", "path": "a/b", "input": "SECRET", "result": "SECRET", "new_key": "SECRET", ` +
		`"error": {"code": "eval_conflict_error", "message": "SECRET"}, "mapped_result": "SECRET", "query": "SECRET"}` + "\n"
	out, last := masked(line[:20], line[20:90], line[90:])
	if want := `{"decision_id":"1","error":{"code":"eval_conflict_error"},"path":"a/b"}` + "\n"; out != want {
		t.Error(out)
	}
	if last != "" {
		t.Error(last)
	}
}

func TestNoHalfAndNoBrokenLineLeaks(t *testing.T) {
	out, last := masked(`{"decision_id": "1", "input": "SECRET`, "\n", `{"level":"info","req_body":"SECRET","msg":"x"}`+"\n",
		"panic: at once\n", `{"decision_id": "2", "input": "SECRET`)
	if strings.Contains(out+last, "SECRET") || !strings.Contains(out, "could not be masked") {
		t.Error(out, last)
	}
	if !strings.HasSuffix(last, "panic: at once") || !strings.Contains(out, `{"level":"info","msg":"x"}`) {
		t.Error(out, last)
	}
}

func TestTheLastWordsAreNoDecisions(t *testing.T) {
	var out bytes.Buffer
	log := &opaLog{out: &out}
	_, _ = log.Write([]byte(`{"decision_id":"1","input":"SECRET"}` + "\nerror: no\n"))
	if log.last() != "error: no" || !strings.Contains(out.String(), "SECRET") {
		t.Error(log.last())
	}
}
