package shop.orders

allow if {
	x > 1
	x = input.a
}
