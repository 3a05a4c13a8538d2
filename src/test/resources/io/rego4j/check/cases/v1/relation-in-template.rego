package shop.orders

allow if {
	input.a == $"{walk(input)}"
}
