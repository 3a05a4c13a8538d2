package shop.orders

allow if {
	startswith(name, "a", matches)
	matches
}
