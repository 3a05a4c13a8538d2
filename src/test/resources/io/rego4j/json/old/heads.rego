package old.heads

import future.keywords

# METADATA
# entrypoint: true
# description: A rule
allow if {
	input.a
}

deny contains msg if {
	some msg in input.msgs
}

tags contains "x"

a.b.c := 1

a.b.d = x if x := 2

a.b[x] := y if some x, y in input.m

a.e[x][y] = z if {
	z := input.t[x][y]
}

s.t contains u if u := 3

p.q.r if input.r

fns.f(x) := x + 1

fns.g(x) = y if {
	y := x
} else := 0

fns["h h"].i(_) if true

objs[x] := 1 if some x in [1]

old[x] { x := 1 }

old_map[x] = y { x := 1; y := 2 }

m["a"].b := 1

default fns.k(_) := 3

default fallback(_) := false

b[1].c := 2

b["x y"][z].w if z := 1

one_line if input.x else := 2 if input.y else := 3

marks[x] if some x in [1]

# METADATA
# title: Only the second rule's
one_line if input.z

# METADATA
# title: All of them
# scope: document
objs[x] := 2 if some x in [2]
