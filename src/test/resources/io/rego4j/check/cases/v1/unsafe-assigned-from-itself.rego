package shop.orders

allow if {
	x := x + 1
	x > 2
}
