package old.bodies

import future.keywords.contains
import future.keywords.if

bare = true

bare_call("hello", [name, {"k": v}])

bare_key["a"]

bare_entry["a"] = 1

bare_member contains "x"

written {
	true
}

written_if := 1 if true

written_key["a"] {
	true
}

written_value = 1 { true }
