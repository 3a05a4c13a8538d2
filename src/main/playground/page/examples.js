// The examples to choose, each with steps to follow.

const PETSTORE = `package application.authz

# Only the owner of a pet may change it.
# The owner is part of the input: the application knows it.

default allow := false

allow if {
	input.method == "PUT"
	some petid
	input.path = ["pets", petid]
	input.user == input.owner
}
`;

const HELLO = `package hello

# The greeting in the language of the input; none where the data has none.
greeting := data.greetings[input.lang]

default message := "?"

message := sprintf("%s, %s!", [greeting, input.name])
`;

const ROLES = `package app.rbac

# Users have roles, roles have permissions.

default allow := false

allow if user_is_admin

allow if {
	some grant in user_grants
	input.action == grant.action
	input.type == grant.type
}

user_is_admin if "admin" in data.user_roles[input.user]

user_grants contains grant if {
	some role in data.user_roles[input.user]
	some grant in data.role_grants[role]
}
`;

const ROLES_TEST = `package app.rbac_test

import data.app.rbac

test_an_admin_may_do_everything if {
	rbac.allow with input as {"user": "alice", "action": "delete", "type": "order"}
		with data.user_roles as {"alice": ["admin"]}
}

test_a_role_allows_what_it_grants if {
	rbac.allow with input as {"user": "bob", "action": "read", "type": "order"}
		with data.user_roles as {"bob": ["support"]}
		with data.role_grants as {"support": [{"action": "read", "type": "order"}]}
}

test_nobody_else_may_do_anything if {
	not rbac.allow with input as {"user": "eve", "action": "read", "type": "order"}
}
`;

const KUBERNETES = `package kubernetes.admission

# METADATA
# title: Why an admission request is denied
# description: Images must come from our registry, and a pod must say which team it belongs to.
deny contains message if {
	input.request.kind.kind == "Pod"
	some container in input.request.object.spec.containers
	not startswith(container.image, "registry.example.com/")
	message := sprintf("image %q is not from registry.example.com", [container.image])
}

deny contains "the label \\"team\\" is missing" if {
	input.request.kind.kind == "Pod"
	not input.request.object.metadata.labels.team
}
`;

const JWT = `package tokens

# The secret of this example stands in the data; a real one comes from elsewhere.

default allow := false

allow if {
	is_valid
	claims.role == "editor"
}

is_valid if io.jwt.verify_hs256(input.token, data.secret)

claims := payload if {
	[_, payload, _] := io.jwt.decode(input.token)
}
`;

const FILTER = `package helpdesk

# Which tickets may somebody see? With data.tickets unknown, "Partial" shows
# what is left to check: conditions for a database.

visible contains ticket.id if {
	some ticket in data.tickets
	may_see(ticket)
}

may_see(ticket) if ticket.tenant == input.user.tenant

may_see(ticket) if {
	ticket.public
	input.user.verified
}
`;

// Arrays of plain values stay on one line.
const json = value => JSON.stringify(value, null, 2).replace(/\[\s+([^[\]{}]*?)\s+\]/g, (all, items) => `[${items.replace(/\s*\n\s*/g, " ")}]`) + "\n";

export const EXAMPLES = [
    {
        id: "petstore",
        title: "Pet store: only the owner",
        steps: [
            "Press Evaluate. Output shows {\"allow\": false}: alice is not the owner.",
            "Look at the policy: green lines were reached, red ones were not.",
            "In Input, change user to bob@hooli.com and evaluate again: allow is true.",
            "Open Tree below the policy to see what the text is made of, and Java for the code that builds it.",
        ],
        state: {
            modules: [{ name: "petstore.rego", text: PETSTORE }],
            input: json({ method: "PUT", owner: "bob@hooli.com", path: ["pets", "pet113-987"], user: "alice@hooli.com" }),
        },
    },
    {
        id: "hello",
        title: "Hello in three languages",
        steps: [
            "Press Evaluate: the greeting comes from Data, by the language in Input.",
            "Change lang to \"es\" or \"fr\". With \"de\" there is no greeting: it is undefined, and message has its default.",
        ],
        state: {
            modules: [{ name: "hello.rego", text: HELLO }],
            input: json({ lang: "en", name: "world" }),
            data: "greetings:\n  en: Hello\n  es: Hola\n  fr: Bonjour\n",
        },
    },
    {
        id: "roles",
        title: "Roles and permissions",
        steps: [
            "Press Evaluate: bob may read orders, as his role grants it.",
            "Change action to \"delete\" and see which lines were not reached.",
            "Open Tests to run the module roles_test.rego.",
        ],
        state: {
            modules: [{ name: "roles.rego", text: ROLES }, { name: "roles_test.rego", text: ROLES_TEST }],
            input: json({ user: "bob", action: "read", type: "order" }),
            data: json({
                user_roles: { alice: ["admin"], bob: ["support"], eve: [] },
                role_grants: { support: [{ action: "read", type: "order" }], billing: [{ action: "write", type: "order" }] },
            }),
        },
    },
    {
        id: "kubernetes",
        title: "Kubernetes admission",
        steps: [
            "Press Evaluate: deny lists each reason, a set of messages.",
            "Give the pod a label team and an image of registry.example.com: deny is empty then.",
        ],
        state: {
            modules: [{ name: "admission.rego", text: KUBERNETES }],
            input: json({
                request: {
                    kind: { group: "", kind: "Pod", version: "v1" },
                    object: { metadata: { name: "web" }, spec: { containers: [{ name: "web", image: "nginx:latest" }] } },
                },
            }),
        },
    },
    {
        id: "jwt",
        title: "A signed token (JWT)",
        steps: [
            "Press Evaluate: the signature holds, and the claim role is editor.",
            "Change a letter of the token, or the secret in Data: is_valid is undefined, and allow is false.",
        ],
        state: {
            modules: [{ name: "tokens.rego", text: JWT }],
            input: json({
                token: "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJyb2xlIjoiZWRpdG9yIiwic3ViIjoiYm9iIn0.kaJSmtLWPAH6gD6hD9lnMrqpqUZihmjNKYIGkDkQAAY",
            }),
            data: json({ secret: "not a secret in an example" }),
        },
    },
    {
        id: "filter",
        title: "A filter for data",
        steps: [
            "Press Evaluate: one result for each ticket that this user may see.",
            "Open Partial: with data.tickets unknown, conditions on a ticket are left, which a database can check.",
        ],
        state: {
            modules: [{ name: "helpdesk.rego", text: FILTER }],
            input: json({ user: { name: "bob", tenant: "acme", verified: true } }),
            data: json({
                tickets: [
                    { id: 1, tenant: "acme", public: false },
                    { id: 2, tenant: "hooli", public: true },
                    { id: 3, tenant: "hooli", public: false },
                ],
            }),
            query: "data.helpdesk.visible[id]",
            options: { unknowns: "data.tickets" },
        },
    },
];
