package shop.orders

allow if {
	[_, x, _] := input.list
	x > 1
}
