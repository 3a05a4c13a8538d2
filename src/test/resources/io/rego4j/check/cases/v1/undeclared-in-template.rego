package shop.orders

allow if {
	input.a == $"{x.y}"
}
