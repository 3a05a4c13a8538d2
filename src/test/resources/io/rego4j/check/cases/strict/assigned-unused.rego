package shop.orders

allow if {
	x := 1
	input.a
}
