package shop.access

default allow := false

allow if {
	some role in input.user.roles
	grants[role][_].action == input.action
	not blocked
}

allow if input.user.name in data.admins

grants := {"admin": [{"action": "read"}, {"action": "write"}], "guest": [{"action": "read"}]}

default blocked := false

blocked if {
	input.user.locked
	not input.user.pardoned
}

blocked if count([x | some x in input.user.failures; x.age < 3]) > 5

level := "high" if {
	input.amount > 1000
} else := "middle" if {
	input.amount > 100
} else := "low"

reasons contains sprintf("too much: %v", [input.amount]) if level == "high"

reasons contains reason if {
	some reason in {"late", "early"}
	input.flags[reason]
	every f in input.checks { f.ok == true }
}

by_name[name] := user if {
	some user in input.users
	name := lower(user.name)
}

nested.a[k] contains v if {
	some k, v in input.pairs
	v != k
}

twice(x) := y if y := x * 2

total := t if t := sum([twice(l.price) | some l in input.lines; l.kind != "free"]) with input.currency as "EUR"

masked if not grants[input.role]

same if input.a == input.b with input.b as 3
