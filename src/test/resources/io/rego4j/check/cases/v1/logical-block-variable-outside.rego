package shop.orders

import rego.v2

allow if {
	{ x := input.a; x > 1 } and input.b
	x > 2
}
