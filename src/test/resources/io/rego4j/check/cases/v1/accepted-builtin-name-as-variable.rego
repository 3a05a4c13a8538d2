package shop.orders

allow if {
	some count in input.list
	count > 1
}
