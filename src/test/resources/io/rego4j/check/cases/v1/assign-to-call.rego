package shop.orders

allow if {
	count(x) := 1
}
