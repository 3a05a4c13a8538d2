package shop.orders

allow if {
	[a, b] := {"x": 1}
	a > b
}
