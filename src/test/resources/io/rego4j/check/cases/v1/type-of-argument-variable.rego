package shop.orders

allow if {
	name := 7
	startswith(name, "a")
}
