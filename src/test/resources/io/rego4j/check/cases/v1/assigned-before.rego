package shop.orders

allow if {
	some x in [x]
}
