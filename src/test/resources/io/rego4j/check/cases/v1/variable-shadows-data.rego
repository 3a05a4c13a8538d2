package shop.orders

allow if {
	data := 1
	data > 0
}
