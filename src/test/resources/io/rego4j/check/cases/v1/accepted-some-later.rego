package shop.orders

allow if {
	some i
	i < 3
	input.list[i]
}
