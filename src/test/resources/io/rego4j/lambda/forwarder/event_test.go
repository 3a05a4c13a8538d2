package main

import (
	"encoding/json"
	"net/http"
	"reflect"
	"testing"
)

func TestAPathIsWhatApiGatewayMatched(t *testing.T) {
	for _, each := range []struct {
		path, template string
		parameters     map[string]string
		want           string
	}{
		{"/api/v1/data/x", "/{proxy+}", map[string]string{"proxy": "v1/data/x"}, "v1/data/x"},
		{"/prod/a/v1/data/x/", "/v1/data/{proxy+}", map[string]string{"proxy": "x"}, "v1/data/x"},
		{"/a/v1/data/x%2Fy", "/v1/data/{name}", map[string]string{"name": "x%2fy"}, "v1/data/x%2Fy"},
		{"/api/v1/data/x", "/{proxy+}", map[string]string{"proxy": "v1/data/y"}, "/api/v1/data/x"},
		{"/x", "/{proxy+}", map[string]string{"proxy": "v1/data/x"}, "/x"},
		{"/api/v1/data/x", "/{proxy+}", nil, "/api/v1/data/x"},
	} {
		if got := ownPath(each.path, each.template, each.parameters); got != each.want {
			t.Errorf("%v: %q", each, got)
		}
	}
}

func TestARouteOpensWhatItSays(t *testing.T) {
	for _, each := range []struct {
		routes, path string
		open         bool
	}{
		{"GET:/", "", true},
		{"GET:/", "v1/data/x", false},
		{"GET:/*", "v1/data/x", true},
		{"GET:/*", "", false},
		{"GET:/*", "v1/data/system/log", false},
		{"GET:/v1/data", "v1/data", true},
		{"GET:/v1/data", "v1/data/x", true},
		{"GET:/v1/data", "v1/data/system", false},
		{"GET:/v1/data/*", "v1/data", false},
		{"GET:/v1/data/*", "v1/data/system/x", false},
		{"GET:/v1/data/system/bundles", "v1/data/system/bundles/x", true},
		{"GET:/v1/data/system/bundles", "v1/data/system/authz", false},
		{"GET:/v1/data/a", "v1/data/ab", false},
		{"", "v1/data/x", true},
	} {
		text := each.routes
		if text == "" {
			text = defaultRoutes
		}
		all, err := parseRoutes(text)
		if err != nil {
			t.Fatal(err)
		}
		segments, _ := splitPath(each.path)
		if open := all.refusal("GET", segments) == nil; open != each.open {
			t.Errorf("%v: %v", each, open)
		}
	}
}

func TestAContextIsFlatAndKeepsItsDigits(t *testing.T) {
	said := readVerdict(&reply{status: 200, body: []byte(
		`{"allow": true, "context": {"id": 123456789012345678901, "list": [1, {"a": "b"}], "none": null, "s": "x", "t": true}}`)})
	got := string(marshal(flat(said.Context)))
	want := `{"id":123456789012345678901,"list":"[1,{\"a\":\"b\"}]","s":"x","t":true}`
	if got != want {
		t.Error(got)
	}
}

func TestAPolicyNamesWhatWasAskedUnlessTheDecisionNamesMore(t *testing.T) {
	const asked = "arn:aws:execute-api:r:1:api/prod/GET/a/b"
	for body, want := range map[string][]string{
		`true`:                          {asked},
		`{"allow": true}`:               {asked},
		`{"resources": ["*", "GET/x"]}`: {"arn:aws:execute-api:r:1:api/prod/*", "arn:aws:execute-api:r:1:api/prod/GET/x"},
		`{"resources": ["arn:x"]}`:      {"arn:x"},
		`{"resources": "*"}`:            {asked},
		`{"allow": "yes"}`:              {asked},
	} {
		policy := policyFor(readVerdict(&reply{status: 200, body: []byte(body)}), asked)
		statement := policy["policyDocument"].(map[string]any)["Statement"].([]any)[0].(map[string]any)
		if got := statement["Resource"].([]string); !reflect.DeepEqual(got, want) {
			t.Errorf("%s: %v", body, got)
		}
		allowed := body == `true` || body == `{"allow": true}`
		if (statement["Effect"] == "Allow") != allowed {
			t.Errorf("%s: %v", body, statement["Effect"])
		}
	}
	if readVerdict(&reply{status: 500, body: []byte(`true`)}).Allow {
		t.Error("a failed decision is no yes")
	}
}

func TestAnAuthorizerAnswersNothingElse(t *testing.T) {
	settings := config{authorizer: "authz/allow"}
	for _, event := range []string{
		`{"x_opa_path": "v1/data/secret"}`,
		`{"httpMethod": "GET", "path": "/v1/data/secret"}`,
		`{"rawPath": "/v1/data/secret", "requestContext": {"http": {"method": "GET"}}}`,
	} {
		if _, err := parseEvent([]byte(event), settings); asFailure(err).Type != "Event.Invalid" {
			t.Errorf("%s: %v", event, err)
		}
	}
	e, err := parseEvent([]byte(`{"type": "TOKEN", "methodArn": "a", "routeArn": "b"}`), settings)
	if err != nil || e.path != "v0/data/authz/allow" {
		t.Fatal(err)
	}
	var answer struct {
		PolicyDocument struct{ Statement []struct{ Resource []string } }
	}
	_ = json.Unmarshal(e.answer(&reply{http.StatusOK, nil, []byte("true")}), &answer)
	if got := answer.PolicyDocument.Statement[0].Resource; !reflect.DeepEqual(got, []string{"a"}) {
		t.Error(got)
	}
}
