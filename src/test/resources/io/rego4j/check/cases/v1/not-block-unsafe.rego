package shop.orders

import rego.v2

allow if {
	not { x := input.a; x > y }
}
