# METADATA
# title: Every kind of node that the first versions knew
# scope: package
# description: |
#   More than
#   one line.
# organizations:
# - Org
# authors:
# - Ann <ann@example.com>
# - name: Bob
# related_resources:
# - https://example.com/a?b=c#d
# - ref: https://example.com/e
#   description: more
# custom:
#   list: [1, 2.50, {a: null}]
#   yes: true
package old.shapes["with-dash"]

import future.keywords.every
import future.keywords.in
import data.lib.helpers as help
import input.request
import input

default allow = false

default level := 3

# METADATA
# title: Allows
# schemas:
# - input: schema.input
# - data.acl: {type: object}
allow {
	request.user == "ann" # at the end
	not help.denied[request.user]
} else = 7 {
	request.user == "bob"
} else {
	request.user = "eve"
}

# METADATA
# scope: document
# title: A constant
one = 1

two := 2.0

three = x {
	x := 1 + 2 * -3
}

flags["a"]

names[name] {
	some i
	name := input.users[i].name
	name != "root"
}

by_id[id] = user {
	some i, j
	user := input.users[i][j]
	id := user.id
}

by_name["fixed"] = 1

by_place[[1, "a"]] = {"b": 2}

twice(x) = y {
	y := x * 2
}

twice(_) = 0 {
	input.never
}

greet("hello", [name, {"k": v}]) = name

is_long(s) {
	count(s) > 10
} {
	s == "long"
}

members {
	"a" in input.letters
	1, "b" in input.pairs
	some x in [1, 2, 3]
	some k, v in {"a": 1, "b": 2}
	every n in [1, 2] {
		n < 3
	}
	every i, n in input.list { i < n; n != x; k != v }
}

mocked {
	allow with input as {"request": {"user": "ann"}} with data.lib.helpers.denied as set()
	count(input.x) == 1 with input.x as [1]
	not members with input as null
}

terms := {
	"null": null,
	"true": true,
	"false": false,
	"string": "tab\tquote\" unicode \u00e9 <&>",
	"raw": `back\slash
and a line`,
	"numbers": [0, -1, 1.5, 1e3, 2.50, 12345678901234567890, 0.1e-7],
	"array": [],
	"object": {},
	"set": {3, 1, 2},
	"empty": set(),
	1: [_, _],
	[1, {2}]: {"x": {"y": {true}}},
}

lists := [x | x := input.xs[_]; x > 1]

sets := {[x, y] | input.xs[x][y]}

objects := {k: v |
	v := input.xs[k]
	v >= 1
}

refs {
	input.a["b c"][0].d[_][x][input.y[z]]
	data.old[x][{"k": 1}]
	[1, 2][x] == 1
	{"a": 1}[z] <= 2
	[y | y := 1][_] != 2
	f := help.make(x, z)
	f[y] = 1 % 2
	x & {1} | {2} == {1, 2} - {3}
	1 / 2
	true
	"text"
	io.jwt.decode(input.token, [_, _, _])
	walk(input, [path, value])
}
# the end
