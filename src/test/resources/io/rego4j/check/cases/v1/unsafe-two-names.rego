package shop.orders

allow if {
	first > 1
	second > 2
}
