package main

import (
	"bytes"
	"encoding/json"
	"io"
	"os"
	"strings"
	"sync"
	"time"
)

const tailBytes = 2000

var logLock sync.Mutex

// logLine writes one JSON object to standard output, which Lambda sends to CloudWatch. No payload ever goes in here
// unless OPA_LOG_PAYLOADS asks for it.
func logLine(level, message string, pairs ...any) {
	line := map[string]any{"level": level, "msg": message, "time": time.Now().UTC().Format(time.RFC3339Nano)}
	for i := 0; i+1 < len(pairs); i += 2 {
		line[pairs[i].(string)] = pairs[i+1]
	}
	text, _ := json.Marshal(line)
	writeLine(os.Stdout, append(text, '\n'))
}

func writeLine(out io.Writer, line []byte) {
	logLock.Lock()
	defer logLock.Unlock()
	_, _ = out.Write(line)
}

// What a masked line about a decision may hold: which, when, how long, and nothing of what was asked or answered.
var maskedKeys = []string{
	"batch_decision_id", "bundles", "decision_id", "labels", "level", "metrics", "msg", "path", "req_id", "requested_by",
	"revision", "span_id", "time", "timestamp", "trace_id", "type",
}

// Where OPA's other lines quote a request or an answer.
var payloadKeys = []string{"req_body", "resp_body", "req_params"}

// opaLog passes on what OPA writes, line by line, masked if need be: here, since a policy that masks goes with the
// bundle that holds it. It keeps the last output that is not about a decision: what OPA said before it died.
type opaLog struct {
	out    io.Writer
	masked bool
	lock   sync.Mutex
	rest   []byte
	tail   []byte
}

func (l *opaLog) Write(text []byte) (int, error) {
	l.lock.Lock()
	defer l.lock.Unlock()
	l.rest = append(l.rest, text...)
	for {
		end := bytes.IndexByte(l.rest, '\n')
		if end < 0 {
			return len(text), nil
		}
		l.line(l.rest[:end+1])
		l.rest = l.rest[end+1:]
	}
}

func (l *opaLog) line(line []byte) {
	decision := bytes.Contains(line, []byte(`"decision_id"`))
	if l.masked && line[0] == '{' {
		line = mask(line)
	}
	if !decision {
		l.tail = append(l.tail, line...)
		l.tail = l.tail[max(0, len(l.tail)-tailBytes):]
	}
	writeLine(l.out, line)
}

func mask(line []byte) []byte {
	var whole map[string]json.RawMessage
	if json.Unmarshal(line, &whole) != nil {
		return []byte(`{"level":"error","msg":"a line of OPA's log could not be masked and was left out"}` + "\n")
	}
	if _, found := whole["decision_id"]; !found {
		for _, key := range payloadKeys {
			delete(whole, key)
		}
		return append(marshal(whole), '\n')
	}
	kept := map[string]any{}
	for _, key := range maskedKeys {
		if value, found := whole[key]; found {
			kept[key] = value
		}
	}
	var problem struct {
		Code string `json:"code"`
	}
	if json.Unmarshal(whole["error"], &problem) == nil {
		kept["error"] = problem
	}
	return append(marshal(kept), '\n')
}

// last is what OPA said last. An end without a line feed is shown only where it cannot be half a decision.
func (l *opaLog) last() string {
	l.lock.Lock()
	defer l.lock.Unlock()
	rest := l.rest
	if len(rest) > 0 && rest[0] == '{' {
		rest = nil
	}
	return strings.TrimSpace(string(l.tail) + string(rest))
}
