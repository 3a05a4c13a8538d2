package shop.orders

allow if {
	some x, y
	input.list[x]
}
