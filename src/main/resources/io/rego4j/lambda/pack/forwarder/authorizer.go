package main

import (
	"bytes"
	"encoding/json"
	"net/http"
	"net/url"
	"strings"
)

// verdict is what the policy says: true or false, or an object with more.
type verdict struct {
	Allow     bool                       `json:"allow"`
	Principal string                     `json:"principal"`
	Context   map[string]json.RawMessage `json:"context"`
	Resources []string                   `json:"resources"`
	UsageKey  string                     `json:"usageIdentifierKey"`
}

// authorization asks the decision about a whole event of a Lambda authorizer. The answer is API Gateway's: for an HTTP
// API with simple responses isAuthorized, else an IAM policy. Whatever is not a clear yes is a no.
func authorization(text []byte, in incoming, config config) *event {
	return &event{
		method:  http.MethodPost,
		path:    "v0/data/" + config.authorizer,
		query:   url.Values{},
		header:  http.Header{"Content-Type": {"application/json"}},
		body:    text,
		trusted: true,
		answer: func(r *reply) []byte {
			said := readVerdict(r)
			if in.Version == "2.0" && !config.policies {
				answer := map[string]any{"isAuthorized": said.Allow}
				if said.Context != nil {
					answer["context"] = flat(said.Context)
				}
				return marshal(answer)
			}
			asked := in.MethodArn
			if asked == "" {
				asked = in.RouteArn
			}
			return marshal(policyFor(said, asked))
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

// flat is the context as API Gateway takes it: strings, numbers and booleans. Numbers keep their digits, null is left
// out, and anything nested is its JSON text.
func flat(context map[string]json.RawMessage) map[string]any {
	values := map[string]any{}
	for name, value := range context {
		switch value[0] {
		case 'n':
		case '{', '[':
			var text bytes.Buffer
			_ = json.Compact(&text, value)
			values[name] = text.String()
		default:
			values[name] = value
		}
	}
	return values
}

// policyFor names what was asked for and nothing else, unless the decision names resources: API Gateway may keep the
// policy for the same caller's next request.
func policyFor(said verdict, asked string) map[string]any {
	effect, principal, resources := "Deny", said.Principal, []string{asked}
	if said.Allow {
		effect = "Allow"
	}
	if principal == "" {
		principal = "caller"
	}
	if len(said.Resources) > 0 {
		resources = absolute(said.Resources, asked)
	}
	policy := map[string]any{
		"principalId": principal,
		"policyDocument": map[string]any{
			"Version": "2012-10-17",
			"Statement": []any{map[string]any{
				"Action": "execute-api:Invoke", "Effect": effect, "Resource": resources,
			}},
		},
	}
	if said.Context != nil {
		policy["context"] = flat(said.Context)
	}
	if said.UsageKey != "" {
		policy["usageIdentifierKey"] = said.UsageKey
	}
	return policy
}

// absolute turns METHOD/path into the name of that resource of the same API and stage.
func absolute(resources []string, asked string) []string {
	stage := strings.Join(strings.SplitN(asked+"//", "/", 3)[:2], "/")
	all := make([]string, len(resources))
	for i, resource := range resources {
		all[i] = resource
		if !strings.HasPrefix(resource, "arn:") {
			all[i] = stage + "/" + strings.TrimPrefix(resource, "/")
		}
	}
	return all
}
