package shop.orders

allow if {
	input.a := 1
}
