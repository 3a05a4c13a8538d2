package shop.orders

allow if {
	count := 3
	sum([count(input.list)]) > count
}
