package shop.orders

allow if {
	x := input.a
	print(x, input.b)
}
