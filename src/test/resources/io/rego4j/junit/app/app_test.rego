package app_test

import data.app

test_ann if app.allow with input as {"user": "ann"}

test_bob if {
	who := "bob"
	print("asking for", who)
	got := app.allow with input as {"user": who}
	got == true
}

todo_test_later if false

test_cases[name] if {
	some name, tc in {
		"ann": {"user": "ann", "want": true},
		"carl and co": {"user": "carl", "want": true},
	}
	app.allow == tc.want with input as {"user": tc.user}
}

test_grid[a][b] if {
	some a in ["x", "y"]
	some b in ["p", "q"]
	concat("", [a, b]) != "yq"
}

test_conflict if {
	o := {"k": v | some v in [1, 2]}
	o.k
}

test_twice if true

test_twice if false

nested.test_deep if true
