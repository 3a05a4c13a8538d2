package shop.orders

allow if {
	startswith := 3
	startswith(input.a, "b")
}
