package shop.orders

allow if {
	[x, y] = [input.a, x]
	y > 1
}
