package shop.orders

f(x) if {
	x := 3
}
