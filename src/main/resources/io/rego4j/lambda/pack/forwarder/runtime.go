package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strconv"
	"time"
)

// opaDown is the type of the failure after which the sandbox ends.
const opaDown = "Opa.Down"

// failure is what Lambda is told when there is no answer.
type failure struct {
	Type    string
	Message string
}

func (f *failure) Error() string { return f.Type + ": " + f.Message }

func asFailure(err error) *failure {
	var fail *failure
	if errors.As(err, &fail) {
		return fail
	}
	return &failure{"Handler.Failed", err.Error()}
}

// runtimeAPI is Lambda's side: https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html
type runtimeAPI struct {
	base   string
	client *http.Client
}

func newRuntime(address string) *runtimeAPI {
	return &runtimeAPI{
		base: "http://" + address + "/2018-06-01/runtime",
		// No timeout: the sandbox sleeps while it waits for the next invocation.
		client: &http.Client{Transport: &http.Transport{DisableCompression: true, MaxIdleConnsPerHost: 2}},
	}
}

// invocation is one call of the function.
type invocation struct {
	id       string
	deadline time.Time
	event    []byte
}

func (r *runtimeAPI) next(ctx context.Context) (*invocation, error) {
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, r.base+"/invocation/next", nil)
	if err != nil {
		return nil, err
	}
	response, err := r.client.Do(request)
	if err != nil {
		return nil, err
	}
	defer response.Body.Close()
	event, err := io.ReadAll(response.Body)
	if err != nil {
		return nil, err
	}
	id := response.Header.Get("Lambda-Runtime-Aws-Request-Id")
	if response.StatusCode != http.StatusOK || id == "" {
		return nil, fmt.Errorf("the next invocation came with status %d and id %q", response.StatusCode, id)
	}
	deadline := time.Now().Add(5 * time.Minute)
	if millis, err := strconv.ParseInt(response.Header.Get("Lambda-Runtime-Deadline-Ms"), 10, 64); err == nil {
		deadline = time.UnixMilli(millis)
	}
	return &invocation{id, deadline, event}, nil
}

func (r *runtimeAPI) respond(id string, answer []byte) error {
	status, err := r.post("/invocation/"+id+"/response", answer, "")
	if err == nil && status == http.StatusRequestEntityTooLarge {
		return fmt.Errorf("the answer of %d bytes is more than Lambda takes", len(answer))
	}
	if err == nil && status >= 300 {
		return fmt.Errorf("Lambda did not take the answer: status %d", status)
	}
	return err
}

func (r *runtimeAPI) invocationError(id string, fail *failure) {
	r.report("/invocation/"+id+"/error", fail)
}

func (r *runtimeAPI) initError(fail *failure) { r.report("/init/error", fail) }

func (r *runtimeAPI) report(path string, fail *failure) {
	body, _ := json.Marshal(map[string]any{
		"errorType": fail.Type, "errorMessage": fail.Message, "stackTrace": []string{},
	})
	if status, err := r.post(path, body, fail.Type); err != nil || status >= 300 {
		logLine("error", "the failure could not be reported", "error_type", fail.Type, "status", status)
	}
}

func (r *runtimeAPI) post(path string, body []byte, errorType string) (int, error) {
	ctx, cancel := context.WithTimeout(context.Background(), 30*time.Second)
	defer cancel()
	request, err := http.NewRequestWithContext(ctx, http.MethodPost, r.base+path, bytes.NewReader(body))
	if err != nil {
		return 0, err
	}
	request.Header.Set("Content-Type", "application/json")
	if errorType != "" {
		request.Header.Set("Lambda-Runtime-Function-Error-Type", errorType)
	}
	response, err := r.client.Do(request)
	if err != nil {
		return 0, err
	}
	defer response.Body.Close()
	_, _ = io.Copy(io.Discard, response.Body)
	return response.StatusCode, nil
}
