package shop.orders

allow if {
	[a, "b"] := input.list
	a
}
