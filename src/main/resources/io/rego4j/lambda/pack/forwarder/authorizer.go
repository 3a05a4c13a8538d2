package main

import (
	"encoding/json"
	"net/http"
	"net/url"
)

// verdict is what the policy says: true or false, or an object with more.
type verdict struct {
	Allow     bool           `json:"allow"`
	Principal string         `json:"principal"`
	Context   map[string]any `json:"context"`
}

// authorization asks the decision at path about a whole event of a Lambda authorizer. The answer is API Gateway's: for
// an HTTP API with simple responses isAuthorized, else an IAM policy. Whatever is not a clear yes is a no.
func authorization(text []byte, in incoming, path string) *event {
	return &event{
		method:  http.MethodPost,
		path:    "v0/data/" + path,
		query:   url.Values{},
		header:  http.Header{"Content-Type": {"application/json"}},
		body:    text,
		trusted: true,
		answer: func(r *reply) []byte {
			said := readVerdict(r)
			if in.Version == "2.0" {
				answer := map[string]any{"isAuthorized": said.Allow}
				if said.Context != nil {
					answer["context"] = said.Context
				}
				return marshal(answer)
			}
			return marshal(policyFor(said, in.MethodArn+in.RouteArn))
		},
	}
}

func readVerdict(r *reply) verdict {
	var said verdict
	if r.status != http.StatusOK {
		return said
	}
	if json.Unmarshal(r.body, &said.Allow) == nil {
		return said
	}
	if json.Unmarshal(r.body, &said) != nil {
		return verdict{}
	}
	return said
}

func policyFor(said verdict, resource string) map[string]any {
	effect, principal := "Deny", said.Principal
	if said.Allow {
		effect = "Allow"
	}
	if principal == "" {
		principal = "caller"
	}
	policy := map[string]any{
		"principalId": principal,
		"policyDocument": map[string]any{
			"Version": "2012-10-17",
			"Statement": []any{map[string]any{
				"Action": "execute-api:Invoke", "Effect": effect, "Resource": resource,
			}},
		},
	}
	if said.Context != nil {
		policy["context"] = said.Context
	}
	return policy
}
