package shop.orders

import rego.v2

allow if {
	input.a == x or input.b == 1
}
