# METADATA
# title: Everything
# description: |
#   Every kind of node.
#
#   And blank lines.
# organizations: [Acme, "Ünïcode <&>"]
# authors:
# - Jane Doe <jane@example.com>
# - name: Bob
# related_resources:
# - https://example.com/a b?q=1#f
# - ref: http://example.com/%7Eu
#   description: a page
# custom:
#   int: 0x1F
#   float: 1e21
#   small: 0.0000001
#   date: 2024-02-29
#   words: [yes, "no", ~, true, 08]
#   nested: {b: 1, a: {z: [1.50, -2]}}
package every.thing["with-dash"]

import data.shapes as forms
import input
import rego.v1

# leads the default
default allow := false # trails it

# METADATA
# title: Allow
# entrypoint: true
# schemas:
# - input: schema.request
# - data.users: {type: object}
allow if {
	# inside
	some user in data.users
	some i, role in user.roles
	every k, v in {"a": 1, `raw\n`: 2.50} {
		k != v
		not startswith(k, "_") with input as {"x": [1, null, true]} with data.roles as set()
	}
	every x in [1, 2] { x > 0 }
	role == forms.admin[i].name
	count({1, 1.0, 2}) == 2 # a set
	y := [n | n := 1e3 + -2; n < 10 % 3]
	z := {n | some n in y}
	o := {n: m | some m, n in z}
	not o[_]["b c"][_].if
	_ = $"to {user.name}: \{{1 + 2}} {true}é😀{"x"}"
	t := $`
{y}
`
	t != ``
	(input.a | input.b) & z == set()
	some p, q
	walk(input, [p, q])
	"\u0000\u2028<>\"\\/\t%d%" in user.names
}

# METADATA
# scope: document
# custom: {why: both}
deny contains msg if msg := "one"

deny contains $`{input.x}`

obj[key] := value if {
	some key, value in input
}

other := 1 if input.x else := null if input.y

obj.fixed.path[1] := 1

f(_, [a, {"b": c}]) := a - c if a > c

else := 0

f(0, x) := x

empty := {}

s := {[], {}, set(), ["a"], {"k": "v"}}
