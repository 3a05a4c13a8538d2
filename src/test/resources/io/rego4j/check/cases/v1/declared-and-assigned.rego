package shop.orders

allow if {
	some x
	x := input.a
	x
}
