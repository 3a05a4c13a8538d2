package shop.orders

allow if {
	some x in input.a
	some x in input.b
}
