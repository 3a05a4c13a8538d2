package shop.orders

allow if {
	x = [y | y = x]
}
