package main

import (
	"bytes"
	"encoding/base64"
	"encoding/json"
	"maps"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"unicode/utf8"
)

// Request headers that mean something to OPA; the rest stays here.
var passedHeaders = []string{
	"Accept", "Authorization", "Content-Type", "Content-Encoding", "Traceparent", "Tracestate", "X-Request-Id",
}

// Response headers that belong to the connection and not to the answer.
var ownHeaders = map[string]bool{
	"Connection": true, "Content-Length": true, "Date": true, "Keep-Alive": true, "Transfer-Encoding": true,
}

// event is a request to OPA, whatever the shape in which it came.
type event struct {
	method   string
	path     string
	query    url.Values
	rawQuery string
	header   http.Header
	body     []byte
	// answer turns a reply into what the caller of the function expects.
	answer func(*reply) []byte
	// trusted is set where the path is not the caller's.
	trusted bool
}

// reply is an answer of OPA, or ours in its place.
type reply struct {
	status int
	header http.Header
	body   []byte
}

func refuse(status int, code, message string) *reply {
	body, _ := json.Marshal(map[string]string{"code": code, "message": message})
	return &reply{status, http.Header{"Content-Type": {"application/json"}}, append(body, '\n')}
}

// incoming holds all keys of all shapes that are understood: the mapping template's, those of a REST API with proxy
// integration and of a load balancer (version 1), those of an HTTP API and of a function URL (version 2).
type incoming struct {
	Path    *string                    `json:"x_opa_path"`
	Method  string                     `json:"x_opa_method"`
	Query   json.RawMessage            `json:"x_opa_query"`
	Headers map[string]json.RawMessage `json:"x_opa_headers"`
	Payload json.RawMessage            `json:"x_opa_payload"`
	Input   json.RawMessage            `json:"x_opa_input"`
	Format  string                     `json:"x_opa_payload_format"`

	Version        string              `json:"version"`
	Type           string              `json:"type"`
	MethodArn      string              `json:"methodArn"`
	RouteArn       string              `json:"routeArn"`
	Resource       string              `json:"resource"`
	RouteKey       string              `json:"routeKey"`
	PathParameters map[string]string   `json:"pathParameters"`
	HTTPMethod     string              `json:"httpMethod"`
	ProxyPath      string              `json:"path"`
	RawPath        string              `json:"rawPath"`
	RawQuery       string              `json:"rawQueryString"`
	ProxyHeaders   map[string]string   `json:"headers"`
	MultiHeaders   map[string][]string `json:"multiValueHeaders"`
	QueryParams    map[string]string   `json:"queryStringParameters"`
	MultiQuery     map[string][]string `json:"multiValueQueryStringParameters"`
	Body           *string             `json:"body"`
	Base64         bool                `json:"isBase64Encoded"`
	RequestContext struct {
		Stage string          `json:"stage"`
		ELB   json.RawMessage `json:"elb"`
		HTTP  struct {
			Method string `json:"method"`
		} `json:"http"`
	} `json:"requestContext"`
}

func invalid(message string) error { return &failure{"Event.Invalid", message} }

func parseEvent(text []byte, config config) (*event, error) {
	var in incoming
	if err := json.Unmarshal(text, &in); err != nil {
		return nil, invalid("the event is not understood: " + err.Error())
	}
	authorizes := in.Type == "REQUEST" || in.Type == "TOKEN"
	switch {
	case config.authorizer != "" && authorizes:
		return authorization(text, in, config), nil
	case config.authorizer != "":
		return nil, invalid("this function is an authorizer and answers the events of authorizers only")
	case authorizes:
		return nil, invalid("this function is no authorizer: OPA_AUTHORIZER makes it one")
	case in.Path != nil:
		return in.article()
	case in.RequestContext.HTTP.Method != "":
		return in.version2()
	case in.HTTPMethod != "":
		return in.version1()
	}
	return nil, invalid("the event has neither x_opa_path nor the shape of a request of API Gateway")
}

// article is the event of the mapping template, and of the test events in Lambda's console.
func (in *incoming) article() (*event, error) {
	e := &event{method: in.Method, path: *in.Path, query: url.Values{}, header: http.Header{}, answer: proxyAnswer}
	var err error
	if e.body, err = in.payload(); err != nil {
		return nil, err
	}
	if e.method == "" {
		e.method = http.MethodPost
		if len(e.body) == 0 {
			e.method = http.MethodGet
		}
	}
	for name, value := range in.Headers {
		for _, each := range texts(value) {
			e.header.Add(name, each)
		}
	}
	return e, e.readQuery(in.Query)
}

// payload is the body for OPA: a JSON value as it stands in the event, or a text where the format says so.
func (in *incoming) payload() ([]byte, error) {
	payload := in.Payload
	if payload == nil || string(payload) == "null" {
		payload = in.Input
	}
	if payload == nil || string(payload) == "null" {
		return nil, nil
	}
	if in.Format == "" {
		return payload, nil
	}
	var text string
	if json.Unmarshal(payload, &text) != nil {
		return nil, invalid("x_opa_payload must be a string where there is an x_opa_payload_format")
	}
	switch in.Format {
	case "text":
		return []byte(text), nil
	case "base64":
		decoded, err := base64.StdEncoding.DecodeString(text)
		if err != nil {
			return nil, invalid("x_opa_payload is not base64")
		}
		return decoded, nil
	}
	return nil, invalid("x_opa_payload_format must be text or base64")
}

// readQuery takes a query as a text, or as an object of strings or arrays of strings.
func (e *event) readQuery(value json.RawMessage) error {
	if len(value) == 0 || string(value) == "null" {
		return nil
	}
	var text string
	if json.Unmarshal(value, &text) == nil {
		e.rawQuery = strings.TrimPrefix(text, "?")
		return nil
	}
	var object map[string]json.RawMessage
	if json.Unmarshal(value, &object) != nil {
		return invalid("x_opa_query must be a string or an object")
	}
	for name, each := range object {
		e.query[name] = texts(each)
	}
	return nil
}

// texts reads a string, a list of strings, or any other JSON value as its text.
func texts(value json.RawMessage) []string {
	var one string
	if json.Unmarshal(value, &one) == nil {
		return []string{one}
	}
	var many []string
	if json.Unmarshal(value, &many) == nil {
		return many
	}
	return []string{string(value)}
}

func (in *incoming) version1() (*event, error) {
	query := in.MultiQuery
	if query == nil {
		query = map[string][]string{}
		for name, value := range in.QueryParams {
			query[name] = []string{value}
		}
	}
	e := &event{method: in.HTTPMethod, path: in.ProxyPath, query: query, answer: proxyAnswer}
	if in.Resource != "" {
		e.path = ownPath(in.ProxyPath, in.Resource, in.PathParameters)
	}
	if in.RequestContext.ELB != nil {
		// A load balancer hands the query over as it stood in the URL.
		e.query, e.rawQuery = nil, joinQuery(query)
	}
	return e, in.proxy(e)
}

func joinQuery(query map[string][]string) string {
	var pairs []string
	for _, name := range slices.Sorted(maps.Keys(query)) {
		for _, value := range query[name] {
			pairs = append(pairs, name+"="+value)
		}
	}
	return strings.Join(pairs, "&")
}

func (in *incoming) version2() (*event, error) {
	path := in.RawPath
	if _, template, found := strings.Cut(in.RouteKey, " "); found {
		path = ownPath(path, template, in.PathParameters)
	}
	if stage := in.RequestContext.Stage; path == in.RawPath && stage != "" && stage != "$default" {
		if rest, found := strings.CutPrefix(path, "/"+stage+"/"); found {
			path = rest
		}
	}
	e := &event{method: in.RequestContext.HTTP.Method, path: path, rawQuery: in.RawQuery, answer: proxyAnswer}
	return e, in.proxy(e)
}

// proxy reads what both versions have in common.
func (in *incoming) proxy(e *event) error {
	e.header = http.Header{}
	for name, values := range in.MultiHeaders {
		for _, value := range values {
			e.header.Add(name, value)
		}
	}
	for name, value := range in.ProxyHeaders {
		if e.header.Get(name) == "" {
			e.header.Set(name, value)
		}
	}
	if in.Body == nil {
		return nil
	}
	e.body = []byte(*in.Body)
	if in.Base64 {
		decoded, err := base64.StdEncoding.DecodeString(*in.Body)
		if err != nil {
			return invalid("the body is not base64")
		}
		e.body = decoded
	}
	return nil
}

// check holds the request against the allowed routes and makes it safe; nil if it may go to OPA.
func (e *event) check(allowed routes) *reply {
	segments, refusal := splitPath(e.path)
	if refusal != nil {
		return refusal
	}
	e.path = joinPath(segments)
	if e.trusted {
		return nil
	}
	if refusal := allowed.refusal(e.method, segments); refusal != nil {
		return refusal
	}
	if e.rawQuery == "" {
		e.rawQuery = e.query.Encode()
	}
	e.rawQuery = strings.Map(func(c rune) rune {
		if c <= 0x20 || c == 0x7f || c == '#' {
			return -1
		}
		return c
	}, e.rawQuery)
	if asked, _ := url.ParseQuery(e.rawQuery); asked.Has("explain") {
		return refuse(http.StatusForbidden, "forbidden", "explain is not allowed: a trace shows the policy and its data")
	}
	for _, name := range passedHeaders {
		for _, value := range e.header.Values(name) {
			if strings.ContainsFunc(value, isControl) {
				return refuse(http.StatusBadRequest, "invalid_parameter", "the header "+name+" holds a control character")
			}
		}
	}
	return nil
}

func isControl(c rune) bool { return c < 0x20 && c != '\t' || c == 0x7f }

func (e *event) request(base string) (*http.Request, error) {
	target := base + e.path
	if e.rawQuery != "" {
		target += "?" + e.rawQuery
	}
	request, err := http.NewRequest(e.method, target, bytes.NewReader(e.body))
	if err != nil {
		return nil, invalid("the request is none: " + err.Error())
	}
	for _, name := range passedHeaders {
		for _, value := range e.header.Values(name) {
			request.Header.Add(name, value)
		}
	}
	return request, nil
}

// proxyAnswer is what API Gateway's proxy integrations expect, and what our integration response takes apart.
func proxyAnswer(r *reply) []byte {
	headers := map[string]string{}
	for name, values := range r.header {
		if !ownHeaders[name] {
			headers[strings.ToLower(name)] = strings.Join(values, ", ")
		}
	}
	answer := map[string]any{"statusCode": r.status, "headers": headers, "isBase64Encoded": false}
	if utf8.Valid(r.body) {
		answer["body"] = string(r.body)
	} else {
		answer["body"] = base64.StdEncoding.EncodeToString(r.body)
		answer["isBase64Encoded"] = true
	}
	return marshal(answer)
}

func marshal(value any) []byte {
	var out bytes.Buffer
	encoder := json.NewEncoder(&out)
	encoder.SetEscapeHTML(false)
	_ = encoder.Encode(value)
	return bytes.TrimRight(out.Bytes(), "\n")
}
