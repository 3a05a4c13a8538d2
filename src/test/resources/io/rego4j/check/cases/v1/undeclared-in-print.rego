package shop.orders

allow if {
	print(x)
	input.a
}
