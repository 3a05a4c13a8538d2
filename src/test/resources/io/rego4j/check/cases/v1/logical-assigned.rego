package shop.orders

import future.keywords.or

allow if {
	x := 1 or y := 2
}
