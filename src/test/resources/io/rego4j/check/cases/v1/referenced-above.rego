package shop.orders

allow if {
	input.list[i] == 1
	i := 2
}
