package shop.orders

import rego.v2

allow if {
	x := input.a
	x > 1 or x < 0
	not { y := x; y == 5 }
}
